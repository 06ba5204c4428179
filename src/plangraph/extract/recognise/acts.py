"""Laws, decrees and resolutions cited by number, with article and paragraph.

``D.G.C. n. 132/2021``, ``Legge 27 Dicembre 2019, n. 160``, ``L.R. Puglia n. 36/2023``,
``Reg. (UE) 2021/241``, ``D.G.C. nn. 132 e 133/2021``, ``art. 1 c. 437 della Legge …``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plangraph.extract.recognise.act_kinds import ACT_KINDS, REGION, REGIONS, START, ActKind, region_slug
from plangraph.extract.recognise.act_numbers import (
    DATE,
    FORMS_OF_NUMBER,
    FURTHER_NUMBERS,
    FURTHER_UNREAD,
    dated,
    numbers,
)
from plangraph.extract.recognise.act_openings import openings
from plangraph.extract.recognise.european_acts import EUROPEAN, european_act
from plangraph.extract.recognise.provisions import provision_after, provision_before
from plangraph.months import MONTHS
from plangraph.records import LegalAct, Mention, MentionKind, Status

_OF_REGION = rf"(?:\s*\(?\s*(?:della\s+)?(?:Regione\b\s*)?(?:(?P<region>{REGION})\b\s*\)?)?)"
_REGION_AFTER = re.compile(rf"\s*\(?(?:della\s+)?(?:Regione\s+)?(?P<region>{REGION})\b\)?", re.IGNORECASE)
_KINDS = [
    (kind, re.compile(rf"{START}(?:{'|'.join(kind.forms)}){place}\s*,?\s*{number}(?![^\W_])", re.IGNORECASE))
    for kind in ACT_KINDS
    for place in [_OF_REGION if kind.regional else ""]
    for number in (*FORMS_OF_NUMBER, *([DATE] if kind.by_date else []))
]


@dataclass(frozen=True, slots=True)
class _Citation:
    """Where a text cites an act, its article aside."""

    start: int
    end: int
    act: LegalAct | None
    sure: bool = True


class ActRecogniser:
    """Finds acts cited by number, and decrees cited by their date alone.

    Args:
        region: slug of the region whose laws a municipality cites.
    """

    def __init__(self, region: str) -> None:
        self._region = region

    def find(self, text: str) -> Iterator[Mention]:
        """Yield a mention an act, in the order of the text, with the article before or after it.

        A citation that opens plainly but cannot be read (no year, no such day) is ambiguous and has
        no target; a further number that may be something else is probable.
        """
        citations: list[_Citation] = []
        for found in self._citations(text):
            if all(found[-1].end <= c.start or c.end <= found[0].start for c in citations):
                citations += found
        citations.sort(key=lambda citation: citation.start)
        since = 0
        for index, citation in enumerate(citations):
            until = citations[index + 1].start if index + 1 < len(citations) else len(text)
            mention = _mention(citation, text, since, until)
            since = mention.start + len(mention.surface)
            yield mention

    def _citations(self, text: str) -> Iterator[list[_Citation]]:
        """Yield the acts that are cited together; of lists that overlap the first counts."""
        for pattern in EUROPEAN:
            for match in pattern.finditer(text):
                citation = _Citation(match.start(), match.end(), european_act(match))
                yield [citation, *_unread_after(text, match.end())]
        for kind, pattern in _KINDS:
            for match in pattern.finditer(text):
                yield self._series(kind, match, text)
        for match in openings(text):
            yield [_Citation(match.start(), match.end(), None)]

    def _series(self, kind: ActKind, match: re.Match[str], text: str) -> list[_Citation]:
        """Return the acts of one kind that are cited in a row: ``nn. 132/2021, 133 e 134/2022``."""
        end = match.end()
        region = match["region"] if kind.regional else None
        if kind.regional and region is None and (after := _REGION_AFTER.match(text, end)):
            region, end = after["region"], after.end()
        slug = region_slug(region) if region else self._region
        if "number" not in match.re.groupindex:
            citation = _Citation(match.start(), end, _act(kind, match, None, slug))
            return [citation, *_unread_after(text, end)]
        sign = (match["sign"] or "").lower()
        series = _numbered(kind, match, (match.start(), end), slug, sign.startswith("nn"))
        while found := next(filter(None, (further.match(text, end) for further in FURTHER_NUMBERS)), None):
            end = found.end()
            sure = sign.startswith("nn") or bool(found["sign"])
            series += _numbered(kind, found, (found.start("further"), end), slug, sure)
        return series


def _numbered(
    kind: ActKind, match: re.Match[str], span: tuple[int, int], region: str, sure: bool
) -> list[_Citation]:
    """Return the acts whose numbers share one year; with several numbers the first's kin, if ``sure``."""
    found = numbers(match)
    alone = len(found) == 1 and "further" not in match.re.groupindex
    return [
        _Citation(
            start=span[0] if index == 0 else start,
            end=span[1] if index == len(found) - 1 else start + len(number),
            act=_act(kind, match, number, region),
            sure=sure or alone,
        )
        for index, (number, start) in enumerate(found)
    ]


def _unread_after(text: str, end: int) -> Iterator[_Citation]:
    """Yield what looks like a further European act, or a further decree cited by its date."""
    while found := FURTHER_UNREAD.match(text, end):
        end = found.end()
        yield _Citation(found.start("further"), end, None)


def _act(kind: ActKind, match: re.Match[str], printed: str | None, region: str) -> LegalAct | None:
    """Return the act, None where its date or number is none or its year has two digits."""
    try:
        day = dated(match)
    except ValueError:
        return None
    year = day.year if day else int(match["year"])
    number = printed.lstrip("0") if printed else None
    if year < 1861 or number == "":  # a year of two digits; the Kingdom of Italy's first laws are of 1861
        return None
    place = f" {REGIONS.get(region, region.replace('-', ' ').title())}" if kind.regional else ""
    if number is None and day is not None:
        key, cited = day.isoformat(), f"{day.day} {MONTHS[day.month - 1]} {year}"
        identifier, label = f"{kind.abbreviation} {cited}", f"{kind.name} {cited}"
    else:
        key = f"{number}-{year}"
        identifier, label = (
            f"{kind.abbreviation}{place} {number}/{year}",
            f"{kind.name}{place} n. {number}/{year}",
        )
    return LegalAct(
        slug="-".join([kind.slug, *([region] if kind.regional else []), key]),
        identifier=identifier,
        label=label,
        number=number,
        year=year,
        nir=kind.nir,
        dated=day,
    )


def _mention(citation: _Citation, text: str, since: int, until: int) -> Mention:
    """Return the mention of a citation, with the article that stands before it or else after it."""
    start, end = citation.start, citation.end
    provision = provision_before(text, since, start) or provision_after(text, end, until)
    if provision:
        start, end = min(start, provision.start), max(end, provision.end)
    status = Status.AMBIGUOUS
    if citation.act:
        status = Status.EXACT if citation.sure else Status.PROBABLE
    return Mention(
        kind=MentionKind.ACT,
        surface=text[start:end],
        start=start,
        status=status,
        targets=(citation.act,) if citation.act else (),
        article=provision.article if provision else None,
        paragraph=provision.paragraph if provision else None,
    )
