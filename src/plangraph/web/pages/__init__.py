"""The pages for people: one module each, below ``/it/`` and ``/en/``, each with its own catalogue."""

from plangraph.web.pages import accessibility, licence, overview, pnrr, problems, query, resource

PAGES = (overview, pnrr, query, problems, resource, licence, accessibility)
"""Each has a ``blueprint``."""
