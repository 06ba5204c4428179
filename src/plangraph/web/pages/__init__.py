"""The pages for people: one module each, below ``/it/`` and ``/en/``, each with its own catalogue."""

from plangraph.web.pages import (
    accessibility,
    licence,
    model,
    overview,
    pnrr,
    problems,
    query,
    resource,
    search,
    shapes,
    source,
    validate,
)

PAGES = (
    overview,
    pnrr,
    query,
    model,
    problems,
    resource,
    search,
    shapes,
    source,
    validate,
    licence,
    accessibility,
)
"""Each has a ``blueprint``."""
