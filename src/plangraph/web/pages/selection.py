"""Which activities the reader wants to see, as the address of the page says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from plangraph.store.terms import Literal, Term
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import Asked, Row, value

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
RELATIONS = ("cited", "funded", "scope")
"""How an activity hangs together with a programme: it is named, it pays, or it pays through others too."""
RELATED = "related"
"""In any of these ways."""
UNDATED = "none"
"""In place of a year: activities that have none."""
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is looked for; empty for anything."""

    programme: str = ""
    """Code of a fund, programme or item of the PNRR."""
    relation: str = RELATED
    """That, or one of :data:`RELATIONS`; counts with a programme only."""
    year: str = ""
    """Four digits, or :data:`UNDATED`."""
    sector: str = ""
    type: str = ""
    words: str = ""
    """Part of a title, in capitals or not."""
    plan: str = ""
    """IRI."""
    area: str = ""
    """IRI."""

    @property
    def is_empty(self) -> bool:
        """Whether all activities are shown."""
        return not self.fields()

    def fields(self) -> dict[str, str]:
        """Return the parameters of the address that makes this selection."""
        names = ("programme", "year", "sector", "type", "words", "plan", "area")
        given = {name: getattr(self, name) for name in names if getattr(self, name)}
        is_narrow = self.programme and self.relation != RELATED
        return given | ({"relation": self.relation} if is_narrow else {})

    @property
    def address(self) -> str:
        """Of the page that shows it."""
        return f"/{language()}/?{urlencode(self.fields())}#activities"

    def file(self, suffix: str) -> str:
        """Return the address of its activities as a file."""
        fields = urlencode(self.fields())
        return f"/{language()}/activities.{suffix}{'?' * bool(fields)}{fields}"

    def terms(self) -> dict[str, Term | bool]:
        """Return what makes the conditions of ``activities.rq`` true."""
        terms: dict[str, Term | bool] = {
            name: Literal(text)
            for name in ("programme", "sector", "type", "words", "plan", "area")
            if (text := getattr(self, name))
        }
        if self.programme:
            terms[self.relation] = True
        if self.year == UNDATED:
            terms["undated"] = True
        elif self.year:
            terms["year"] = Literal(self.year, datatype=_INTEGER)
        return terms


def read_selection(given: Mapping[str, str]) -> Selection:
    """Return what the parameters of an address mean; what cannot be meant is passed over."""
    text = {name: wanted.strip()[:_LONGEST] for name, wanted in given.items()}
    year, relation = text.get("year", ""), text.get("relation", "")
    return Selection(
        programme=text.get("programme", ""),
        relation=relation if relation in RELATIONS else RELATED,
        year=year if year == UNDATED or (year.isascii() and year.isdigit() and len(year) == 4) else "",
        sector=text.get("sector", ""),
        type=text.get("type", ""),
        words=text.get("words", ""),
        plan=text.get("plan", ""),
        area=text.get("area", ""),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a field."""

    code: str
    name: Shown
    count: int
    short: str = ""
    """Acronym, if it has one."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What each field offers, with the number of activities in all plans."""

    programmes: tuple[Choice, ...]
    years: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    sectors_unnamed: bool
    """All of them are called by their numbers only."""
    types: tuple[Choice, ...]
    plans: tuple[Choice, ...]


def programme_name(links: Links, row: Row) -> Shown:
    """Return what a programme is called, after its acronym: «FSC – Fondo per lo sviluppo e la coesione».

    Args:
        links: make the name.
        row: of the answer to ``programmes.rq``. The acronym is left out where it says what the name says.
    """
    name, short = links.show(row["concept"], language()), programme_acronym(links, row)
    return name if short == name.text else replace(name, text=f"{short} – {name.text}")


def programme_acronym(links: Links, row: Row, *, concept: str = "concept", code: str = "code") -> str:
    """Return what a programme is called in short: «CIS», «Patto per Lecce».

    Args:
        links: make the name.
        row: of an answer with the variables ``concept``, ``code`` and ``short``. The acronym is ``short``,
            an alternative label no longer than the code, else the code; the name where that says the same,
            as the name of PATTO-PER-LECCE does.
        concept: what the variable of the programme is called.
        code: what the variable of its code is called.
    """
    name = links.show(row[concept], language()).text
    short = value(row, "short") or value(row, code)
    return name if _letters(short) == _letters(name) else short


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def choices(
    links: Links, *, programmes: Asked, years: Asked, sectors: Asked, types: Asked, plans: Asked
) -> Choices:
    """Return what can be looked for in the data at hand.

    Args:
        links: make names.
        programmes: the answer to ``programmes.rq``.
        years: to ``year-counts.rq``.
        sectors: to ``sectors.rq``.
        types: to ``types.rq``.
        plans: to ``all-plans.rq``.
    """

    def named(row: Row, thing: str, count: str) -> Choice:
        name = links.show(row[thing], language())
        return Choice(value(row, "code"), name, int(value(row, count)))

    dated = (
        Choice(value(row, "year"), Shown(value(row, "year"), "", ""), int(value(row, "activities")))
        for row in years.rows
    )
    return Choices(
        tuple(
            Choice(
                value(row, "code"),
                programme_name(links, row),
                int(value(row, "related")),
                programme_acronym(links, row),
            )
            for row in programmes.rows
        ),
        tuple(dated),
        tuple(named(row, "unit", "activities") for row in sectors.rows),
        all(value(row, "named") == "false" for row in sectors.rows),
        tuple(named(row, "kind", "activities") for row in types.rows),
        tuple(named(row, "plan", "activities") for row in plans.rows),
    )
