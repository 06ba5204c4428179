"""Regulations and directives of the European Union and of the Communities before it.

Since 2015 every act is numbered year first, ``(UE) 2015/1``; before, regulations were numbered
``(UE) n. 1303/2013`` and directives ``2014/24/UE`` (Publications Office, "Harmonising the numbering of
EU legal acts").
"""

from __future__ import annotations

import re

from plangraph.records import LegalAct

_BODY = r"(?P<body>UE|CEE|CE)"
_KIND = r"(?<![^\W_])(?:(?P<regulation>Reg(?:\.|olamento))|(?P<directive>Dir(?:\.|ettiva)))\s*"
_PAIR = r"(?:n[.°]?\s*)?(?P<first>\d{1,4})\s*/\s*(?P<second>\d{1,4})"
EUROPEAN = [
    re.compile(rf"{_KIND}(?:\(\s*{_BODY}\s*\)|{_BODY.replace('body', 'bare')})\s*{_PAIR}(?![\w/])", re.I),
    re.compile(rf"{_KIND}{_PAIR}\s*/\s*{_BODY}(?![^\W_])", re.I),
]
_HARMONISED, _FIRST, _LAST = 2015, 1958, 2099


def european_act(match: re.Match[str]) -> LegalAct | None:
    """Return the act that a match of :data:`EUROPEAN` names, None where the year is not sure."""
    groups = match.groupdict()
    body = (groups["body"] or groups["bare"]).upper()
    first, second = int(match["first"]), int(match["second"])
    if _year_first(bool(match["directive"]), body, first, second):
        year, number = first, second
    elif match["regulation"] and _FIRST <= second < _HARMONISED and not _HARMONISED <= first <= _LAST:
        year, number = second, first
    else:
        return None
    pair = f"{first}/{second}"
    if year >= _HARMONISED:
        cited = f"({body}) {pair}"
    else:
        cited = f"{pair}/{body}" if match["directive"] else f"({body}) n. {pair}"
    short, name = ("Dir.", "Direttiva") if match["directive"] else ("Reg.", "Regolamento")
    return LegalAct(
        slug=f"{short[:3].lower()}-{body.lower()}-{first}-{second}",
        identifier=f"{short} {cited}",
        label=f"{name} {cited}",
        number=str(number),
        year=year,
    )


def _year_first(directive: bool, body: str, first: int, second: int) -> bool:
    """Say whether the first number is surely the year: ``2016/2013`` may be either."""
    if directive:
        return _FIRST <= first <= _LAST
    return body == "UE" and _HARMONISED <= first <= _LAST and not 2009 <= second < _HARMONISED
