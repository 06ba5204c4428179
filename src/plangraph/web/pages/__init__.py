"""The pages for people: one module each, below ``/it/`` and ``/en/``, each with its own catalogue."""

from plangraph.web.pages import model, overview, problems, query, resource, source

PAGES = (overview, query, model, problems, resource, source)
"""Each has a ``blueprint``."""
