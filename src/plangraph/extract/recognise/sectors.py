"""Sectors: the numbered one in a row's suffix with its office, and those named in words.

``…_Settore 05``, ``…_settore 11``, ``…_Settore 08_Ufficio Casa``; cut off: ``Bandiera Blu_Setto``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from plangraph.extract.patterns import any_of
from plangraph.records import Mention, MentionKind, Sector, Status


class SectorRecogniser:
    """Finds sectors.

    Args:
        words: the word for a sector (``Settore``).
        cues: what stands before a sector named in words.
        numbered: sector number → name, None where unknown.
        named: names that no source ties to a number.
    """

    def __init__(
        self,
        words: Iterable[str],
        cues: Iterable[str],
        numbered: Mapping[str, str | None],
        named: Iterable[str],
    ) -> None:
        words = tuple(words)
        self._numbered = numbered
        self._suffix = re.compile(
            rf"\s*_\s*(?P<sector>{any_of(words)}\s*(?P<number>\d{{1,2}}))(?:\s*_\s*(?P<office>[^_]+))?\s*$",
            re.IGNORECASE,
        )
        beginnings = {word[:length] for word in words for length in range(1, len(word) + 1)}
        self._cut_off = re.compile(rf"\s*_\s*(?P<sector>{any_of(beginnings)})\s*$", re.IGNORECASE)
        self._by_name = {name.casefold(): number for number, name in numbered.items() if name is not None}
        names = {*self._by_name, *(name.casefold() for name in named)}
        self._named = (
            re.compile(
                rf"(?<![^\W_])(?P<cue>{any_of(cues)})\s+(?P<name>{any_of(names)})(?![^\W_])", re.IGNORECASE
            )
            if names
            else None
        )

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the sectors and the office of one row.

        A sector named in words is exact if the profile ties the name to a number, ambiguous
        otherwise: which of the numbered ones it is, the text does not say.
        """
        if match := self._suffix.search(text):
            number = match["number"].zfill(2)
            known = number in self._numbered
            yield Mention(
                kind=MentionKind.SECTOR,
                surface=match["sector"],
                start=match.start("sector"),
                status=Status.EXACT if known else Status.AMBIGUOUS,
                targets=(Sector(number),) if known else (),
            )
            if match["office"]:
                yield Mention(
                    kind=MentionKind.OFFICE,
                    surface=match["office"],
                    start=match.start("office"),
                    status=Status.EXACT,
                    value=match["office"].strip(),
                )
        elif match := self._cut_off.search(text):
            yield Mention(
                kind=MentionKind.SECTOR,
                surface=match["sector"],
                start=match.start("sector"),
                status=Status.AMBIGUOUS,
            )
        for match in self._named.finditer(text) if self._named else ():
            named = self._by_name.get(match["name"].casefold())
            yield Mention(
                kind=MentionKind.SECTOR,
                surface=match["name"],
                start=match.start("name"),
                # A row that works together with a sector does not put it in charge: never exact.
                status=Status.PROBABLE if named else Status.AMBIGUOUS,
                targets=(Sector(named),) if named else (),
            )

    def suffix_start(self, text: str) -> int:
        """Return where the suffix begins that is no part of the title; the text's length if none."""
        match = self._suffix.search(text) or self._cut_off.search(text)
        return match.start() if match else len(text)
