"""The pages for people: one module each, below ``/it/`` and ``/en/``, each with its own catalogue."""

from plangraph.web.pages import overview, problems, query, resource

PAGES = (overview, query, problems, resource)
"""Each has a ``blueprint``."""
