"""Numbers, years and dates of acts as texts print them: ``n. 132/2021``, ``27 dicembre 2019, n. 160``."""

from __future__ import annotations

import re
from datetime import date

from plangraph.extract.patterns import DASH
from plangraph.months import MONTHS, month_named

SIGN = r"(?:nn?[.°]?|nr\.|numer[oi])\s*"
DATE = (
    rf"(?:del\s+)?(?P<day>\d{{1,2}})°?(?:\s+(?P<month_name>{'|'.join(MONTHS)})\s+"
    r"|[/.-](?P<month>\d{1,2})[/.-])(?P<dated_year>\d{4})"
)
_NUMBER = rf"(?P<sign>{SIGN})?(?P<number>\d{{1,5}})"
_NUMBERS = rf"{_NUMBER}(?P<more>(?:\s*(?:,\s*e\b|,|\bed?\b)\s*(?:{SIGN})?\d{{1,5}})*)"
FORMS_OF_NUMBER = (
    rf"{DATE}\s*,?\s*{_NUMBER}",  # 27 dicembre 2019, n. 160
    rf"{_NUMBERS}\s*/\s*(?P<year>\d{{4}}|\d{{2}})(?!\s*/\s*\d)",  # n. 132/2021, nn. 132 e 133/2021
    rf"{_NUMBERS}\s*,?\s+{DATE}",  # n. 160 del 27 dicembre 2019
    rf"{_NUMBERS}\s+del(?:\s+l'anno)?\s+(?P<year>\d{{4}})",  # n. 160 del 2019
)
_AND = rf"\s*(?:,\s*e\b|,|;|{DASH}|\bed?\b)\s*"
FURTHER_NUMBERS = [
    re.compile(rf"{_AND}(?P<further>{form})(?![^\W_])", re.IGNORECASE) for form in FORMS_OF_NUMBER[1:]
]
FURTHER_UNREAD = re.compile(
    rf"{_AND}(?P<further>(?:{SIGN})?\d{{1,4}}/\d{{1,4}}(?:/\d{{4}})?)(?![\w/])", re.IGNORECASE
)


def dated(match: re.Match[str]) -> date | None:
    """Return the date that a match states, None where it states none.

    Raises:
        ValueError: there is no such day.
    """
    groups = match.groupdict()
    if not groups.get("dated_year"):
        return None
    month = int(groups["month"] or 0) or month_named(groups["month_name"]) or 0
    return date(int(groups["dated_year"]), month, int(groups["day"]))


def numbers(match: re.Match[str]) -> list[tuple[str, int]]:
    """Return the numbers that share the year of a match, and where each starts."""
    more = match.groupdict().get("more")
    first = (match["number"], match.start("number"))
    if not more:
        return [first]
    return [first, *((m[0], match.start("more") + m.start()) for m in re.finditer(r"\d+", more))]
