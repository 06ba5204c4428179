"""``/`` and ``/health``: what this is and whether it is well."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request

from plangraph.store.dataset import Dataset
from plangraph.store.formats import FORMATS
from plangraph.web.responses import page_response
from plangraph.web.wording import language, words

blueprint = Blueprint("start", __name__)

_COUNTS = Path(__file__).parent / "queries" / "counts.rq"


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A query of the ``queries`` folder, as the start page lists it."""

    name: str
    question: dict[str, str]
    """By language."""
    text: str


def read_stored_queries(folder: Path) -> tuple[StoredQuery, ...]:
    """Return the ``.rq`` files of ``folder`` by name; the question is ``#+ question: italiano / English``."""
    return tuple(_stored_query(path) for path in sorted(folder.glob("*.rq")))


def _stored_query(path: Path) -> StoredQuery:
    text = path.read_text(encoding="utf-8")
    head = dict(line[2:].partition(":")[::2] for line in text.splitlines() if line.startswith("#+"))
    head = {key.strip(): value.strip() for key, value in head.items()}
    italian, _, english = head.get("question", head.get("summary", path.stem)).partition(" / ")
    return StoredQuery(path.stem, {"it": italian, "en": english or italian}, text)


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
    """Say that queries are answered, and from which data."""
    dataset: Dataset = current_app.extensions["dataset"]
    state = {"status": "ok", "dataVersion": dataset.version, "triples": sum(dataset.graphs.values())}
    return Response(
        json.dumps(state) + "\n", content_type="application/json", headers={"Cache-Control": "no-store"}
    )
