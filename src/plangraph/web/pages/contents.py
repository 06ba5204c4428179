"""What an area or an objective holds: objectives with their activities, as the start page lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plangraph.store.terms import Iri, Term
from plangraph.web.evidence import PLAN
from plangraph.web.languages import language
from plangraph.web.links import Links
from plangraph.web.pages.asking import Asked, Row, grouped, query_text, value
from plangraph.web.pages.outline import Activity, Objective, listed_activity

_CLASSES = {f"{PLAN}StrategicArea": "area", f"{PLAN}StrategicObjective": "objective"}
"""What holds activities, and the condition of ``contents.rq`` that is about it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The activities of one thing."""

    objectives: tuple[Objective, ...]
    """In the order of printing; of an objective itself alone."""
    is_tree: bool
    """The objectives are parts of the thing."""
    count: int
    """Of activities."""


def contents_query(iri: str, classes: Iterable[str]) -> str:
    """Return the query after what the thing holds; empty for things that hold no activities.

    Args:
        iri: of the thing.
        classes: IRIs of its classes.
    """
    kind = next((_CLASSES[each] for each in classes if each in _CLASSES), "")
    return query_text("contents", **{kind: Iri(iri)}) if kind else ""


def contents(links: Links, iri: str, asked: Asked) -> Contents:
    """Return what the thing holds.

    Args:
        links: make names.
        iri: of the thing.
        asked: the answer to :func:`contents_query`.
    """
    groups = grouped(asked.rows, "objective")
    objectives = tuple(_objective(links, each, rows) for each, rows in groups.items())
    count = sum(len(each.activities) for each in objectives)
    return Contents(objectives, [*groups] != [Iri(iri)], count)


def _objective(links: Links, objective: Term, rows: list[Row]) -> Objective:
    activities = grouped((row for row in rows if "activity" in row), "activity").values()
    return Objective(
        value(rows[0], "identifier"),
        links.show(objective, language()),
        tuple(_activity(links, found) for found in activities),
    )


def _activity(links: Links, rows: list[Row]) -> Activity:
    cited = {row["concept"]: row for row in rows if "concept" in row}
    return listed_activity(links, rows[0], cited.values())
