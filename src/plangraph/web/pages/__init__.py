"""The pages for people: one module each, below ``/it/`` and ``/en/``, each with its own catalogue."""

from plangraph.web.pages import model, overview, problems, query, resource, search, source

PAGES = (overview, query, model, problems, resource, search, source)
"""Each has a ``blueprint``."""
