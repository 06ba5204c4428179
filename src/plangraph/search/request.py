"""What somebody typed, taken apart: words, phrases in quotation marks, beginnings, codes, lines.

Nothing that is typed is an error, and nothing of it reaches the index but keys of ASCII letters and digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from plangraph.search.words import LANGUAGES, Word, forms, is_stopword, key_of, words

LONGEST = 500
"""Characters that a request may have."""
_QUOTATION = re.compile('["“”„«»]')
_SEPARATORS = re.compile(r"[\s/,;:()\[\]]+")
"""What ends a code: ``132/2021`` is a number and a year, ``M5C2I2.1`` is one thing."""
_LINES = re.compile(r"\s*(?:rig(?:a|he)|lines?)\s+(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?\s*", re.IGNORECASE)
Occurring = Callable[[Sequence[str]], Iterable[str]]
_LONGEST_NAME = 8  # words
_NO_CODE = re.compile(r"[\W_]+")
_GROUPS = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that must stand one after the other."""

    keys: tuple[tuple[str, ...], ...]
    """Those of all its words, in each way that they may stand in the index."""
    beginning: str = ""
    """Folded, of its last word, where other words that begin so will do as well."""
    may_be_beginning: str = ""
    """The same, if it is the last thing typed and nothing else was found."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sought."""

    terms: tuple[Term, ...]
    codes: tuple[str, ...]
    """The whole as a code would be written, see :func:`code_keys`; none where it has no digit."""
    names: tuple[str, ...]
    """The whole as a name would be, see :func:`name_key`, in each language."""
    lines: tuple[int, int] | None
    """First and last line of the source, 1-based, if the request names any."""


def read_request(typed: str, occurring: Occurring = lambda _: ()) -> Request:
    """Return what ``typed``, of at most :data:`LONGEST` characters, asks for in an index.

    Args:
        typed: as it was typed.
        occurring: returns the keys of those of some folded words that are in the index.
    """
    terms: list[tuple[Term, bool]] = []
    for number, part in enumerate(_QUOTATION.split(typed)):
        if number % 2:
            terms.extend((term, False) for term in [_term(list(words(part, "")), occurring)] if term.keys)
        else:
            terms.extend(_loose_terms(part, occurring))
    telling = [term for term, is_stop in terms if not is_stop] or [term for term, _ in terms]
    named = _LINES.fullmatch(typed)
    lines = (int(named[1]), int(named[2] or named[1])) if named else None
    codes = code_keys(typed) if _has_digit(typed) else ()
    names = (name_key([word.key for word in words(typed, language)]) for language in LANGUAGES)
    return Request(tuple(dict.fromkeys(telling)), codes, tuple(filter(None, names)), lines)


def code_keys(text: str) -> tuple[str, ...]:
    """Return how a code is compared: without what separates its parts, then also without leading zeros.

    The first finds a CUP with blanks in it, the second the ReGiS code ``M5C2I2.01`` by ``M5C2I2.1``.
    """
    compact = _NO_CODE.sub("", text).upper()
    groups = [part.lstrip("0") or "0" if part.isdigit() else part.upper() for part in _GROUPS.findall(text)]
    return tuple(dict.fromkeys(key for key in (compact, ".".join(groups)) if key))


def name_key(keys: Sequence[str]) -> str:
    """Return how a name is compared as a whole: no code has a blank in it; empty for long ones."""
    return f" {' '.join(keys)}" if 0 < len(keys) <= _LONGEST_NAME else ""


def _loose_terms(part: str, occurring: Occurring) -> list[tuple[Term, bool]]:
    """Return the terms outside quotation marks, and of each whether it only builds sentences."""
    found: list[tuple[Term, bool]] = []
    for chunk in _SEPARATORS.split(part):
        inside = list(words(chunk, ""))
        if _has_digit(chunk) and len(inside) > 1:
            found.append((_term(inside, occurring, is_open=chunk.endswith("*")), False))
            continue
        for position, word in enumerate(inside):
            is_open = chunk.endswith("*") and position == len(inside) - 1
            found.append((_term([word], occurring, is_open=is_open), is_stopword(word.folded)))
    if found and part[-1:].isalnum():
        last, is_stop = found[-1]
        found[-1] = Term(last.keys, last.beginning, last.beginning or _last_folded(part)), is_stop
    return found


def _term(inside: Sequence[Word], occurring: Occurring, *, is_open: bool = False) -> Term:
    keys = [tuple(key_of(word.folded, language) for word in inside) for language in LANGUAGES]
    if len(inside) == 1:
        keys += [(key,) for key in occurring(forms(inside[0].folded))]
    return Term(tuple(dict.fromkeys(filter(None, keys))), inside[-1].folded if is_open and inside else "")


def _last_folded(part: str) -> str:
    *_, last = words(part, "")
    return last.folded


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
