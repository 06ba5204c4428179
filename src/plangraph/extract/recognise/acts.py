"""Laws, decrees and resolutions cited by number, with article and paragraph.

``D.G.C. n. 132/2021``, ``Legge 27 Dicembre 2019, n. 160``, ``Legge 203/1991``, ``L.R. 36/2023``,
``art. 1 c. 437 della Legge …``. URN:NIR types after the AIPA circular 35/2001 (norme in rete).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plangraph.records import LegalAct, Mention, MentionKind, Status


@dataclass(frozen=True, slots=True)
class ActKind:
    """A kind of act and how texts name it."""

    slug: str
    abbreviation: str
    name: str
    forms: tuple[str, ...]
    nir: str | None = None
    """URN:NIR authority and type of a state act."""
    regional: bool = False


# Longer names first: "Legge Regionale" before "Legge".
ACT_KINDS = (
    ActKind(
        "dgc",
        "D.G.C.",
        "Deliberazione della Giunta comunale",
        (r"D\.?\s?G\.?\s?C\.?", r"Deliber(?:a|azione)\s+(?:di|della)\s+Giunta(?:\s+comunale)?"),
    ),
    ActKind(
        "dcc",
        "D.C.C.",
        "Deliberazione del Consiglio comunale",
        (r"D\.?\s?C\.?\s?C\.?", r"Deliber(?:a|azione)\s+(?:di|del)\s+Consiglio(?:\s+comunale)?"),
    ),
    ActKind(
        "dgr",
        "D.G.R.",
        "Deliberazione della Giunta regionale",
        (r"D\.?\s?G\.?\s?R\.?", r"Deliber(?:a|azione)\s+(?:di|della)\s+Giunta\s+regionale"),
        regional=True,
    ),
    ActKind("lr", "L.R.", "Legge regionale", (r"L\.?\s?R\.?", r"Legge\s+Regionale"), regional=True),
    ActKind(
        "dlgs",
        "D.Lgs.",
        "Decreto legislativo",
        (r"D\.?\s?Lgs\.?", r"Decreto\s+Legislativo"),
        "stato:decreto.legislativo",
    ),
    ActKind("dl", "D.L.", "Decreto-legge", (r"D\.?\s?L\.?", r"Decreto[\s-]Legge"), "stato:decreto.legge"),
    ActKind(
        "dpr",
        "D.P.R.",
        "Decreto del Presidente della Repubblica",
        (r"D\.?\s?P\.?\s?R\.?",),
        "presidente.repubblica:decreto",
    ),
    ActKind(
        "dpcm",
        "D.P.C.M.",
        "Decreto del Presidente del Consiglio dei ministri",
        (r"D\.?\s?P\.?\s?C\.?\s?M\.?",),
    ),
    ActKind("dm", "D.M.", "Decreto ministeriale", (r"D\.?\s?M\.?", r"Decreto\s+Ministeriale")),
    ActKind("l", "L.", "Legge", (r"Legge", r"L\."), "stato:legge"),
)

_MONTHS = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
]
_NUMBER = r"(?:n(?:\.|°|umero)?\s*)?(?P<number>\d{1,4})"
_DATE = (
    r"(?:del\s+)?(?P<day>\d{1,2})°?(?:\s+(?P<month_name>"
    + "|".join(_MONTHS)
    + r")\s+|[/.-](?P<month>\d{1,2})[/.-])"
    r"(?P<dated_year>\d{4})"
)
_FORMS_OF_NUMBER = (
    rf"{_DATE}\s*,?\s*{_NUMBER}",  # 27 dicembre 2019, n. 160
    rf"{_NUMBER}\s*/\s*(?P<year>\d{{4}}|\d{{2}})",  # n. 132/2021
    rf"{_NUMBER}\s+{_DATE}",  # n. 160 del 27 dicembre 2019
    rf"{_NUMBER}\s+del(?:\s+l'anno)?\s+(?P<year>\d{{4}})",  # n. 160 del 2019
)
_ARTICLE = re.compile(
    r"(?<![^\W_])art(?:\.|icolo)?\s*(?P<article>\d+(?:[\s-]?(?:bis|ter|quater|quinquies))?)"
    r"(?:\s*,?\s*(?:c\.|co\.|comma|commi)\s*(?P<paragraph>\d+(?:[\s-]?(?:bis|ter|quater))?))?"
    r"\s*,?\s*(?:della|del|dello|dell['’]|di\s+cui\s+alla)?\s*$",
    re.IGNORECASE,
)


class ActRecogniser:
    """Finds acts cited by number.

    Args:
        region: slug of the region whose laws a municipality cites.
    """

    def __init__(self, region: str) -> None:
        self._region = region
        self._patterns = [
            (kind, re.compile(rf"(?<![^\W_])(?:{'|'.join(kind.forms)})\s*{number}(?![^\W_])", re.IGNORECASE))
            for kind in ACT_KINDS
            for number in _FORMS_OF_NUMBER
        ]

    def find(self, text: str) -> Iterator[Mention]:
        """Yield a mention an act, article and paragraph with it where they stand before it."""
        taken: list[tuple[int, int]] = []
        for kind, pattern in self._patterns:
            for match in pattern.finditer(text):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                taken.append(match.span())
                yield self._mention(kind, match, text)

    def _mention(self, kind: ActKind, match: re.Match[str], text: str) -> Mention:
        act = self._act(kind, match)
        article = _ARTICLE.search(text, 0, match.start())
        start = article.start() if article else match.start()
        return Mention(
            kind=MentionKind.ACT,
            surface=text[start : match.end()],
            start=start,
            status=Status.EXACT if act else Status.AMBIGUOUS,
            targets=(act,) if act else (),
            article=article["article"] if article else None,
            paragraph=article["paragraph"] if article else None,
        )

    def _act(self, kind: ActKind, match: re.Match[str]) -> LegalAct | None:
        """Return the act, None where its date is none or its year has two digits."""
        groups = match.groupdict()
        dated = None
        if groups.get("dated_year"):
            month = int(groups["month"] or 0) or _MONTHS.index(groups["month_name"].lower()) + 1
            try:
                dated = date(int(groups["dated_year"]), month, int(groups["day"]))
            except ValueError:
                return None
        year = dated.year if dated else int(groups["year"])
        if year < 1861:  # a year of two digits; the Kingdom of Italy's first laws are of 1861
            return None
        number = groups["number"].lstrip("0")
        region = [self._region] if kind.regional else []
        place = f" {self._region.replace('-', ' ').title()}" if kind.regional else ""
        return LegalAct(
            slug="-".join([kind.slug, *region, number, str(year)]),
            identifier=f"{kind.abbreviation}{place} {number}/{year}",
            label=f"{kind.name}{place} n. {number}/{year}",
            number=number,
            year=year,
            nir=kind.nir,
            dated=dated,
        )
