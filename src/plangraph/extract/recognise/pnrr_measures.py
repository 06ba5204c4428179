"""Measures of the PNRR after the code of their component: ``I1.4``, ``- Investimenti 1.2 e 1.4``.

A measure is read exactly when a letter or a word says what it is, or when dots join it to the
component (``M5C2.2.1``). A bare number is probable at best: it may be a date, a time or an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import le

from plangraph.errors import PnrrCodeError
from plangraph.extract.patterns import DASH
from plangraph.records import PnrrCode, Status

_WORD = (
    r"(?i:sub[-\s]?investiment[oi]|sub[-\s]?misur[ae]|investiment[oi]|inv(?:est)?\.?|riform[ae]|misur[ae])"
)
_TYPE = rf"(?:(?P<word>{_WORD})\s*(?:n[.°º]\s*)?)?(?P<letter>[IR])?(?P<blank>\s*)"
_NUMBER = r"(?P<number>\d+(?:\.\d+)+(?:\.[A-Za-z](?![\w'’]))?)"
_FIRST = re.compile(rf"(?P<joint>\s*[.,:(/_]?\s*{DASH}?\s*){_TYPE}{_NUMBER}")
_NEXT = re.compile(
    rf"(?P<joint>\s*(?:[,;/+]|{DASH})\s*(?:[Ee]d?\s+)?|\s+(?i:ed?)\s+)(?P<surface>{_TYPE}{_NUMBER})"
)
_UNREAD = re.compile(rf"\s*[.,:(/_]?\s*{DASH}?\s*(?P<surface>{_WORD}\s*(?:n[.°º]\s*)?[IR]?\d+(?:,\d+)?)")
_WORDED = re.compile(rf"(?<![^\W_]){_TYPE}{_NUMBER}")
_GOES_ON = re.compile(r"[^\W_]|[:/]\d")
_RANGE = re.compile(rf"\s*{DASH}\s*\d")
_UNIT = re.compile(r"\s*(?:€|%|euro\b|mila\b|milion|miliard|mln\b|ore\b|h\b|mq\b|km\b)", re.IGNORECASE)
_MOST = (9, 20, 20)
_MOST_OF_M7 = (20, 9, 20)
"""The highest ordinals that are taken for those of a measure: generous bounds against dates and amounts."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as it stands in a row, or the component alone where its number cannot be one."""

    start: int
    end: int
    code: str
    status: Status


def measures_after(text: str, at: int, component: str) -> Iterator[Measure]:
    """Yield the measures that follow the code of ``component``, which ends at ``at``.

    The first begins at ``at``, unless it is announced by a word and has no number of a measure.
    """
    match = _FIRST.match(text, at)
    if match is None:
        if unread := _UNREAD.match(text, at):
            yield Measure(unread.start("surface"), unread.end(), component, Status.AMBIGUOUS)
        return
    status = _first_status(match, text)
    if status is None:
        return
    letter = _letter(match) or "I"
    yield _measure(match.start(), match, text, component, letter, status)
    listed = (match["word"] or "").lower().endswith(("ti", "e"))
    while match := _NEXT.match(text, match.end()):
        status = _next_status(match, text, listed)
        if status is None:
            return
        letter = _letter(match) or letter
        yield _measure(match.start("surface"), match, text, component, letter, status)


def measures_apart(text: str, component: str) -> Iterator[Measure]:
    """Yield what a word announces anywhere in the row: probable, as it need not be of ``component``."""
    for match in _WORDED.finditer(text):
        word = (match["word"] or "").lower()
        if word and "misur" not in word and not _is_a_quantity(match, text):
            yield _measure(match.start(), match, text, component, _letter(match) or "I", Status.PROBABLE)


def _first_status(match: re.Match[str], text: str) -> Status | None:
    """Say how sure a first measure is before its ordinals are looked at; None if it is none."""
    joint = match["joint"].strip()
    article = match["blank"] and (joint not in ("", "-", "–", "—") or _UNIT.match(text, match.end()))
    if match["word"] or (match["letter"] and not article):
        return Status.EXACT
    if _is_a_quantity(match, text) or "," in joint or not match["joint"]:
        return None
    if match["joint"] == "." and not match["blank"] and match["number"][1] == ".":
        return Status.EXACT
    dated = re.fullmatch(r"\d+\.\d+\.[1-9]\d", match["number"])  # 1.4.20 is rather a day
    return Status.PROBABLE if _ordinals("", match, text) and not dated else None


def _next_status(match: re.Match[str], text: str, listed: bool) -> Status | None:
    """Say how sure a further measure is; ``listed`` is true after a plural (``Investimenti``)."""
    if match["word"] or (match["letter"] and not match["blank"]):
        return Status.EXACT
    if _is_a_quantity(match, text):
        return None
    if listed:
        return Status.EXACT
    if not _ordinals("", match, text):
        return None
    return Status.PROBABLE if match["joint"].strip().lower() in ("e", "ed", "/") else Status.AMBIGUOUS


def _is_a_quantity(match: re.Match[str], text: str) -> bool:
    """Say whether a bare number is an amount, a time or a range of something."""
    return bool(_UNIT.match(text, match.end()) or _RANGE.match(text, match.end()))


def _measure(
    start: int, match: re.Match[str], text: str, component: str, letter: str, status: Status
) -> Measure:
    code = _code(component, letter, match, text)
    if code is None:
        return Measure(start, match.end(), component, Status.AMBIGUOUS)
    if match["number"][-1].isalpha() and status is Status.EXACT:
        status = Status.PROBABLE  # M2C4I2.1.A is an ID; its place in the ReGiS numbering is a guess
    return Measure(start, match.end(), code, status)


def _letter(match: re.Match[str]) -> str | None:
    """Return I (investment) or R (reform); None if the text says neither."""
    if match["letter"] or not match["word"]:
        return match["letter"]
    return "R" if match["word"].lower().startswith("r") else "I"


def _code(component: str, letter: str, match: re.Match[str], text: str) -> str | None:
    """Return the ReGiS code, None if there is none with such ordinals."""
    ordinals = _ordinals(component, match, text)
    if ordinals is None:
        return None
    first, second, *part = ordinals
    try:
        return PnrrCode.measure_of(component, letter, (first, second), *part).code
    except PnrrCodeError:  # there are seven missions: nothing is in M8C1
        return None


def _ordinals(component: str, match: re.Match[str], text: str) -> tuple[int, ...] | None:
    """Return the ordinals, None if they are out of bounds or go on as a date or a word."""
    parts = [part for part in match["number"].split(".") if part.isdigit()]
    if _GOES_ON.match(text, match.end()) or any(len(part) > 2 for part in parts):
        return None
    ordinals = tuple(int(part) for part in parts)
    most = _MOST_OF_M7 if component.startswith("M7") else _MOST
    in_bounds = len(parts) <= len(most) and all(map(le, ordinals, most))
    # M1C1I3.00.01 is a code of ReGiS; 3.00 without a letter is an amount or a time.
    counted = ordinals[1] or (parts[1] == "00" and match["letter"] and not match["blank"])
    return ordinals if ordinals[0] and counted and in_bounds else None
