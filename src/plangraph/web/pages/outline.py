"""The plans as a tree: areas, objectives, activities, each activity with what it cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from plangraph.store.terms import Iri, Term
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import Asked, Row, grouped, value
from plangraph.web.pages.selection import Selection, programme_acronym


@dataclass(frozen=True, slots=True)
class Badge:
    """A fund, programme or item of the PNRR that an activity cites."""

    acronym: str
    """As the filter calls it."""
    name: Shown
    pays: bool
    """The text says so; otherwise it is only named."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity as the tree lists it."""

    name: Shown
    iri: str
    line: str
    """First line of the source that says so; empty where the data have none."""
    source: str
    """Address of that line's page."""
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective with those of its activities that are looked for."""

    identifier: str
    name: Shown
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its objectives; those without activities too, unless something is looked for."""

    number: str
    name: Shown
    objectives: tuple[Objective, ...]
    count: int
    """Of activities that are looked for."""
    share: float
    """Of the largest area's, from 0 to 100."""
    csv: str
    """Address of its activities that are looked for, as a file."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its areas, by number."""

    name: Shown
    areas: tuple[Area, ...]


def outline(
    links: Links, selection: Selection, found: Asked, parts: Asked, badges: Asked
) -> tuple[Plan, ...]:
    """Return the plans that have any of the activities found, or all plans where nothing is looked for.

    Args:
        links: make names and addresses.
        selection: what is looked for.
        found: the answer to ``activities.rq``, asked with it.
        parts: the answer to ``outline.rq``.
        badges: the answer to ``badges.rq``.
    """
    return _Drawing(links, selection, found, parts, badges).plans()


def listed_activity(links: Links, row: Row, cited: Iterable[Row]) -> Activity:
    """Return an activity as lists show it.

    Args:
        links: make names and addresses.
        row: with ``activity`` and, if they are known, ``line`` and ``row``.
        cited: a row for each thing that it cites: ``concept``, ``code``, ``short`` and ``funded``.
    """
    badges = tuple(
        Badge(
            programme_acronym(links, each),
            links.show(each["concept"], language()),
            value(each, "funded") == "true",
        )
        for each in cited
    )
    source = links.address(value(row, "row"), language()) if "row" in row else ""
    name = links.show(row["activity"], language())
    return Activity(name, value(row, "activity"), value(row, "line"), source, badges)


class _Drawing:
    def __init__(self, links: Links, selection: Selection, found: Asked, parts: Asked, badges: Asked) -> None:
        self._links, self._selection = links, selection
        self._badges = grouped(badges.rows, "activity")
        self._activities = grouped(found.rows, "objective")
        self._plans = grouped(parts.rows, "plan")

    def plans(self) -> tuple[Plan, ...]:
        tree = {plan: grouped(rows, "area") for plan, rows in self._plans.items()}
        counts = {area: self._count(rows) for areas in tree.values() for area, rows in areas.items()}
        largest = max(counts.values(), default=0)
        plans = (Plan(self._show(plan), self._areas(areas, counts, largest)) for plan, areas in tree.items())
        return tuple(plan for plan in plans if plan.areas)

    def _count(self, rows: Iterable[Row]) -> int:
        return sum(len(self._activities.get(row["objective"], ())) for row in rows if "objective" in row)

    def _areas(
        self, areas: Mapping[Term, list[Row]], counts: Mapping[Term, int], largest: int
    ) -> tuple[Area, ...]:
        drawn = []
        for area, rows in areas.items():
            if counts[area] or self._selection.is_empty:
                share = 100 * counts[area] / largest if largest else 0.0
                objectives = (self._objective(row) for row in rows if "objective" in row)
                wanted = tuple(each for each in objectives if each.activities or self._selection.is_empty)
                number = value(rows[0], "number")
                drawn.append(Area(number, self._show(area), wanted, counts[area], share, self._csv(area)))
        return tuple(drawn)

    def _csv(self, area: Term) -> str:
        return replace(self._selection, area=area.value).file("csv") if isinstance(area, Iri) else ""

    def _objective(self, row: Row) -> Objective:
        activities = tuple(self._activity(each) for each in self._activities.get(row["objective"], ()))
        return Objective(value(row, "identifier"), self._show(row["objective"]), activities)

    def _activity(self, row: Row) -> Activity:
        return listed_activity(self._links, row, self._badges.get(row["activity"], ()))

    def _show(self, term: Term) -> Shown:
        return self._links.show(term, language())
