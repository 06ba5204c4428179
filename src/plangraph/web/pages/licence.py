"""``/it/licence``, ``/en/licence``: whose the data are, of which day, and what may be done with them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, current_app

from plangraph.store.dataset import Dataset
from plangraph.store.terms import Iri
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import Row, ask, value
from plangraph.web.pages.licences import show_licence
from plangraph.web.pages.page import page_blueprint, render

blueprint = page_blueprint("licence")


@dataclass(frozen=True, slots=True)
class Described:
    """A named graph, or a table that figures come from; None for what the data do not say of it."""

    name: Shown
    size: int
    """Triples; 0 for a table."""
    licence: Shown | None
    modified: str
    """A day or a period, as the data write it."""
    publisher: Shown | None
    source: Shown | None
    rights_holder: Shown | None


@blueprint.get("/licence")
def show() -> Response:
    """Return the licences and dates of all graphs, and of the tables behind them."""
    graphs, tables = ask("graphs"), ask("tables")
    return render(
        "licence.html",
        graphs=_described(graphs.rows, "graph", "modified"),
        graphs_address=graphs.address,
        tables=_described(tables.rows, "table", "date"),
        tables_address=tables.address,
    )


def _described(rows: tuple[Row, ...], thing: str, day: str) -> list[Described]:
    """Return what the first row about each thing says; the query behind the table shows all."""
    links: Links = current_app.extensions["links"]
    dataset: Dataset = current_app.extensions["dataset"]

    def shown(row: Row, name: str) -> Shown | None:
        return links.show(row[name], language()) if name in row else None

    first: dict[str, Row] = {}
    for row in rows:
        if isinstance(row[thing], Iri):
            first.setdefault(row[thing].value, row)
    sizes = dataset.graphs
    return [
        Described(
            links.show(row[thing], language()),
            sizes.get(iri, 0),
            show_licence(links, row["licence"]) if "licence" in row else None,
            value(row, day),
            shown(row, "publisher"),
            shown(row, "source"),
            shown(row, "rightsHolder"),
        )
        for iri, row in first.items()
    ]
