"""From a text to the keys that the index compares: stems of words, numbers without leading zeros.

A run of letters is one word and a run of digits another, so that ``M5C2I2.01``, ``M5C2 I2.1`` and
``m5c2-i2.1`` are the same keys in the same order, and ``dell'ambiente`` has ``ambiente`` in it.
"""

from __future__ import annotations

import re
import threading
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

LANGUAGES = ("it", "en")
"""Those that are stemmed, the usual one first: texts in no language, or another, are read as if in it."""
_RUN = re.compile(r"[^\W\d_]+|\d+")
_HARD = re.compile(r"(?<=[cg])h$")
"""Snowball stems «laghi» to «lagh» but «lago» to «lag»; «parchi» and «parco» both to «parc»."""
_INFLECTIONS = tuple(
    (re.compile(pattern), endings)
    for pattern, endings in (
        (r"(\w{3,})[aeio]", "aeio"),
        (r"(\w{3,}i)o?", ("", "o")),
        (r"(\w{2,}[cg])h[ei]", "ao"),
        (r"(\w{2,}[cg])[ao]", ("he", "hi")),
    )
)
"""How words of an ending go on in other numbers and genders."""
_REMEMBERED = 65_536  # words; a plan and the PNRR have some 15,000
_ALGORITHMS = {"it": "italian", "en": "english"}
_STEMMING = threading.Lock()  # a stemmer keeps the word it works on


class Word(NamedTuple):
    """One run of letters or digits in a text."""

    key: str
    """What the index knows it by: only ASCII letters and digits, and the first tells the language."""
    folded: str
    """In lower case without accents, for beginnings of words."""
    start: int
    """Offset of its first character in the text."""
    end: int


def words(text: str, language: str) -> Iterator[Word]:
    """Yield the words of a text in its order.

    Args:
        text: in any form of Unicode; offsets are those of this form.
        language: one of :data:`LANGUAGES`; anything else counts as the first.
    """
    known = language if language in _ALGORITHMS else LANGUAGES[0]
    for start, end in _runs(text):
        folded = fold(text[start:end])
        yield Word(key_of(folded, known), folded, start, end)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where runs begin and end; marks that combine with a letter (a + grave) belong to its run."""
    start = end = -1
    for match in _RUN.finditer(text):
        between = text[end : match.start()]
        joins = end >= 0 and between and all(map(unicodedata.combining, between))
        if joins and text[start].isdigit() == match[0].isdigit():
            end = match.end()
            continue
        if end >= 0:
            yield start, end
        start, end = match.span()
    if end >= 0:
        yield start, end


@lru_cache(maxsize=_REMEMBERED)
def fold(word: str) -> str:
    """Return a word in lower case, without accents and other marks."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=_REMEMBERED)
def key_of(folded: str, language: str) -> str:
    """Return the key of a folded word in one of :data:`LANGUAGES`."""
    if folded[:1].isdigit():
        return f"n{_ascii(folded.lstrip('0') or '0')}"
    with _STEMMING:
        stem = _stem(language)(folded)
    return f"{language[0]}{_ascii(_HARD.sub('', stem) if language == 'it' else stem)}"


def forms(folded: str) -> list[str]:
    """Return what a folded word would be in other numbers and genders, were it an Italian noun or adjective.

    Snowball takes «edifici» and «edificio», «quartieri» and «quartiere» for words of different stems, as it
    does with one in seventeen of the pairs of singular and plural in the plan of Lecce and the PNRR.
    """
    found = [
        match[1] + ending
        for pattern, endings in _INFLECTIONS
        if (match := pattern.fullmatch(folded))
        for ending in endings
    ]
    return [form for form in dict.fromkeys(found) if form != folded]


def is_stopword(folded: str) -> bool:
    """Say whether a folded word only builds sentences, in any of :data:`LANGUAGES`."""
    return folded in _stopwords()


def _ascii(text: str) -> str:
    """Return a text as the index's tokeniser keeps it in one piece, whichever Unicode that knows."""
    return text if text.isascii() and text.isalnum() else f"x{text.encode(errors='surrogatepass').hex()}"


@cache
def _stem(language: str) -> Callable[[str], str]:
    stem: Callable[[str], str] = snowballstemmer.stemmer(_ALGORITHMS[language]).stemWord
    return stem


@cache
def _stopwords() -> frozenset[str]:
    content = tomllib.loads(Path(__file__).with_name("stopwords.toml").read_text(encoding="utf-8"))
    return frozenset(word for language in LANGUAGES for word in content[language])
