"""Texts and codes: of measures, projects, tenders, places, and the closed lists of the published files."""

from __future__ import annotations

import re

from plangraph.pnrr.cells import Cell, UnreadableCell, plain_text
from plangraph.pnrr.taxcodes import redacted

_CUP = re.compile(r"[A-Z]\d{2}[A-Z]\d{11}")
# Rows for many projects at once (Transizione 4.0, Ecobonus) have no CUP, and the portal may number that.
_NO_CUP = re.compile(r"N/A\d*", re.IGNORECASE)
_CIG = re.compile(r"[A-Z0-9]{10}")
_YES = frozenset(("si", "sì", "s", "true", "1", "yes"))
_NO = frozenset(("no", "n", "false", "0"))
_COEFFICIENTS = {"0": 0, "0%": 0, "40": 40, "40%": 40, "100": 100, "100%": 100, "0.4": 40, "1": 100}


def text(cell: Cell) -> str | None:
    """Return a text with its white space collapsed, and no natural person's tax code in it."""
    found = plain_text(cell)
    return None if found is None else redacted(found)


def padded(width: int, cell: Cell) -> str | None:
    """Return a code of digits in its usual width: some files have lost leading zeros, others have too many.

    Codes that are no digits, or have more that count, stay as they are.
    """
    found = plain_text(cell)
    if found is None or not found.isdigit():
        return found
    bare = found.lstrip("0")
    return bare.zfill(width) if len(bare) <= width else found


def cup(cell: Cell) -> str | None:
    """Return a CUP in upper case: a letter, two digits, a letter, eleven digits (delibera CIPE 143/2002).

    Raises:
        UnreadableCell: it is none.
    """
    if isinstance(cell, str) and _CUP.fullmatch(cell):
        return cell
    found = plain_text(cell)
    if found is None or _NO_CUP.fullmatch(found):
        return None
    if not _CUP.fullmatch(found.upper()):
        raise UnreadableCell("is no CUP")
    return found.upper()


def cig(cell: Cell) -> str | None:
    """Return a CIG in upper case: ten letters and digits (ANAC).

    Raises:
        UnreadableCell: it is none.
    """
    found = plain_text(cell)
    if found is None:
        return None
    if not _CIG.fullmatch(found.upper()):
        raise UnreadableCell("is no CIG")
    return found.upper()


def integer(cell: Cell) -> int | None:
    """Return a whole number.

    Raises:
        UnreadableCell: it is none.
    """
    found = plain_text(cell)
    if found is None:
        return None
    if not re.fullmatch(r"-?\d+", found):
        raise UnreadableCell("is no whole number")
    return int(found)


def flag(cell: Cell) -> bool | None:
    """Return yes or no.

    Raises:
        UnreadableCell: it is neither.
    """
    found = plain_text(cell)
    if found is None:
        return None
    if found.lower() in _YES:
        return True
    if found.lower() in _NO:
        return False
    raise UnreadableCell("is neither yes nor no")


def coefficient(cell: Cell) -> int | None:
    """Return a coefficient for climate or digital tracking, in percent: 0, 40 or 100.

    There are no others (Regulation (EU) 2021/241, annexes VI and VII), so that ``0.4`` and ``1``, as a
    spreadsheet has them, can be told.

    Raises:
        UnreadableCell: it is none of these.
    """
    found = plain_text(cell)
    if found is None:
        return None
    try:
        return _COEFFICIENTS[found.replace(" ", "").replace(",", ".")]
    except KeyError as error:
        raise UnreadableCell("is no tracking coefficient (0, 40 or 100 %)") from error
