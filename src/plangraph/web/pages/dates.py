"""Dates as the data write them, in the words of the reader: a day, a month, a year, or a period of these."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from babel.dates import format_date, format_skeleton

_SKELETONS = {"2025-03": "yMMMM", "2025": "y"}
"""CLDR's name of the form for what has as many characters."""


def date_of(text: str) -> date | None:
    """Return the day that an ``xsd:date``, or the first part of an ``xsd:dateTime``, is; else nothing."""
    with suppress(ValueError):
        return date.fromisoformat(text[:10])
    return None


def spoken_date(text: str, locale: str) -> str:
    """Return ``2025-03-31`` as 31 marzo 2025, ``2023-12-08/2025-04`` as two such with a dash between.

    What is neither day, month nor year (XML Schema 1.1 part 2, 3.3; ISO 8601, 5.5.2 for periods) is left.
    """
    return " – ".join(_spoken(part, locale) for part in text.split("/"))


def _spoken(text: str, locale: str) -> str:
    with suppress(ValueError):
        if len(text) == len("2025-03-31"):
            return format_date(date.fromisoformat(text), format="long", locale=locale)
        for pattern, skeleton in _SKELETONS.items():
            if len(text) == len(pattern):
                first = date.fromisoformat(f"{text}-01-01"[:10])
                return format_skeleton(skeleton, first, locale=locale)
    return text
