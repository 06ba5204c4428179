"""``/`` and ``/health``: what this is and whether it is well."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request

from plangraph.queries import StoredQuery
from plangraph.store.dataset import Dataset
from plangraph.store.formats import FORMATS
from plangraph.web.responses import page_response
from plangraph.web.wording import language, words
from plangraph.workers.evaluation import Asker

blueprint = Blueprint("start", __name__)

_COUNTS = Path(__file__).parent / "queries" / "counts.rq"


@blueprint.get("/")
def start() -> Response:
    """Return the start page, the form filled with the stored query that ``?example=`` names."""
    dataset: Dataset = current_app.extensions["dataset"]
    stored: tuple[StoredQuery, ...] = current_app.extensions["stored_queries"]
    example = next((query for query in stored if query.name == request.args.get("example")), None)
    counts = dataset.query(_COUNTS.read_text(encoding="utf-8"))
    figures = dict(zip(counts.variables, next(counts.rows()), strict=True))
    spoken = language()
    return page_response(
        render_template(
            "start.html",
            t=words(spoken),
            lang=spoken,
            figures=figures,
            dataset=dataset,
            stored=stored,
            formats=FORMATS,
            query=example.text if example else words(spoken)["example_query"],
        )
    )


@blueprint.get("/health")
def health() -> Response:
    """Say that queries are answered, from which data, and how many workers run, idle, and queries wait."""
    dataset: Dataset = current_app.extensions["dataset"]
    asker: Asker = current_app.extensions["asker"]
    state = {
        "status": "ok",
        "dataVersion": dataset.version,
        "triples": sum(dataset.graphs.values()),
        "queries": asker.state(),
    }
    return Response(
        json.dumps(state) + "\n", content_type="application/json", headers={"Cache-Control": "no-store"}
    )
