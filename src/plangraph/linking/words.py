"""From an Italian text to the stems that carry its meaning."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import snowballstemmer

from plangraph.errors import LinkingError

_WORD = re.compile(r"[a-zà-öø-ÿ]{2,}")
"""Latin letters: what Italian is written in, and what FTS5 and Python agree on."""


@dataclass(frozen=True, slots=True)
class Words:
    """Which words count, and how much likeness makes a candidate: ``data/pnrr/linking.toml``."""

    stop: frozenset[str]
    """Function words, and words that any plan and any measure may use; in lower case."""
    stop_stems: frozenset[str]
    """Stems of the latter: «servizio» stops «servizi» too."""
    threshold: Decimal
    """Least score of a candidate by wording alone."""

    def stems(self, text: str) -> tuple[str, ...]:
        """Return the stems of a text in its order, repeated as often as they occur.

        Numbers, single letters, and elided articles are no words. Capitals and accents of composition
        (a + combining grave) make no difference.
        """
        words = [word for word in _WORD.findall(_composed(text)) if word not in self.stop]
        return tuple(stem for stem in _stems(words) if stem not in self.stop_stems)


def read_words(path: Path) -> Words:
    """Read stop words and threshold.

    Raises:
        LinkingError: the file cannot be read, or lacks a key.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        function, boilerplate = content["function_words"], content["boilerplate"]
        threshold = Decimal(content["threshold"])
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise LinkingError(
            f"no file of words for linking: {error!r}",
            path=path,
            remedy="It has threshold (a text: '0.5'), function_words and boilerplate.",
        ) from error
    return Words(frozenset(_composed(word) for word in function), frozenset(_stems(boilerplate)), threshold)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _stems(words: Iterable[str]) -> list[str]:
    stemmed: list[str] = snowballstemmer.stemmer("italian").stemWords([_composed(word) for word in words])
    return stemmed
