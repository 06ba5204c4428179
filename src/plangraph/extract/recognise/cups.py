"""CUPs in a row, with how sure each is.

A CUP (codice unico di progetto) has 15 characters: ``C83I22000110001`` (CIPESS, delibera 63/2020).
It is read after the word CUP in any punctuation, and also by itself if it lies in the ranges seen in
practice; by itself and outside them, or with blanks inside, it is probable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plangraph.records import Status

_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_CODE = r"[A-Z]\d{2}[A-Z]\d{11}"
_SPACED = r"[A-Z]\s?\d\s?\d\s?[A-Z](?:\s?\d){11}"
_DAMAGED = r"[A-Z]\d{2}[A-Z][A-Z0-9]*|(?=[A-Z]*\d)[A-Z0-9]{8,}"
_IN_PRACTICE = re.compile(r"[B-J][1-9]\d[A-J]\d{2}[0-2]\d{4}00\d{2}")
_WORD = rf"{_BEFORE}(?:CUP|C\.\s?U\.\s?P\.?)"
_JOINT = r"[\s:.,=_)\]–—-]*(?:n(?:r|um(?:ero)?)?[.°º\s:]+)?(?P<open>[(\[]\s*)?"
_CLOSE = r"(?(open)[)\]]?)"
_ANNOUNCED = re.compile(rf"{_WORD}{_JOINT}(?P<code>{_SPACED}){_AFTER}{_CLOSE}", re.IGNORECASE)
_ALONE = re.compile(rf"{_BEFORE}(?P<code>{_CODE}){_AFTER}")
_ILL_FORMED = re.compile(
    rf"{_WORD}(?=[\W_]|[A-Z]\d){_JOINT}(?P<code>{_DAMAGED}){_AFTER}{_CLOSE}", re.IGNORECASE
)
_ONE_MORE = re.compile(rf"{_BEFORE}[A-Z]\d{{2}}[A-Z]\d{{5,}}{_AFTER}")
_NOT_GIVEN = re.compile(rf"{_WORD}\s*:[^,;.()_–—]*")


@dataclass(frozen=True, slots=True)
class Cup:
    """One place of a row where a CUP stands, or is said to stand."""

    start: int
    end: int
    status: Status
    code: str | None
    """Fifteen capitals and digits; None if what is printed is no CUP."""
    printed: bool = True
    """False if the row has the word only: ``CUP: in corso di acquisizione``."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands, the word CUP included."""
        return self.start, self.end


def find_cups(text: str) -> list[Cup]:
    """Return the CUPs of a row in its order.

    What is announced and ill-formed, cut off or not given at all is ambiguous and has no code. The
    word CUP by itself is nothing: it also names a booking centre (centro unico di prenotazione).
    """
    found: list[Cup] = []
    for cup in _readings(text):
        if not any(cup.start < other.end and other.start < cup.end for other in found):
            found.append(cup)
    return sorted(found, key=lambda cup: cup.start)


def _readings(text: str) -> Iterator[Cup]:
    """Yield every reading, the surest of a place first."""
    for match in _ANNOUNCED.finditer(text):
        code = "".join(match["code"].split()).upper()
        whole = len(code) == len(match["code"])
        yield Cup(*match.span(), Status.EXACT if whole else Status.PROBABLE, code)
    for match in _ALONE.finditer(text):
        usual = _IN_PRACTICE.fullmatch(match["code"])
        yield Cup(*match.span(), Status.EXACT if usual else Status.PROBABLE, match["code"])
    for match in _ILL_FORMED.finditer(text):
        yield Cup(*match.span(), Status.AMBIGUOUS, None)
    if re.search(_WORD, text):
        for match in _ONE_MORE.finditer(text):
            yield Cup(*match.span(), Status.AMBIGUOUS, None)
    for match in _NOT_GIVEN.finditer(text):
        end = match.start() + len(match[0].rstrip())
        yield Cup(match.start(), end, Status.AMBIGUOUS, None, printed=False)
