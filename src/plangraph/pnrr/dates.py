"""Dates, years, quarters and months, in the spellings of the published files."""

from __future__ import annotations

import re
from datetime import date, datetime

from plangraph.months import month_named
from plangraph.pnrr.cells import Cell, UnreadableCell, plain_text

_ISO = re.compile(r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)(?:[T ].*)?")
# Day before month, as Italian writes it.
_ITALIAN = re.compile(r"(?P<d>\d{1,2})([/.-])(?P<m>\d{1,2})\2(?P<y>\d{4})(?: .*)?")
_NO_DATES = frozenset(["00/01/1900", "01/01/1900"])
"""Day 0 and day 1 of a spreadsheet."""


def day(cell: Cell) -> date | None:
    """Return a date: ``2025-03-31``, ``20250331``, ``31/03/2025``, ``31.3.2025``; a time after it is dropped.

    What a spreadsheet writes where it has no date, or no room for one, is none: ``00/01/1900``, ``####``.

    Raises:
        UnreadableCell: it is no date of the calendar.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = plain_text(cell)
    if text is None or not text.strip("#") or text in _NO_DATES:
        return None
    found = _ISO.fullmatch(text) or _ITALIAN.fullmatch(text)
    if found is None:
        raise UnreadableCell("is no date")
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError as error:
        raise UnreadableCell("is no day of the calendar") from error


def year(cell: Cell) -> int | None:
    """Return a year of four digits.

    Raises:
        UnreadableCell: it is none.
    """
    text = plain_text(cell)
    if text is None:
        return None
    if not re.fullmatch(r"(?:19|20|21)\d\d", text):
        raise UnreadableCell("is no year")
    return int(text)


def quarter(cell: Cell) -> int | None:
    """Return a quarter, 1 to 4, printed as ``Q4``, ``T4`` or ``4``.

    Raises:
        UnreadableCell: it is none.
    """
    text = plain_text(cell)
    if text is None:
        return None
    if not re.fullmatch(r"[QqTt]?[1-4]", text):
        raise UnreadableCell("is no quarter")
    return int(text[-1])


def month(cell: Cell) -> int | None:
    """Return a month, 1 to 12, printed by its Italian name or its number.

    Raises:
        UnreadableCell: it is none.
    """
    text = plain_text(cell)
    if text is None:
        return None
    if (named := month_named(text)) is not None:
        return named
    if re.fullmatch(r"0?[1-9]|1[0-2]", text):
        return int(text)
    raise UnreadableCell("is no month")
