"""Prefixes and marks of a row: well-being dimension, "attività incentivata", "OB. TRASV."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plangraph.extract.patterns import DASH, any_of, words_pattern
from plangraph.records import Entry, Mention, MentionKind, Status

_GENERIC_PREFIX = re.compile(r"(?P<name>Benessere(?:\s+[^\W\d_]+){1,4})\s*(?P<end>[:.])", re.IGNORECASE)


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
        self._incentivised = re.compile(
            rf"(?P<before>\s*{DASH}\s*|\s+)?(?P<mark>{any_of(incentivised)})(?![^\W_])(?P<after>\s*[.;]\s*$)?",
            re.IGNORECASE,
        )
        self._transversal = re.compile(rf"(?P<mark>{any_of(transversal)})\s*(?:{DASH}|:)?\s*", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the marks of one row."""
        if match := self._transversal.match(text):
            yield _flag(MentionKind.TRANSVERSAL, match)
        yield from self._prefix(text)[0]
        for match in self._incentivised.finditer(text):
            yield _flag(MentionKind.INCENTIVISED, match)

    def title(self, text: str, end: int) -> str:
        """Return ``text[:end]`` without prefixes and marks, otherwise as printed.

        A row that would have no title left keeps its text.
        """
        start = self._prefix(text)[1]
        if match := self._transversal.match(text):
            start = match.end()
        title = " ".join(self._incentivised.sub(" ", text[start:end]).split())
        return title or text

    def _prefix(self, text: str) -> tuple[list[Mention], int]:
        """Return the well-being mentions that open ``text``, and where its title begins."""
        mentions: list[Mention] = []
        position = 0
        while found := self._dimension_at(text, position, joined=bool(mentions)):
            mention, position = found
            mentions.append(mention)
            end = re.compile(r"\s*[:.]\s*").match(text, position)
            if end:
                return mentions, end.end()
            link = re.compile(r"\s*(?:,|\bed?\b)\s*").match(text, position)
            if link is None:
                break
            position = link.end()
        unknown = _GENERIC_PREFIX.match(text)
        if unknown is None:
            return [], 0
        mention = Mention(
            kind=MentionKind.WELL_BEING, surface=unknown["name"], start=0, status=Status.AMBIGUOUS
        )
        return [mention], unknown.end() + len(text[unknown.end() :]) - len(text[unknown.end() :].lstrip())

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


def _flag(kind: MentionKind, match: re.Match[str]) -> Mention:
    return Mention(
        kind=kind, surface=match["mark"], start=match.start("mark"), status=Status.EXACT, value=True
    )
