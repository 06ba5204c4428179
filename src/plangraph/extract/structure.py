"""Pieces into areas, objectives and activity rows, with every broken layout read and listed.

A line that no rule here accounts for stops the build; nothing is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from plangraph.errors import SourceError
from plangraph.extract.lines import Heading, Paragraph, Piece, TableRow, YearHeader, row_of
from plangraph.extract.patterns import any_of
from plangraph.profile import Profile
from plangraph.records import ActivityType, Anomaly, AnomalyKind, Area, Objective, Row
from plangraph.source import SourceText
from plangraph.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class RawActivity:
    """One activity as its row prints it, before anything in its text is read."""

    objective: str
    type: ActivityType
    text: str
    """White space collapsed, markup dropped."""
    years: tuple[int, ...]
    row: Row


@dataclass(slots=True)
class Structure:
    """What the pieces amount to, filled in reading order."""

    areas: list[Area] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    activities: list[RawActivity] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)


def read_structure(
    pieces: Iterable[Piece], source: SourceText, profile: Profile, wording: Wording
) -> Structure:
    """Put the pieces of one text together.

    Raises:
        SourceError: the text is no plan, or a line fits no rule; the message has its number and text.
    """
    reader = _Reader(source, profile, wording)
    for piece in pieces:
        reader.read(piece)
    reader.end_table()
    if not reader.structure.activities:
        raise SourceError(
            "this is no strategic plan in the known layout: no activity found",
            path=source.path,
            remedy="A plan has headings «AREA STRATEGICA : 1 - …», «OBIETTIVI STRATEGICI : 1 - …» and "
            "tables of activities below them.",
        )
    return reader.structure


class _Reader:
    """Reads piece after piece; knows the area, the objective, and the table it is in."""

    def __init__(self, source: SourceText, profile: Profile, wording: Wording) -> None:
        self.structure = Structure()
        self._source, self._profile = source, profile
        self._marks = {mark.casefold() for mark in wording.year_marks}
        self._types = {
            kind: re.compile(any_of(names), re.IGNORECASE) for kind, names in wording.activity_types.items()
        }
        self._area: Area | None = None
        self._objective: Objective | None = None
        self._start_table()

    def _start_table(self) -> None:
        self._type: ActivityType | None = None
        self._columns: dict[int, int] = {}
        self._has_rows = False
        self._header_missed = False
        self._loose: list[Row] = []
        self._loose_years: list[Row] = []

    def read(self, piece: Piece) -> None:
        match piece:
            case Heading():
                self.end_table()
                self._read_heading(piece)
            case YearHeader():
                self._read_header(piece)
            case TableRow():
                self._read_row(piece)
            case Paragraph():
                self._read_paragraph(piece.row)

    # --- headings ---------------------------------------------------------------------------

    def _read_heading(self, heading: Heading) -> None:
        row = heading.row
        bold = "**" in row.verbatim
        split = row.last_line > row.first_line
        if bold or split:
            how_it = " e ".join(["in grassetto"] * bold + ["spezzato su più righe"] * split)
            how_en = " and ".join(["bold"] * bold + ["split over lines"] * split)
            self._note(
                AnomalyKind.HEADING_VARIANT,
                (row,),
                row.quote,
                f"Titolo {how_it}: ricomposto e letto come gli altri.",
                f"Heading {how_en}: put together and read like the others.",
            )
        if heading.is_area:
            self._objective = None
            self._area = self._merge_area(heading)
        else:
            self._objective = self._merge_objective(heading)

    def _merge_area(self, heading: Heading) -> Area:
        areas = self.structure.areas
        for index, area in enumerate(areas):
            if area.number == heading.number:
                self._compare_titles(heading, area.title)
                areas[index] = Area(number=area.number, title=area.title, rows=(*area.rows, heading.row))
                return areas[index]
        areas.append(Area(number=heading.number, title=heading.title, rows=(heading.row,)))
        return areas[-1]

    def _merge_objective(self, heading: Heading) -> Objective:
        if self._area is None:
            raise self._error(heading.row, "an objective before any area", "Put its area's heading above it.")
        objectives = self.structure.objectives
        for index, known in enumerate(objectives):
            if (known.area, known.number) == (self._area.number, heading.number):
                self._compare_titles(heading, known.title)
                objectives[index] = Objective(
                    area=known.area, number=known.number, title=known.title, rows=(*known.rows, heading.row)
                )
                return objectives[index]
        objectives.append(
            Objective(
                area=self._area.number, number=heading.number, title=heading.title, rows=(heading.row,)
            )
        )
        return objectives[-1]

    def _compare_titles(self, heading: Heading, title: str) -> None:
        if heading.title.casefold() != title.casefold():
            self._note(
                AnomalyKind.HEADING_VARIANT,
                (heading.row,),
                heading.title,
                f"Titolo diverso da quello già stampato per lo stesso numero: resta il primo, «{title}».",
                f"Title differs from the one printed before for the same number: the first, «{title}», stands.",
            )

    # --- tables -----------------------------------------------------------------------------

    def _read_header(self, header: YearHeader) -> None:
        if self._objective is None:
            raise self._error(header.row, "a table before any heading", "Put its objective's heading above it.")
        self._columns = header.columns
        for year in header.columns.values():
            self._check_year(year, header.row)

    def _check_year(self, year: int, row: Row) -> None:
        if not self._profile.first_year <= year <= self._profile.last_year:
            raise self._error(
                row,
                f"the year {year} lies outside the period {self._profile.first_year}-{self._profile.last_year}",
                f"Mend the text, or [period] in {self._profile.path}.",
            )

    def _read_row(self, piece: TableRow) -> None:
        if self._objective is None:
            raise self._error(piece.row, "a table before any heading", "Put its objective's heading above it.")
        if not self._columns and not self._header_missed:
            self._header_missed = True
            self._note_missing_header((piece.row,))
        self._has_rows = True
        type_cell, text, *marks = (*piece.cells, "", "")
        kind = self._type_named(type_cell)
        slipped = bool(type_cell) and kind is None and not text
        if type_cell and kind is None and text:
            raise self._error(
                piece.row,
                f"«{type_cell}» is no type of activity",
                "Mend the text, or add the type to [activity_types] in wording.toml.",
            )
        if slipped:
            text = type_cell
        self._type = kind or self._type
        if not text:
            raise self._error(piece.row, "a row without activity", "Give it a text, or remove the line.")
        row = row_of(self._source, piece.row.first_line, piece.row.last_line, text)
        if slipped:
            self._note(
                AnomalyKind.SLIPPED_COLUMN,
                (row,),
                text,
                "Il testo è finito nella colonna del tipo: letto come attività del tipo corrente.",
                "The text slipped into the type column: read as an activity of the current type.",
            )
        self._add(row, text, self._years_marked(marks, row))

    def _years_marked(self, marks: list[str], row: Row) -> tuple[int, ...]:
        years = []
        for column, mark in enumerate(marks, start=2):
            if not mark:
                continue
            if mark.casefold() not in self._marks:
                raise self._error(
                    row,
                    f"«{mark}» stands in a year's column and is no year mark",
                    "Mend the text, or add the mark to layout.year_marks in wording.toml.",
                )
            if column in self._columns:
                years.append(self._columns[column])
            else:
                self._note(
                    AnomalyKind.AMBIGUOUS_READING,
                    (row,),
                    row.quote,
                    "Un anno è segnato in una colonna senza intestazione: anno non letto.",
                    "A year is marked in a column without header: no year was read.",
                )
        return tuple(sorted(years))

    def _add(self, row: Row, text: str, years: tuple[int, ...]) -> None:
        if self._type is None or self._objective is None:
            raise self._error(
                row, "an activity before its type", "Put «Attività di sviluppo» or the like before it."
            )
        self.structure.activities.append(
            RawActivity(
                objective=self._objective.identifier, type=self._type, text=text, years=years, row=row
            )
        )

    def _type_named(self, text: str) -> ActivityType | None:
        return next((kind for kind, name in self._types.items() if name.fullmatch(text)), None)

    # --- tables that lost their tabs ----------------------------------------------------------

    def _read_paragraph(self, row: Row) -> None:
        """Read one cell of a flattened table: type, activity, year or mark, each a paragraph."""
        kind = self._type_named(row.quote)
        if self._area is None:
            raise self._error(
                row,
                f"no strategic plan in the known layout opens with «{row.quote[:80]}»",
                "A plan opens with «AREA STRATEGICA : 1 - TITLE», «OBIETTIVI STRATEGICI : 1 - Title» and a table.",
            )
        if self._objective is None or self._has_rows or (self._type is None and kind is None):
            raise self._error(
                row,
                f"no rule accounts for this line: «{row.quote}»",
                "If it is an activity, it belongs into the table's second column; "
                "if it is no part of the plan, remove it.",
            )
        if kind is not None:
            self._type = kind
        elif all(re.fullmatch(r"\d{4}", word) for word in row.quote.split()):
            for word in row.quote.split():
                self._check_year(int(word), row)
            self._loose_years.append(row)
        elif row.quote.casefold() in self._marks:
            self._note(
                AnomalyKind.AMBIGUOUS_READING,
                (row,),
                row.quote,
                "Segno di un anno in una tabella senza colonne: anno non letto.",
                "A year's mark in a table without columns: no year was read.",
            )
        else:
            self._loose.append(row)
            self._add(row, row.quote, ())

    def end_table(self) -> None:
        """Note how the table that ends here was broken, and forget it."""
        if self._loose and self._loose_years:
            self._note(
                AnomalyKind.BROKEN_TABLE,
                (*self._loose, *self._loose_years),
                " ".join(row.quote for row in (*self._loose, *self._loose_years)),
                "Tabella appiattita, con gli anni in righe sciolte: letta come una tabella; nessun anno segnato.",
                "Flattened table, its years in loose lines: read as a table; no year is marked.",
            )
        elif self._loose:
            self._note_missing_header(tuple(self._loose))
        self._start_table()

    def _note_missing_header(self, rows: tuple[Row, ...]) -> None:
        self._note(
            AnomalyKind.BROKEN_TABLE,
            rows,
            " ".join(row.quote for row in rows),
            "Tabella senza intestazione degli anni: attività letta, anni non dichiarati.",
            "Table without a header of years: activity read, years not stated.",
        )

    # --- notes and errors -----------------------------------------------------------------------

    def _note(self, kind: AnomalyKind, rows: tuple[Row, ...], quote: str, it: str, en: str) -> None:
        self.structure.anomalies.append(
            Anomaly(kind=kind, rows=rows, quote=quote, treatment_it=it, treatment_en=en)
        )

    def _error(self, row: Row, problem: str, remedy: str) -> SourceError:
        return SourceError(problem, path=self._source.path, line=row.first_line, remedy=remedy)
