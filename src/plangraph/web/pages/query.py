"""``/it/query``, ``/en/query``: ask."""

from __future__ import annotations

from flask import Response, current_app, request

from plangraph.queries import AUDIENCES, StoredQuery
from plangraph.store.formats import FORMATS
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.source_text import QUERIES

blueprint = page_blueprint("query")
FIRST = (QUERIES / "example.rq").read_text(encoding="utf-8").partition("\n")[2]
"""What the form holds until somebody asks for something else."""


@blueprint.get("/query")
def show() -> Response:
    """Return the form, filled with the stored query that ``?name=`` names, and all stored queries."""
    stored: tuple[StoredQuery, ...] = current_app.extensions["stored_queries"]
    named = next((query for query in stored if query.name == request.args.get("name")), None)
    return render(
        "query.html",
        audiences=AUDIENCES,
        stored=stored,
        formats=FORMATS,
        query=named.text if named else FIRST,
    )
