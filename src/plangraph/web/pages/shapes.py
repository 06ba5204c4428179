"""``/it/shapes``, ``/en/shapes``: every rule that the data are held to, in words."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, current_app

from plangraph.store.dataset import Dataset
from plangraph.store.graphs import VALIDATION_GRAPH
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.own_queries import own_query
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.shape import CONSTRAINT, MESSAGE, SH, messages_of

blueprint = page_blueprint("shapes")

_SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True)
class Entry:
    """One shape of the list."""

    shown: Shown
    property: Shown | None
    message: Shown | None
    findings: int


@blueprint.get("/shapes")
def show() -> Response:
    """Return all shapes by severity, those that are broken most often first."""
    dataset: Dataset = current_app.extensions["dataset"]
    links: Links = current_app.extensions["links"]
    query, spoken = own_query("shapes"), language()
    rows = [[*row] for row in dataset.query(query).rows()]
    links.prepare([term for row in rows for term in row if term is not None], [MESSAGE, CONSTRAINT])
    groups: dict[str, list[Entry]] = {name: [] for name in _SEVERITIES}
    for shape, severity, path, findings in rows:
        assert shape
        assert findings  # a count
        said = messages_of(shape.value, dataset, spoken)
        shown = links.show(shape, spoken)
        entry = Entry(
            shown, links.show(path, spoken) if path else None, said[0] if said else None, int(findings.value)
        )
        groups.setdefault(severity.value.removeprefix(SH) if severity else "Violation", []).append(entry)
    for entries in groups.values():
        entries.sort(key=lambda each: (-each.findings, each.shown.text.casefold(), each.shown.href))
    return render("shapes.html", groups=groups, query=query, is_reported=VALIDATION_GRAPH in dataset.graphs)
