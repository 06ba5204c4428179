"""What the page *Interroga* does: read what is asked, ask it, and show the answer in more than one way.

The page renders everything on the server; its scripts only make it quicker to use.
"""
