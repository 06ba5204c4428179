"""``/`` and ``/problems`` lead to pages; ``/health`` and ``/metrics`` say how it goes."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Blueprint, Response, current_app
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from plangraph.store.dataset import Dataset
from plangraph.web.languages import language
from plangraph.web.metrics import Metrics
from plangraph.web.responses import lead_to
from plangraph.workers.evaluation import Asker

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def start() -> Response:
    """Send to the start page in the client's language."""
    return lead_to(f"/{language()}/", HTTPStatus.FOUND, "Accept-Language")


@blueprint.get("/problems")
def problems() -> Response:
    """Send to the page about problems in the client's language; the fragment stays with the client."""
    return lead_to(f"/{language()}/problems", HTTPStatus.FOUND, "Accept-Language")


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
