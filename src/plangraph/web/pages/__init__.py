"""The pages for people: one module each, below ``/it/`` and ``/en/``, each with its own catalogue."""

from plangraph.web.pages import model, overview, problems, query, resource, search, source, validate

PAGES = (
    overview,
    query,
    model,
    problems,
    resource,
    search,
    source,
    validate,
)
"""Each has a ``blueprint``."""
