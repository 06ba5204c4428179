"""The months by their Italian names, as texts and tables print them."""

from __future__ import annotations

MONTHS = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
"""In the order of the year."""


def month_named(name: str) -> int | None:
    """Return the number of a month, 1 to 12, by its name in any case; None if it is none."""
    folded = name.lower()
    return MONTHS.index(folded) + 1 if folded in MONTHS else None
