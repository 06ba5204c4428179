"""Codes that a programme gives its interventions: ``Intervento A1_16``, ``Interventi A1_16 e A1_18``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plangraph.extract.patterns import any_of

_CODE = r"(?P<code>(?P<series>[A-Z]\d{1,2})(?:_(?P<number>\d{1,3})?|[-–.](?P<other>\d{1,3})))(?!\d)"
_NUMBER_SIGN = r"(?:n(?:r|um)?[.°º]\s*)?"
_ONE_MORE = re.compile(rf"(?:\s*[,;/–-]\s*(?:ed?\s+)?|\s+ed?\s+){_NUMBER_SIGN}{_CODE}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LocalCode:
    """One code as it stands in a row."""

    start: int
    """Where it begins with the word that announces it, if that stands right before it."""
    surface_start: int
    end: int
    surface: str
    code: str | None
    """``A1_16``; None where the row cuts it off (``A1_``)."""
    as_minted: bool
    """Whether it is printed with its underscore; ``A1-16`` is taken for ``A1_16`` but may be other."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands, its word included."""
        return self.start, self.end


class LocalCodeFinder:
    """Finds local codes after the words that announce them, in the singular or the plural in -i."""

    def __init__(self, words: Iterable[str]) -> None:
        singular = list(words)
        plural = [f"{word[:-1]}i" for word in singular if word.endswith("o")]
        self._first = re.compile(
            rf"(?<![^\W_]){any_of([*singular, *plural])}\s+{_NUMBER_SIGN}{_CODE}", re.IGNORECASE
        )

    def find(self, text: str) -> Iterator[LocalCode]:
        """Yield the codes of a row in its order."""
        for first in self._first.finditer(text):
            match: re.Match[str] | None = first
            while match is not None:
                yield _local_code(match)
                match = _ONE_MORE.match(text, match.end())


def _local_code(match: re.Match[str]) -> LocalCode:
    number = match["number"] or match["other"]
    return LocalCode(
        start=match.start(),
        surface_start=match.start("code"),
        end=match.end(),
        surface=match["code"],
        code=f"{match['series'].upper()}_{number}" if number else None,
        as_minted=match["other"] is None,
    )
