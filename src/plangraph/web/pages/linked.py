"""The links of one activity, measure or project of the PNRR, and when an activity's were searched for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from plangraph.store.dataset import Description
from plangraph.store.terms import Iri
from plangraph.web.evidence import PLAN
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import Asked, Row, grouped, query_text, value

_ENDS = {"linkedActivity": "activity", "linkedMeasure": "linkedItem", "linkedProject": "linkedTo"}
"""Properties of a link, and the condition of ``linked.rq`` that is about what they lead to."""


@dataclass(frozen=True, slots=True)
class Measure:
    """An item of the PNRR."""

    code: str
    name: Shown


@dataclass(frozen=True, slots=True)
class Link:
    """One link as a row of a table."""

    activity: Shown
    measures: tuple[Measure, ...]
    """The linked one, or those that the linked project is under."""
    project: Shown | None
    project_code: str
    """CUP, or a code of the plan's own."""
    status: str
    """Last part of its IRI: ``stated``, ``confirmed``, ``derived``, ``candidate`` or ``rejected``."""
    status_name: Shown
    method: Shown
    score: Decimal
    """From 0 to 1."""
    quote: str
    """Words of the text that made the link."""
    line: str
    source: str
    """Address of the page of that line."""
    address: str
    """Of the link's own page."""


@dataclass(frozen=True, slots=True)
class Searched:
    """When links of an activity were searched for."""

    date: str
    tables: int
    """Of open data that were searched."""
    address: str
    """Of the search's own page, with what came nearest."""


def searched_query(description: Description) -> str:
    """Return the query after the searches for the links of an activity; empty where there was none."""
    was_searched = any(name.value == f"{PLAN}searchedActivity" for _, name, _ in description.inbound)
    return query_text("searches", activity=Iri(description.iri)) if was_searched else ""


def searched(links: Links, asked: Asked) -> Searched | None:
    """Return the newest of the searches that :func:`searched_query` found."""
    for row in asked.rows:
        address = links.address(value(row, "search"), language())
        return Searched(value(row, "searchedOn"), int(value(row, "tables")), address)
    return None


def linked_query(description: Description) -> str:
    """Return the query after the links of a thing; empty where none can lead to it."""
    pointing = {name.value.removeprefix(PLAN) for _, name, _ in description.inbound}
    end = next((end for name, end in _ENDS.items() if name in pointing), "")
    return query_text("linked", **{end: Iri(description.iri)}) if end else ""


def linked(links: Links, asked: Asked) -> tuple[Link, ...]:
    """Return the links that :func:`linked_query` found, the surest first."""
    return tuple(_link(links, rows) for rows in grouped(asked.rows, "link").values())


def _link(links: Links, rows: list[Row]) -> Link:
    row, spoken = rows[0], language()
    codes = {each["item"]: value(each, "measure") for each in rows if "item" in each}
    return Link(
        activity=links.show(row["activity"], spoken),
        measures=tuple(Measure(code, links.show(item, spoken)) for item, code in codes.items()),
        project=links.show(row["project"], spoken) if "project" in row else None,
        project_code=value(row, "cup"),
        status=value(row, "status"),
        status_name=links.show(row["state"], spoken),
        method=links.show(row["how"], spoken),
        score=Decimal(value(row, "score")),
        quote=value(row, "quote"),
        line=value(row, "line"),
        source=links.address(value(row, "row"), spoken) if "row" in row else "",
        address=links.address(value(row, "link"), spoken),
    )
