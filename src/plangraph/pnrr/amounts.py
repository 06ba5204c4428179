"""Amounts of money and other numbers, exactly: never by way of a binary fraction."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from plangraph.pnrr.cells import Cell, UnreadableCell, plain_text

_CENT = Decimal("0.01")
_NOISE = Decimal("0.00001")
"""Euro; what a binary fraction may be away from the cents that it stands for."""

_CURRENCY = re.compile(r"^(?:€|EUR|euro)\.?\s*|\s*(?:€|EUR|euro)$", re.IGNORECASE)
# A point before three digits separates thousands, as Italian writes them: 114.000 is 114 thousand; but no
# number with thousands opens with a zero, so 0.125 is an eighth.
_ITALIAN = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_UNGROUPED = re.compile(r"[+-]?(?:\d+|(?:0|[1-9]\d*)[.,]\d+)")


def number(cell: Cell) -> Decimal | None:
    """Return a number as printed, with all its decimals.

    Reads ``114.000.000``, ``900000000``, ``1234,56``, ``1.234,56``, ``1234.56``, ``1,234.56``, and
    these with a sign, with ``€`` or with ``EUR``.

    Raises:
        UnreadableCell: it is none of these.
    """
    if isinstance(cell, Decimal):
        return cell if cell.is_finite() else None
    text = plain_text(cell)
    if text is None:
        return None
    if isinstance(cell, int | float):
        return _decimal(text)
    bare = _CURRENCY.sub("", text)
    if _ITALIAN.fullmatch(bare):
        return _decimal(bare.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(bare):
        return _decimal(bare.replace(",", ""))
    if _UNGROUPED.fullmatch(bare):
        return _decimal(bare.replace(",", "."))
    raise UnreadableCell("is no number")


def euro(cell: Cell) -> Decimal | None:
    """Return an amount in euro, to the cent.

    Raises:
        UnreadableCell: it is no number, or has a fraction of a cent that no binary fraction explains.
    """
    return _to_the_cent(number(cell))


def million_euro(cell: Cell) -> Decimal | None:
    """Return in euro, to the cent, an amount that is printed in millions (the PNC's financial table).

    Raises:
        UnreadableCell: as for ``euro``.
    """
    value = number(cell)
    return _to_the_cent(None if value is None else value * 1_000_000)


def _to_the_cent(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    try:
        cents = value.quantize(_CENT)
    except InvalidOperation as error:
        raise UnreadableCell("is too great for an amount") from error
    if abs(cents - value) > _NOISE:
        raise UnreadableCell("has a fraction of a cent")
    return cents


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise UnreadableCell("is no number") from error
    return value if value.is_finite() else None
