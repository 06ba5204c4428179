"""Articles and paragraphs that stand before or after the act they belong to.

``art. 1 c. 437 della …``, ``…, art. 1, commi 437 e 438``, ``commi 437-443 dell'art. 1 della …``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plangraph.extract.patterns import DASH

_ORDINAL = r"\d+(?:[\s-]?(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)\b)?"
_LIST = rf"(?:da\s+)?{_ORDINAL}(?:\s*(?:,\s*e|,|{DASH}|\bed?\b|\bal?\b)\s*{_ORDINAL})*(?![^\W_])"
_ARTICLE = rf"(?:artt?\.|art\b|articol[oi])\s*(?P<article>{_LIST})"
_PARAGRAPH = rf"(?:cc?\.|co\.|comm[ai])\s*(?P<paragraph>{_LIST})"
_LETTER = r"(?:\s*,?\s*(?:lett\.|letter[ae])\s*[a-z]\b\)?)?"
_ORDERS = (
    rf"{_PARAGRAPH}{_LETTER}\s*,?\s*(?:dell['’]|degli)?\s*{_ARTICLE}",
    rf"{_ARTICLE}(?:\s*,?\s*{_PARAGRAPH})?{_LETTER}",
    rf"{_PARAGRAPH}{_LETTER}",
)
_OF = r"(?:dell['’]|(?:della|delle|dello|del|dei|degli|di\s+cui\s+al(?:la|l['’])?)\b)"
_BEFORE = [re.compile(rf"(?<![^\W_]){order}\s*,?\s*(?:{_OF})?\s*\Z", re.IGNORECASE) for order in _ORDERS]
# "…, art. 3 dello Statuto" is an article of what follows.
_AFTER = [
    re.compile(rf"\s*,?\s*(?P<open>\()?\s*(?:all['’])?{order}(?(open)\s*\))(?!\s*,?\s*{_OF})", re.IGNORECASE)
    for order in _ORDERS
]


@dataclass(frozen=True, slots=True)
class Provision:
    """What part of an act is cited, and where the citation of it starts and ends."""

    start: int
    end: int
    article: str | None
    paragraph: str | None


def provision_before(text: str, since: int, act: int) -> Provision | None:
    """Return the provision that ends where the act starts, none that starts before ``since``."""
    found = (pattern.search(text[since:act]) for pattern in _BEFORE)
    return next((_provision(match, since) for match in found if match), None)


def provision_after(text: str, act_end: int, until: int) -> Provision | None:
    """Return the provision that follows an act, unless the act at ``until`` follows at once."""
    found = (pattern.match(text, act_end) for pattern in _AFTER)
    match = next((match for match in found if match), None)
    if match is None or match.end() > until or (until < len(text) and not text[match.end() : until].strip()):
        return None
    return _provision(match, 0)


def _provision(match: re.Match[str], offset: int) -> Provision:
    groups = match.groupdict()
    return Provision(
        start=match.start() + offset,
        end=match.end() + offset,
        article=_as_list(groups["article"]) if groups.get("article") else None,
        paragraph=_as_list(groups["paragraph"]) if groups.get("paragraph") else None,
    )


def _as_list(printed: str) -> str:
    """Return numbers with commas between single ones and a hyphen in a range: ``1, 2``, ``437-443``."""
    ranged = re.sub(rf"\s*(?:{DASH}|\bal?\b)\s*(?=\d)", "-", re.sub(r"^da\s+", "", printed, flags=re.I))
    return re.sub(r"\s*(?:,\s*e|,|\bed?\b)\s*", ", ", ranged, flags=re.I)
