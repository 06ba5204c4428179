"""Which activities cite the PNRR, in which words, and how sure the reading is."""

from __future__ import annotations

from dataclasses import dataclass

from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import Asked, Row, grouped, value


@dataclass(frozen=True, slots=True)
class Naming:
    """One naming of the PNRR or of an item in an activity's text."""

    code: str
    concept: Shown
    words: str
    certainty: str
    """``exact``, ``probable`` or ``ambiguous``."""
    pays: bool


@dataclass(frozen=True, slots=True)
class Citing:
    """An activity that cites the PNRR, with all namings."""

    activity: Shown
    line: str
    source: Shown | None
    namings: tuple[Naming, ...]

    @property
    def pays(self) -> bool:
        """Whether the text says that the PNRR, or an item of it, pays."""
        return any(naming.pays for naming in self.namings)


def citing_activities(links: Links, asked: Asked) -> list[Citing]:
    """Return what the answer to ``citations.rq`` says, an activity each."""
    return [
        Citing(
            links.show(activity, language()),
            value(group[0], "line"),
            links.show(group[0]["row"], language()) if "row" in group[0] else None,
            tuple(_naming(links, row) for row in group),
        )
        for activity, group in grouped(asked.rows, "activity").items()
    ]


def _naming(links: Links, row: Row) -> Naming:
    concept = links.show(row["concept"], language())
    return Naming(
        value(row, "code"),
        concept,
        value(row, "words"),
        value(row, "certainty"),
        value(row, "pays") == "true",
    )
