"""Amounts in euro: ``€.750.000``, ``€ 12.345,67``, ``750.000 euro``, ``€ 1,5 milioni``, ``300 K€``.

What is near a euro sign and cannot be read surely is an ambiguous mention without a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from plangraph.records import Mention, MentionKind, Status

# Not here, since they have two meanings: "m" (metri, milioni) and "mil." (mila, milioni).
_FACTORS = {
    "": Decimal(1),
    **dict.fromkeys(("k", "K", "mila"), Decimal(10) ** 3),
    **dict.fromkeys(("M", "mln", "milione", "milioni"), Decimal(10) ** 6),
    **dict.fromkeys(("mld", "miliardo", "miliardi"), Decimal(10) ** 9),
}
_WORDS = r"mila|milion[ei]|miliard[oi]"
_SCALE = rf"(?:{_WORDS}|(?:mln|mld|mrd|mil|mio|ml|mn|bn|m|k)\.?|[^\W\d_]+(?:{_WORDS}))"
_NUMBER = r"(?:\d{1,3}(?:\s\d{3}(?!\d))+(?:,\d+)?|\d+(?:[.,'’]\d+)*)"
_AMOUNT = re.compile(
    rf"(?:(?<!\d)(?<!\d[.,'’])(?P<before>{_NUMBER})\s*|(?<![^\W_])|(?=€))"
    rf"(?P<sign>(?:(?P<scale>{_SCALE})\s*(?:di\s+)?)?(?P<euro>€(?:uro)?|EURO?(?![^\W\d_])))"
    rf"(?:[\s.:]*(?P<after>{_NUMBER})(?:\s*(?P<scale2>{_SCALE})(?![^\W_]))?)?",
    re.IGNORECASE,
)
_ITALIAN = re.compile(
    r"(?!0\d)(?:\d+|\d{1,3}(?:(?:\.\d{3})+|(?:['’]\d{3})+|(?:\s\d{3})+))(?:,(?P<decimals>\d+))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# The reading stopped too early: more of the number, a range, a product, a price per unit.
_LETTER = re.compile(r"[^\W\d_]$")
_HEAD = re.compile(rf"(?:[^\W\d_]|\d\s*[-–—/x×]\s*|(?:{_WORDS})\s+(?:e\s+)?)$", re.IGNORECASE)
_TAIL = re.compile(
    rf"[^\W_]|/|[.,'’]\d|\s*[.,]\s*\d{{3}}(?!\d)|\s*[-–—/x×]\s*\d"
    rf"|\s+(?:e\s+)?(?:mezzo(?!\w)|\d[\d.,]*\s*(?:{_WORDS}))",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*(?:$|[-–—+;:,.)])")


def find_amounts(text: str) -> Iterator[Mention]:
    """Yield a mention an amount, its value in EUR.

    A number that is not written the Italian way (dots by three digits, decimal comma) could mean
    two amounts: it is ambiguous and has no value. So is zero: nobody plans to spend nothing.
    """
    for match in _AMOUNT.finditer(text):
        if not (match["before"] or match["after"] or match["scale"] or "€" in match["euro"]):
            continue  # the currency, without an amount: "la zona euro"
        value = _value(match)
        outweighed = value is not None and match["before"] and match["after"]
        start = match.start("sign") if outweighed else match.start()
        yield Mention(
            kind=MentionKind.AMOUNT,
            surface=text[start : match.end()],
            start=start,
            status=Status.AMBIGUOUS if value is None else Status.EXACT,
            value=value,
        )


def _value(match: re.Match[str]) -> Decimal | None:
    """Return the amount in EUR; None if it could be another."""
    before, after = match["before"], match["after"]
    number = after or before
    if number is None or (before and after and not _outweighs(after, before)):
        return None
    if (_HEAD if before else _LETTER).search(match.string[: match.start()]):
        return None
    if _TAIL.match(match.string, match.end()) or _is_emission_class(match):
        return None
    readable = _ITALIAN.fullmatch(number)
    scale = ((match["scale"] or "") + (match["scale2"] or "")).rstrip(".")
    factor = _FACTORS.get(scale if len(scale) == 1 else scale.lower())
    if readable is None or factor is None or not _joined(match, number):
        return None
    if not scale and len(readable["decimals"] or "") > 2:
        return None  # "€ 12,345": cents have two digits, so the comma may part thousands
    value = Decimal(re.sub(r"[\s.'’]", "", number).replace(",", ".")) * factor
    return value or None


def _outweighs(after: str, before: str) -> bool:
    """Say whether, of the numbers around a sign, the one before surely is no amount.

    It is a year (``Piano 2025 € 300``), or bare beside one written as money (``Lotto 2 € 300.000``).
    """
    is_year = bool(_YEAR.fullmatch(before)) and not _YEAR.fullmatch(after)
    return is_year or (before.isdigit() and not after.isdigit())


def _joined(match: re.Match[str], number: str) -> bool:
    """Say whether digits parted by blanks surely are one number.

    ``12 000 euro`` is one, since no number begins with 0; ``lotto 12 500 euro`` may be two.
    """
    groups = number.split()[1:]
    if all(group.startswith("0") for group in groups):
        return True
    ended = "," in number or _CLOSED.match(match.string, match.end()) is not None
    return match["after"] is not None and ended


def _is_emission_class(match: re.Match[str]) -> bool:
    """Say whether it may be a class of vehicles: ``Euro 6``."""
    bare = not (match["before"] or match["scale"] or match["scale2"])
    return bare and "€" not in match["euro"] and match["after"] in tuple("01234567")
