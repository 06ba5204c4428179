"""Sectors: the numbered ones in a row's suffix with their office, and those named in words.

``…_Settore 05``, ``…_Settori 05 e 06``, ``…_Settore 08_Ufficio Casa``; cut off: ``Bandiera Blu_Setto``.
What looks like a numbered sector and is not read surely is an ambiguous mention without a target.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from plangraph.extract.patterns import DASH, any_of
from plangraph.records import Mention, MentionKind, Sector, Status

_NUMBER = r"\d{1,2}(?![^\W_])"
_AND = r"\s*(?:[,;/&+]|\bed?\b)\s*"


class SectorRecogniser:
    """Finds sectors.

    Args:
        words: the word for a sector (``Settore``).
        cues: what stands before a sector named in words.
        numbered: sector number → name, None where unknown.
        named: names that no source ties to a number.
        marks: what may follow the sector and is no office.
    """

    def __init__(
        self,
        words: Iterable[str],
        cues: Iterable[str],
        numbered: Mapping[str, str | None],
        named: Iterable[str],
        marks: Iterable[str] = ("attività incentivata", "attività incentivate"),
    ) -> None:
        words = [form for word in words for form in dict.fromkeys((word, re.sub("[eo]$", "i", word)))]
        beginnings = {word[:length] for word in words for length in range(1, len(word) + 1)}
        full = rf"{any_of(words)}\s*(?:n(?:um|r)?\s*[.°]+\s*)?"
        # "sett. 25" may be a day of September: short forms count behind an underscore only.
        short = rf"{any_of(b for b in beginnings if len(b) > 2)}\.?\s*(?:n(?:um|r)?\s*[.°]+\s*)?"
        units = rf"{short}{_NUMBER}(?:{_AND}(?:{short})?{_NUMBER}|\s*_\s*{short}{_NUMBER})*"
        mark, cut_off = any_of(marks), rf"{any_of(beginnings)}\.?"
        self._numbered = numbered
        self._unit = re.compile(rf"(?:{short})?(?P<number>{_NUMBER})", re.IGNORECASE)
        self._suffix = re.compile(
            rf"(?:\s*(?P<underscore>_)\s*|\s+{DASH}\s+(?={full})|\s*\((?={full}))(?P<sectors>{units})"
            rf"(?(underscore)(?:\s*(?:_|{DASH})\s*(?!{mark}|{cut_off}(?![^\W\d_]))"
            rf"(?P<office>[^\W\d_].*?))?)"
            rf"(?:[\s._;,(–—-]*{mark})?[\s._;,)]*$",
            re.IGNORECASE,
        )
        self._cut_off = re.compile(
            rf"\s*_\s*(?P<sector>{cut_off}\s*$|{short}\d.*|(?P<words>{any_of(words)}(?![^\W\d_]).*))",
            re.IGNORECASE,
        )
        self._anywhere = re.compile(rf"(?<![^\W_]){full}\d+(?:{_AND}\d{{1,2}}(?!\d))*", re.IGNORECASE)
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
        suffix = self._suffix.search(text)
        unread = None if suffix else self._cut_off.search(text)
        if suffix:
            yield from self._units(suffix)
            yield from _office(suffix)
        elif unread and not (unread["words"] and self._named and self._named.search(unread["words"])):
            yield _ambiguous(unread["sector"].rstrip(), unread.start("sector"))
        known = suffix or unread
        for match in self._anywhere.finditer(text):
            inside = known and known.start() <= match.start() < known.end("sectors" if suffix else 0)
            if not inside:
                yield _ambiguous(match[0], match.start())
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
        """Return where the suffix begins that is no part of the title; the text's length if none.

        ``CIS_ Settore turistico`` may be all title: words without a number are left in it.
        """
        if suffix := self._suffix.search(text):
            return suffix.start()
        unread = self._cut_off.search(text)
        return unread.start() if unread and not unread["words"] else len(text)

    def _units(self, suffix: re.Match[str]) -> Iterator[Mention]:
        """Yield the sectors that a suffix lists, each under its own words."""
        for match in self._unit.finditer(suffix.string, *suffix.span("sectors")):
            number = match["number"].zfill(2)
            known = number in self._numbered
            yield Mention(
                kind=MentionKind.SECTOR,
                surface=match[0],
                start=match.start(),
                status=Status.EXACT if known else Status.AMBIGUOUS,
                targets=(Sector(number),) if known else (),
            )


def _office(suffix: re.Match[str]) -> Iterator[Mention]:
    """Yield the office after the sector; one of several parts is ambiguous: which one is it?"""
    if suffix["office"]:
        office = suffix["office"].strip()
        simple = "_" not in office
        yield Mention(
            kind=MentionKind.OFFICE,
            surface=office,
            start=suffix.start("office"),
            status=Status.EXACT if simple else Status.AMBIGUOUS,
            value=office if simple else None,
        )


def _ambiguous(surface: str, start: int) -> Mention:
    return Mention(kind=MentionKind.SECTOR, surface=surface, start=start, status=Status.AMBIGUOUS)
