"""``/it/``, ``/en/``: the plan at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, current_app

from plangraph.store.dataset import Dataset
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.source_text import QUERIES

blueprint = page_blueprint("overview")


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area as the page lists it."""

    number: str
    area: Shown
    activities: str


@blueprint.get("/")
def show() -> Response:
    """Return the start page."""
    dataset: Dataset = current_app.extensions["dataset"]
    counts = dataset.query((QUERIES / "counts.rq").read_text(encoding="utf-8"))
    figures = dict(zip(counts.variables, next(counts.rows()), strict=True))
    return render("overview.html", figures=figures, plans=_plans(dataset, language()), dataset=dataset)


def _plans(dataset: Dataset, spoken: str) -> dict[Shown, list[AreaLine]]:
    """Return each plan with its areas, by number."""
    links: Links = current_app.extensions["links"]
    plans: dict[Shown, list[AreaLine]] = {}
    rows = list(dataset.query((QUERIES / "areas.rq").read_text(encoding="utf-8")).rows())
    links.prepare(term for row in rows for term in row if term is not None)
    for row in rows:
        plan, area, number, activities = (term for term in row if term is not None)
        line = AreaLine(
            links.show(number, spoken).text, links.show(area, spoken), links.show(activities, spoken).text
        )
        plans.setdefault(links.show(plan, spoken), []).append(line)
    return plans
