"""``/``, ``/problems``, ``/health``, ``/metrics``: what this is, what can go wrong, and how it goes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from plangraph.queries import AUDIENCES, StoredQuery
from plangraph.store.dataset import Dataset
from plangraph.store.formats import FORMATS
from plangraph.web.kinds import KINDS
from plangraph.web.links import Links, Shown
from plangraph.web.metrics import Metrics
from plangraph.web.responses import page_response
from plangraph.web.wording import LANGUAGES, language, words
from plangraph.workers.evaluation import Asker

blueprint = Blueprint("start", __name__)

_QUERIES = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area as the start page lists it."""

    number: str
    area: Shown
    activities: str


@blueprint.get("/")
def start() -> Response:
    """Return the start page, the form filled with the stored query that ``?example=`` names."""
    dataset: Dataset = current_app.extensions["dataset"]
    stored: tuple[StoredQuery, ...] = current_app.extensions["stored_queries"]
    example = next((query for query in stored if query.name == request.args.get("example")), None)
    counts = dataset.query((_QUERIES / "counts.rq").read_text(encoding="utf-8"))
    figures = dict(zip(counts.variables, next(counts.rows()), strict=True))
    spoken = language()
    return page_response(
        render_template(
            "start.html",
            t=words(spoken),
            lang=spoken,
            figures=figures,
            plans=_plans(dataset, spoken),
            audiences=AUDIENCES,
            dataset=dataset,
            stored=stored,
            formats=FORMATS,
            query=example.text if example else words(spoken)["example_query"],
        )
    )


def _plans(dataset: Dataset, spoken: str) -> dict[Shown, list[AreaLine]]:
    """Return each plan with its areas, by number."""
    links: Links = current_app.extensions["links"]
    plans: dict[Shown, list[AreaLine]] = {}
    rows = list(dataset.query((_QUERIES / "areas.rq").read_text(encoding="utf-8")).rows())
    links.prepare(term for row in rows for term in row if term is not None)
    for row in rows:
        plan, area, number, activities = (term for term in row if term is not None)
        line = AreaLine(
            links.show(number, spoken).text, links.show(area, spoken), links.show(activities, spoken).text
        )
        plans.setdefault(links.show(plan, spoken), []).append(line)
    return plans


@blueprint.get("/problems")
def problems() -> Response:
    """Return the page that the types of problems point to."""
    spoken = language()
    index = LANGUAGES.index(spoken)
    return page_response(
        render_template("problems.html", kinds=KINDS, index=index, t=words(spoken), lang=spoken)
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


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return figures for monitoring."""
    figures: Metrics = current_app.extensions["metrics"]
    return Response(
        figures.text(), content_type=CONTENT_TYPE_PLAIN_0_0_4, headers={"Cache-Control": "no-store"}
    )
