"""Prefixes and marks of a row: well-being dimension, "attività incentivata", "OB. TRASV."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plangraph.extract.patterns import DASH, any_of, words_pattern
from plangraph.records import Entry, Mention, MentionKind, Status

_SEPARATOR = re.compile(rf"\s*(?:[.:;,]|{DASH})\s*")
_PREFIX_END = re.compile(rf"\s*[:.]\s*|\s+{DASH}\s*|\s*{DASH}\s+")
_LINK = re.compile(r"\s*(?:[,/&+]|\bed?\b)\s*")
_WORD = r"(?!d(?:i|a|el|ei|egli|ella|elle|ello)\b)[^\W\d_]+"
_UNKNOWN_PREFIX = re.compile(
    rf"(?P<name>Benessere\s+{_WORD}(?:(?:{_LINK.pattern}(?:Benessere\s+)?|\s+){_WORD})?)\s*:\s*",
    re.IGNORECASE,
)


class MarkerRecogniser:
    """Finds the marks of one row, and says what is left as its title.

    Args:
        dimensions: well-being dimensions by their printed prefixes.
        incentivised: spellings of "attività incentivata".
        transversal: spellings of the prefix of objectives that all sectors share.
    """

    def __init__(
        self, dimensions: Iterable[Entry], incentivised: Iterable[str], transversal: Iterable[str]
    ) -> None:
        self._dimensions = [(form, entry) for entry in dimensions for form in entry.forms]
        marks = {form for spelling in incentivised for form in (spelling, re.sub("a$", "e", spelling))}
        self._incentivised = re.compile(
            rf"(?P<before>\s*(?:{DASH}|(?P<bracket>\())\s*|\s+)?(?P<mark>{any_of(marks)})"
            rf"(?![^\W_])(?(bracket)\s*\))(?P<after>\s*[.;]?\s*$)?",
            re.IGNORECASE,
        )
        # "OB.TRASV." is "OB. TRASV.", and "OB. TRASV" too.
        words = any_of(transversal).replace(r"\.\s+", r"\.\s*").replace(r"\.", r"(?:\.|(?![^\W_]))")
        self._transversal = re.compile(rf"(?P<mark>{words})\s*(?:{DASH}|:)?\s*", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the marks of one row; the words of a mark in a running sentence are ambiguous."""
        opening, start = self._opening(text)
        yield from opening
        for match in self._incentivised.finditer(text, start):
            yield _flag(MentionKind.INCENTIVISED, match, sure=_stands_apart(match))

    def title(self, text: str, end: int) -> str:
        """Return ``text[:end]`` without prefixes and marks, otherwise as printed.

        A row that would have no title left keeps its text.
        """
        position = self._opening(text)[1]
        title = ""
        for match in self._incentivised.finditer(text, position, end):
            if _stands_apart(match):
                title += text[position : match.start()]
                position = match.end()
                if text[position : position + 1] not in tuple(".:;,"):
                    title += " "
                elif title.endswith(tuple(".:;,")):
                    position += 1
        return " ".join((title + text[position:end]).split()) or text

    def _opening(self, text: str) -> tuple[list[Mention], int]:
        """Return the prefixes and marks that open ``text``, in any order, and where its title begins."""
        mentions: list[Mention] = []
        position = 0
        while True:
            if match := self._transversal.match(text, position):
                mentions.append(_flag(MentionKind.TRANSVERSAL, match))
                position = match.end()
            elif found := self._incentive_at(text, position) or self._prefix(text, position):
                mentions += found[0]
                position = found[1]
            else:
                return mentions, position

    def _incentive_at(self, text: str, position: int) -> tuple[list[Mention], int] | None:
        """Return the incentive mark at ``position`` and its end; there it needs a separator after it."""
        match = self._incentivised.match(text, position)
        if match is None:
            return None
        separator = _SEPARATOR.match(text, match.end())
        if separator is None and match.end() < len(text):
            return None
        return [_flag(MentionKind.INCENTIVISED, match)], (separator or match).end()

    def _prefix(self, text: str, position: int) -> tuple[list[Mention], int] | None:
        """Return the well-being mentions of the prefix at ``position``, and the prefix's end."""
        mentions: list[Mention] = []
        unknown = _UNKNOWN_PREFIX.match(text, position)
        while found := self._dimension_at(text, position, joined=bool(mentions)):
            mention, position = found
            mentions.append(mention)
            if end := _PREFIX_END.match(text, position):
                return mentions, end.end()
            link = _LINK.match(text, position)
            if link is None:
                break
            position = link.end()
        if unknown is None:
            return None
        mention = Mention(
            kind=MentionKind.WELL_BEING,
            surface=unknown["name"],
            start=unknown.start(),
            status=Status.AMBIGUOUS,
        )
        return [mention], unknown.end()

    def _dimension_at(self, text: str, position: int, *, joined: bool) -> tuple[Mention, int] | None:
        """Return the dimension named at ``position``; one joined to another may lack its first word."""
        for form, entry in sorted(self._dimensions, key=lambda item: -len(item[0])):
            forms = [form, form.partition(" ")[2]] if joined and " " in form else [form]
            for spelling in forms:
                match = re.compile(words_pattern(spelling) + r"(?![^\W_])", re.IGNORECASE).match(
                    text, position
                )
                if match:
                    mention = Mention(
                        kind=MentionKind.WELL_BEING,
                        surface=match[0],
                        start=position,
                        status=Status.EXACT,
                        targets=(entry,),
                    )
                    return mention, match.end()
        return None


def _stands_apart(match: re.Match[str]) -> bool:
    """Say whether the words are set off from the sentence, or close it: else they are part of it."""
    before = match.string[: match.start("mark")].rstrip()[-1:]
    after = match.string[match.end() : match.end() + 1]
    return before in tuple("-–—(.;:,_") or after in ("", "_")


def _flag(kind: MentionKind, match: re.Match[str], *, sure: bool = True) -> Mention:
    return Mention(
        kind=kind,
        surface=match["mark"],
        start=match.start("mark"),
        status=Status.EXACT if sure else Status.AMBIGUOUS,
        value=True if sure else None,
    )
