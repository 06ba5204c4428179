"""The table under one objective: types, years and activities, also where it has lost its tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plangraph.errors import SourceError
from plangraph.extract.lines import TableRow, YearHeader, row_of
from plangraph.extract.patterns import any_of
from plangraph.profile import Profile
from plangraph.records import ActivityType, Anomaly, AnomalyKind, Row
from plangraph.source import SourceText
from plangraph.wording import Wording

_FIRST_YEAR_COLUMN = 2
"""After type and activity."""
_FOOTER = re.compile(r"(?:pag(?:ina|\.)?\s*)?\d+(?:\s*(?:di|/)\s*\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawActivity:
    """One activity as its row prints it, before anything in its text is read."""

    objective: str
    type: ActivityType
    text: str
    """White space collapsed, markup dropped."""
    years: tuple[int, ...]
    row: Row


class TableRules:
    """What holds for every table of one plan."""

    def __init__(self, source: SourceText, profile: Profile, wording: Wording) -> None:
        self.source = source
        self._profile = profile
        self._marks = {mark.casefold() for mark in wording.year_marks}
        self._types = {
            kind: re.compile(any_of(names), re.IGNORECASE) for kind, names in wording.activity_types.items()
        }

    def type_named(self, text: str) -> ActivityType | None:
        """Return the type of activity that ``text`` is the name of."""
        return next((kind for kind, name in self._types.items() if name.fullmatch(text)), None)

    def is_mark(self, text: str) -> bool:
        """Say whether ``text`` marks a year."""
        return text.casefold() in self._marks

    @staticmethod
    def is_year(text: str) -> bool:
        """Say whether ``text`` is a year."""
        return re.fullmatch(r"\d{4}", text) is not None

    def is_no_activity(self, text: str) -> bool:
        """Say whether ``text`` cannot be an activity's: a mark, a number, a page's footer."""
        return self.is_mark(text) or _FOOTER.fullmatch(text) is not None

    def check_year(self, year: int, row: Row) -> None:
        """Refuse a year outside the plan's period.

        Raises:
            SourceError: it is.
        """
        first, last = self._profile.first_year, self._profile.last_year
        if not first <= year <= last:
            raise self.error(
                row,
                f"the year {year} lies outside the period {first}-{last}",
                f"Mend the text, or [period] in {self._profile.path}.",
            )

    def error(self, row: Row, problem: str, remedy: str) -> SourceError:
        """Return the error that stops the build at ``row``."""
        return SourceError(problem, path=self.source.path, line=row.first_line, remedy=remedy)


class Table:
    """One table, read piece by piece.

    Args:
        objective: identifier of the objective it stands under.
        rules: of the plan.
    """

    def __init__(self, objective: str, rules: TableRules) -> None:
        self.activities: list[RawActivity] = []
        self.anomalies: list[Anomaly] = []
        self._objective, self._rules = objective, rules
        self._type: ActivityType | None = None
        self._columns: dict[int, int] = {}
        self._has_rows = False
        self._loose: list[Row] = []
        self._loose_years: list[Row] = []

    def read_header(self, header: YearHeader) -> None:
        """Take the years over the columns from here on.

        Raises:
            SourceError: a year outside the period, over the wrong column, or out of order.
        """
        years = list(header.columns.values())
        for year in years:
            self._rules.check_year(year, header.row)
        if min(header.columns) < _FIRST_YEAR_COLUMN or years != sorted(set(years)):
            raise self._rules.error(
                header.row,
                "the years of this header are not one after the other, each over a column of marks",
                "The first two columns are type and activity; mend the header.",
            )
        self._columns = header.columns

    def read_row(self, piece: TableRow) -> None:
        """Read a row with tabs.

        Raises:
            SourceError: a cell fits no rule.
        """
        type_cell, text, *marks = (*piece.cells, "", "")
        kind = self._rules.type_named(type_cell)
        slipped = bool(type_cell) and kind is None and not text
        if type_cell and kind is None and text:
            raise self._rules.error(
                piece.row,
                f"«{type_cell}» is no type of activity",
                "Mend the text, or add the type to [activity_types] in wording.toml.",
            )
        text = type_cell if slipped else text
        if not text or self._rules.is_no_activity(text):
            raise self._rules.error(
                piece.row,
                f"a row without activity, only «{text}»" if text else "a row without activity",
                "Give it a text, or name the line in ignored_lines in plan.toml.",
            )
        row = row_of(self._rules.source, piece.row.first_line, piece.row.last_line, text)
        if not self._columns and not self._has_rows:
            self._note_missing_header((row,))
        if slipped:
            self._note(
                AnomalyKind.SLIPPED_COLUMN,
                (row,),
                "Il testo è finito nella colonna del tipo: letto come attività del tipo corrente.",
                "The text slipped into the type column: read as an activity of the current type.",
            )
        self._has_rows = True
        self._type = kind or self._type
        self._add(row, self._years_marked(marks, row))

    def read_paragraph(self, row: Row) -> None:
        """Read one cell of a flattened table: type, activity, year or mark, each a paragraph.

        Raises:
            SourceError: the paragraph is none of these, stands in a table that has its tabs, or follows
                the years that close the table.
        """
        kind = self._rules.type_named(row.quote)
        stray = self._loose_years or self._rules.is_no_activity(row.quote)
        is_cell = kind is not None or self._rules.is_year(row.quote) or self._rules.is_mark(row.quote)
        if self._has_rows or (self._type is None and kind is None) or (stray and not is_cell):
            raise self._rules.error(
                row,
                f"no rule accounts for this line: «{row.quote}»",
                "If it is an activity, it belongs in the second column of the table; "
                "if it is no part of the plan, name it in ignored_lines in plan.toml.",
            )
        if kind is not None:
            self._type = kind
        elif self._rules.is_year(row.quote):
            self._rules.check_year(int(row.quote), row)
            self._loose_years.append(row)
        elif self._rules.is_mark(row.quote):
            self._note(
                AnomalyKind.AMBIGUOUS_READING,
                (row,),
                "Segno di un anno in una tabella senza colonne: anno non letto.",
                "A year's mark in a table without columns: no year was read.",
            )
        else:
            self._loose.append(row)
            self._add(row, ())

    def end(self) -> None:
        """Note how the table was broken, now that all of it is known."""
        rows = tuple(self._loose)
        if self._loose_years and rows:
            self._note(
                AnomalyKind.BROKEN_TABLE,
                (*rows, *self._loose_years),
                "Tabella appiattita, anni in righe sciolte: letta come una tabella; nessun anno segnato.",
                "Flattened table, its years in loose lines: read as a table; no year is marked.",
            )
        elif rows:
            self._note_missing_header(rows)

    def _years_marked(self, marks: Sequence[str], row: Row) -> tuple[int, ...]:
        years = []
        for column, mark in enumerate(marks, start=2):
            if mark and not self._rules.is_mark(mark):
                raise self._rules.error(
                    row,
                    f"«{mark}» stands in a year's column and is no year mark",
                    "Mend the text, or add the mark to layout.year_marks in wording.toml.",
                )
            if mark and column in self._columns:
                years.append(self._columns[column])
            elif mark:
                self._note(
                    AnomalyKind.AMBIGUOUS_READING,
                    (row,),
                    "Un anno è segnato in una colonna senza intestazione: anno non letto.",
                    "A year is marked in a column without header: no year was read.",
                )
        return tuple(sorted(years))

    def _add(self, row: Row, years: tuple[int, ...]) -> None:
        if self._type is None:
            raise self._rules.error(
                row, "an activity before its type", "Put «Attività di sviluppo» or the like before it."
            )
        self.activities.append(
            RawActivity(objective=self._objective, type=self._type, text=row.quote, years=years, row=row)
        )

    def _note_missing_header(self, rows: tuple[Row, ...]) -> None:
        self._note(
            AnomalyKind.BROKEN_TABLE,
            rows,
            "Tabella senza intestazione degli anni: attività letta, anni non dichiarati.",
            "Table without a header of years: activity read, years not stated.",
        )

    def _note(self, kind: AnomalyKind, rows: tuple[Row, ...], it: str, en: str) -> None:
        quote = " ".join(row.quote for row in rows)
        self.anomalies.append(Anomaly(kind=kind, rows=rows, quote=quote, treatment_it=it, treatment_en=en))
