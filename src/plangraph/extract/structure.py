"""Pieces into areas, objectives and the rows below them, with broken headings read and listed.

A line that no rule here or in ``tables`` accounts for stops the build; nothing is skipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from plangraph.errors import SourceError
from plangraph.extract.lines import Heading, Ignored, Paragraph, Piece, TableRow, YearHeader
from plangraph.extract.tables import RawActivity, Table, TableRules
from plangraph.profile import Profile
from plangraph.records import Anomaly, AnomalyKind, Area, Objective, Row
from plangraph.source import SourceText
from plangraph.wording import Wording

SAME_TITLE = 75
"""Least similarity (0–100, Indel) of two prints of one heading: a slip of the pen, not another title."""
_LAYOUT = (
    "A plan opens with «AREA STRATEGICA : 1 - TITLE», then «OBIETTIVI STRATEGICI : 1 - Title» and a table "
    "of activities."
)


@dataclass(slots=True)
class Structure:
    """What the pieces amount to, filled in reading order."""

    areas: dict[int, Area] = field(default_factory=dict)
    """By number."""
    objectives: dict[str, Objective] = field(default_factory=dict)
    """By identifier."""
    activities: list[RawActivity] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)


def read_structure(
    pieces: Iterable[Piece], source: SourceText, profile: Profile, wording: Wording
) -> Structure:
    """Put the pieces of one text together.

    Raises:
        SourceError: the text is no plan, or a line fits no rule; the message has its number and text.
    """
    reader = _Reader(TableRules(source, profile, wording))
    for piece in pieces:
        reader.read(piece)
    reader.end_table()
    if not reader.structure.activities:
        raise SourceError(
            "this is no strategic plan in the known layout: no activity found",
            path=source.path,
            remedy=_LAYOUT,
        )
    return reader.structure


class _Reader:
    """Reads piece after piece; knows the area it is in, and the table."""

    def __init__(self, rules: TableRules) -> None:
        self.structure = Structure()
        self._rules = rules
        self._area: Area | None = None
        self._table: Table | None = None

    def read(self, piece: Piece) -> None:
        match piece:
            case Heading():
                self.end_table()
                self._note_print(piece.row)
                self._read_heading(piece)
            case YearHeader():
                self._open_table(piece.row).read_header(piece)
            case TableRow():
                self._open_table(piece.row).read_row(piece)
            case Paragraph(row):
                self._table_of(row).read_paragraph(row)
            case Ignored(row):
                self._note(
                    AnomalyKind.IGNORED_LINE,
                    row,
                    row.quote,
                    "Riga che il profilo dichiara estranea al piano: non letta.",
                    "A line that the profile declares to be no part of the plan: not read.",
                )

    def end_table(self) -> None:
        """Take over what the table holds that ends here."""
        if self._table is not None:
            self._table.end()
            self.structure.activities += self._table.activities
            self.structure.anomalies += self._table.anomalies
            self._table = None

    def _open_table(self, row: Row) -> Table:
        if self._table is None:
            raise self._rules.error(
                row, "a table before any heading", "Put the heading of its objective above it."
            )
        return self._table

    def _table_of(self, row: Row) -> Table:
        if self._area is None:
            opening = row.quote[:80]
            problem = f"no strategic plan in the known layout opens with «{opening}»"
            raise self._rules.error(row, problem, _LAYOUT)
        if self._table is None:
            problem = f"no rule accounts for this line: «{row.quote}»"
            raise self._rules.error(row, problem, "Put the heading of an objective above it, or remove it.")
        return self._table

    def _read_heading(self, heading: Heading) -> None:
        found = self.structure
        if heading.is_area:
            title, rows = self._printed(found.areas.get(heading.number), heading)
            self._area = Area(number=heading.number, title=title, rows=rows)
            found.areas[heading.number] = self._area
        elif self._area is None:
            problem = "an objective before any area"
            raise self._rules.error(heading.row, problem, "Put the heading of its area above it.")
        elif heading.of_area not in (None, self._area.number):
            problem = f"objective {heading.of_area}.{heading.number} stands in area {self._area.number}"
            raise self._rules.error(heading.row, problem, "Mend the number, or the area's heading above it.")
        else:
            key = f"{self._area.number}.{heading.number}"
            title, rows = self._printed(found.objectives.get(key), heading)
            found.objectives[key] = Objective(
                area=self._area.number, number=heading.number, title=title, rows=rows
            )
            self._table = Table(key, self._rules)

    def _printed(self, known: Area | Objective | None, heading: Heading) -> tuple[str, tuple[Row, ...]]:
        """Return title and rows of an element; printed again, it keeps its first title and gains a row.

        Another title under the same number is another element, wrongly numbered: never merged.
        """
        if known is None:
            return heading.title, (heading.row,)
        if not fuzz.ratio(known.title.casefold(), heading.title.casefold(), score_cutoff=SAME_TITLE):
            problem = f"number {heading.number} is printed again with another title: «{heading.title}»"
            remedy = (
                f"Its first title, on line {known.rows[0].first_line}, is «{known.title}»: mend one number."
            )
            raise self._rules.error(heading.row, problem, remedy)
        if known.title.casefold() != heading.title.casefold():
            self._note(
                AnomalyKind.HEADING_VARIANT,
                heading.row,
                heading.title,
                f"Titolo diverso da quello già stampato per questo numero: resta «{known.title}».",
                f"Title differs from the one printed before for this number: «{known.title}» stands.",
            )
        return known.title, (*known.rows, heading.row)

    def _note_print(self, row: Row) -> None:
        bold = "**" in row.verbatim
        split = row.last_line > row.first_line
        if bold or split:
            how_it = " e ".join(["in grassetto"] * bold + ["spezzato su più righe"] * split)
            how_en = " and ".join(["bold"] * bold + ["split over lines"] * split)
            self._note(
                AnomalyKind.HEADING_VARIANT,
                row,
                row.quote,
                f"Titolo {how_it}: ricomposto e letto come gli altri.",
                f"Heading {how_en}: put together and read like the others.",
            )

    def _note(self, kind: AnomalyKind, row: Row, quote: str, it: str, en: str) -> None:
        self.structure.anomalies.append(
            Anomaly(kind=kind, rows=(row,), quote=quote, treatment_it=it, treatment_en=en)
        )
