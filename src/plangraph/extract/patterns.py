"""Regular expressions for words as people print them.

One place decides what "the same words" means: case is folded, any white space is any other, a
straight apostrophe is a curly one, and ``à`` may be printed ``a'``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ACCENTS = {"à": "a", "è": "e", "é": "e", "ì": "i", "ò": "o", "ù": "u"}
SPACES = re.compile(r"\s+")
DASH = "[-–—]"


def collapse(text: str) -> str:
    """Return ``text`` with runs of white space made one space, and none around it."""
    return SPACES.sub(" ", text).strip()


def words_pattern(phrase: str) -> str:
    """Return a regular expression for ``phrase``, to be compiled with ``re.IGNORECASE``.

    A ``*`` in it stands for any ending of a word.
    """
    parts = []
    for character in collapse(phrase):
        lower = character.lower()
        if character == " ":
            parts.append(r"\s+")
        elif character == "*":
            parts.append(r"[^\W_]*")
        elif character in "'’":
            parts.append("['’]")
        elif lower in _ACCENTS:
            parts.append(f"(?:{character}|{_ACCENTS[lower]}['’]?)")
        else:
            parts.append(re.escape(character))
    return "".join(parts)


def any_of(phrases: Iterable[str]) -> str:
    """Return a regular expression for any of ``phrases``, the longest that fits."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(words_pattern(phrase) for phrase in ordered) + ")"


def is_acronym(form: str) -> bool:
    """Say whether a form is matched by its very case: one short word, with capitals.

    ``PNRR``, ``Ppp``, ``C.d.S.`` and ``MUST`` are; ``Frigole`` is not. Without this rule ``must`` or
    ``cis`` in running text would be read as names.
    """
    letters = [character for character in form if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return " " not in form and len(letters) <= 6 and (capitals > 1 or len(letters) <= 3)


def whole_words(form: str) -> re.Pattern[str]:
    r"""Return the pattern of ``form`` as a name of its own, not as a part of a word.

    An underscore ends a word here, unlike in ``\b``: plans print ``CIS_`` and ``CUP_C83…``.
    """
    body = words_pattern(form)
    flags = re.NOFLAG if is_acronym(form) else re.IGNORECASE
    return re.compile(rf"(?<![^\W_]){body}(?![^\W_])", flags)
