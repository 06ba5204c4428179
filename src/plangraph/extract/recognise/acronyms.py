"""Abbreviations, explained by the text itself or by the wording file.

The text explains one by brackets or a dash: ``PUG (Piano Urbanistico Generale)``, ``Piano Generale
del Traffico (PGT)``, ``Piano d'Azione per l'Energia Sostenibile e il Clima-PAESC``. An explanation
counts only if its words' initials spell the abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plangraph.extract.patterns import DASH, whole_words
from plangraph.records import Acronym, Mention, MentionKind, Status

_NOTATION = r"(?<![^\W_])(?P<notation>[A-Z](?:[A-Za-z]?[A-Z]){1,6})(?![^\W_])"
_EXPLAINED_AFTER = re.compile(rf"{_NOTATION}\s*\((?P<words>[^()]{{5,120}})\)")
_EXPLAINED_BEFORE = re.compile(
    rf"(?:\(\s*{_NOTATION}\s*\)|{DASH}\s*{_NOTATION.replace('notation', 'dashed')})"
)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = frozenset(
    [
        "a",
        "ad",
        "al",
        "alla",
        "allo",
        "ai",
        "agli",
        "alle",
        "con",
        "d",
        "da",
        "dal",
        "dalla",
        "dei",
        "degli",
        "del",
        "della",
        "delle",
        "dell",
        "dello",
        "di",
        "e",
        "ed",
        "fra",
        "gli",
        "i",
        "il",
        "in",
        "l",
        "la",
        "le",
        "lo",
        "nel",
        "nella",
        "per",
        "su",
        "sul",
        "sulla",
        "tra",
        "un",
        "una",
    ]
)


class AcronymRecogniser:
    """Finds abbreviations.

    Args:
        known: abbreviation as printed → what it stands for.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = [
            (whole_words(form), Acronym(_key(form), words, stated=False)) for form, words in known.items()
        ]

    def find(self, text: str) -> Iterator[Mention]:
        """Yield a mention an abbreviation; the text's own explanation comes before the wording file's."""
        found = {mention.start: mention for mention in self._explained(text)}
        for pattern, acronym in self._known:
            for match in pattern.finditer(text):
                found.setdefault(match.start(), _mention(match[0], match.start(), acronym))
        yield from (found[start] for start in sorted(found))

    @staticmethod
    def _explained(text: str) -> Iterator[Mention]:
        for match in _EXPLAINED_AFTER.finditer(text):
            words = [word for word in _WORD.findall(match["words"]) if word.lower() not in _SMALL_WORDS]
            if "".join(word[0] for word in words).upper() == match["notation"].upper():
                acronym = Acronym(_key(match["notation"]), match["words"].strip())
                yield _mention(match["notation"], match.start("notation"), acronym)
        for match in _EXPLAINED_BEFORE.finditer(text):
            group = "notation" if match["notation"] else "dashed"
            start = _expansion_start(text[: match.start()], match[group])
            if start is not None:
                acronym = Acronym(_key(match[group]), text[start : match.start()].strip())
                yield _mention(match[group], match.start(group), acronym)


def _expansion_start(before: str, notation: str) -> int | None:
    """Return where the words begin that end ``before`` and spell ``notation``, None if they do not.

    Read from the end; small words may spell a letter (``con`` in NCC) or be passed over.
    """

    def fits(words: list[re.Match[str]], letters: str) -> int | None:
        if not words:
            return None
        *rest, last = words
        if last[0][0].upper() == letters[-1]:
            if len(letters) == 1:
                return last.start()
            deeper = fits(rest, letters[:-1])
            if deeper is not None:
                return deeper
        return fits(rest, letters) if last[0].lower() in _SMALL_WORDS else None

    words = list(_WORD.finditer(before))
    if not words or before[words[-1].end() :].strip():
        return None
    return fits(words, notation.upper())


def _key(form: str) -> str:
    return "".join(character for character in form if character.isalnum()).upper()


def _mention(surface: str, start: int, acronym: Acronym) -> Mention:
    return Mention(
        kind=MentionKind.ACRONYM, surface=surface, start=start, status=Status.EXACT, targets=(acronym,)
    )
