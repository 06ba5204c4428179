"""What rows of the text became: elements of the plan, mentions, and the anomalies found there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plangraph.store.terms import Iri
from plangraph.web.evidence import PLAN, TREATMENT
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import Asked, Row, query_text, value

_ELEMENTS = ("StrategicArea", "StrategicObjective", "Activity")


@dataclass(frozen=True, slots=True)
class Became:
    """Something that a row became."""

    thing: Shown
    kind: Shown
    form: str
    """The words that were read so; empty for the row as a whole."""
    means: Shown | None
    """What they stand for, if it is known."""


@dataclass(frozen=True, slots=True)
class Derived:
    """All that one row became."""

    elements: tuple[Became, ...] = ()
    mentions: tuple[Became, ...] = ()
    anomalies: tuple[Became, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read from the row."""
        return not (self.elements or self.mentions or self.anomalies)


def derived_query(row: str = "") -> str:
    """Return the query after what the row with this IRI became; without one, all rows."""
    return query_text("source-derived", row=Iri(row) if row else False)


def derived(links: Links, asked: Asked) -> Mapping[str, Derived]:
    """Return the answer to :func:`derived_query` by the IRI of each row."""
    found: dict[str, tuple[list[Became], list[Became], list[Became]]] = {}
    for row in asked.rows:
        name = value(row, "class").removeprefix(PLAN)
        three = found.setdefault(value(row, "row"), ([], [], []))
        three[0 if name in _ELEMENTS else 1 if name == "Mention" else 2].append(_became(links, row, name))
    return {row: Derived(*map(tuple, three)) for row, three in found.items()}


def _became(links: Links, row: Row, name: str) -> Became:
    return Became(
        links.show(row["thing"], language()),
        links.show(row.get("kind", row["class"]), language()),
        value(row, "form"),
        _treatment(links, row) if name == "Anomaly" else _meaning(links, row),
    )


def _treatment(links: Links, row: Row) -> Shown | None:
    """Return what was done about an anomaly, in the reader's language if it is told in it."""
    told = links.dataset.objects(value(row, "thing"), TREATMENT)
    said = [links.show(each, language()) for each in told]
    return min(said, key=lambda each: each.lang != language(), default=None)


def _meaning(links: Links, row: Row) -> Shown | None:
    return links.show(row["means"], language()) if "means" in row else None
