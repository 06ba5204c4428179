"""The pages for people: one module each, below ``/it/`` and ``/en/``, each with its own catalogue."""

from plangraph.web.pages import overview, problems, query, resource, search

PAGES = (overview, query, problems, resource, search)
"""Each has a ``blueprint``."""
