"""Cells as a file gives them, and what all columns share: missing values, white space, stray characters."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from math import isnan

Cell = str | int | float | Decimal | date | time | timedelta | None
"""What a reader of a file format may give; ``datetime`` is a ``date``, ``bool`` an ``int``."""

MISSING = frozenset(
    ["", "-", "n.a.", "n.c.", "n.d.", "n/a", "n/c", "n/d", "na", "nan", "nd", "none", "null", "#n/a", "#n/d"]
)
"""Spellings of "no value", in lower case: those of the published files, and those of spreadsheets."""

_LONGEST_MISSING = max(map(len, MISSING))

# Text that was Windows-1252 and passed for ISO 8859-1 on its way to UTF-8 keeps its typographic marks as C1
# control characters (PNRR_Progetti.csv of 2022 has U+0092 for an apostrophe). The five code points that
# Windows-1252 leaves undefined are dropped.
_STRAY = {code: bytes([code]).decode("windows-1252", errors="ignore") or None for code in range(0x80, 0xA0)}


class UnreadableCell(ValueError):
    """A cell that is no value of its column's kind; ``str()`` of it is the reason, one clause."""


def plain_text(cell: Cell) -> str | None:
    """Return a cell as text with its white space collapsed; None where it says that there is no value.

    A whole number that a spreadsheet or data frame kept as a float is written without its ``.0``.
    """
    if isinstance(cell, str):
        text = cell if cell.isprintable() else cell.translate(_STRAY)
        text = " ".join(text.split())
        return None if len(text) <= _LONGEST_MISSING and text.lower() in MISSING else text
    if cell is None:
        return None
    if isinstance(cell, float):
        if isnan(cell):
            return None
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)
