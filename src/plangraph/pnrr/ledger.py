"""What reading a table came to: rows counted, and every row that could not be read, by its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

SHOWN = 20
"""Problems kept for each table unless more are asked for; all are counted."""


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A row that became no record."""

    path: Path
    number: int
    """As in ``Batch.numbers``."""
    column: str
    """Its header as printed; empty where the row as a whole is broken."""
    value: str
    """As printed, cut short, without natural persons' tax codes."""
    reason: str

    def __str__(self) -> str:
        what = f"{self.column}: " if self.column else ""
        return f"{self.path}:{self.number}: {what}«{self.value}» {self.reason}"


@dataclass(slots=True)
class Ledger:
    """Counts of one reading; complete when its rows have all been taken."""

    shown: int = SHOWN
    """How many problems are kept."""
    rows: int = 0
    """Rows that became records."""
    unreadable: int = 0
    blank: int = 0
    """Rows without any value, such as a spreadsheet leaves below a table."""
    persons: int = 0
    """Tax codes of natural persons that were kept back, in columns of tax codes and in texts."""
    masked: int = 0
    """Tax codes that the publisher masked."""
    irregular: int = 0
    """Tax codes that are neither a natural person's nor 11 digits: foreign, or malformed. They are kept."""
    mended: int = 0
    """Lines that were read as Windows-1252."""
    extracted: set[date] = field(default_factory=set)
    """Dates of extraction that the rows state."""
    problems: list[UnreadableRow] = field(default_factory=list)

    def note(self, problem: UnreadableRow) -> None:
        """Count a row that could not be read, and keep it if there is room."""
        self.unreadable += 1
        if len(self.problems) < self.shown:
            self.problems.append(problem)

    def lines(self) -> Iterator[str]:
        """Yield the problems kept, a line each, and how many more there are."""
        yield from map(str, self.problems)
        if more := self.unreadable - len(self.problems):
            yield f"and {more} more"
