"""Amounts in euro: ``€.750.000``, ``€ 12.345,67``, ``750.000 euro``, ``€ 1,5 milioni``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from plangraph.records import Mention, MentionKind, Status

_NUMBER = r"(?P<number>\d[\d.,]*\d|\d)"
_SCALE = r"(?:\s*(?P<scale>milion[ei]|mln|miliard[oi]|mld|mila)(?![^\W_])\.?(?:\s+di)?)?"
_SIGN = r"(?:€|(?<![^\W_])EUR(?:O)?(?![^\W_]))"
_AMOUNT = re.compile(
    rf"{_SIGN}[\s.:]*{_NUMBER}{_SCALE}(?![^\W_])|(?<![\w.,]){_NUMBER.replace('number', 'number2')}"
    rf"{_SCALE.replace('scale', 'scale2')}\s*{_SIGN}",
    re.IGNORECASE,
)
_ITALIAN = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_SCALES = {"mil": Decimal(10) ** 6, "mln": Decimal(10) ** 6, "mld": Decimal(10) ** 9}


def find_amounts(text: str) -> Iterator[Mention]:
    """Yield a mention an amount, its value in EUR.

    A number that is not written the Italian way (dots by three digits, decimal comma) could mean
    two amounts: it is ambiguous and has no value.
    """
    for match in _AMOUNT.finditer(text):
        number = match["number"] or match["number2"]
        scale = (match["scale"] or match["scale2"] or "").lower()
        readable = _ITALIAN.fullmatch(number)
        value = Decimal(number.replace(".", "").replace(",", ".")) * _factor(scale) if readable else None
        yield Mention(
            kind=MentionKind.AMOUNT,
            surface=match[0],
            start=match.start(),
            status=Status.EXACT if readable else Status.AMBIGUOUS,
            value=value,
        )


def _factor(scale: str) -> Decimal:
    if not scale:
        return Decimal(1)
    if scale == "mila":
        return Decimal(1000)
    if scale.startswith("miliard"):
        return Decimal(10) ** 9
    return _SCALES[scale[:3]]
