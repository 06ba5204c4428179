"""The links between activities and the PNRR as a table: what is asked for, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from plangraph.store.terms import Literal, Term
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import Asked, Row, value
from plangraph.web.pages.selection import Choice, programme_acronym

SORTS = ("status", "line", "measure", "score", "allocation", "financed")
"""By what the rows may be sorted: as long as nothing else is said, the surest first."""
RISING = ("status", "line", "measure")
"""Those of them that begin with the smallest."""
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which links the reader wants to see, and in which order; empty for any."""

    status: str = ""
    method: str = ""
    measure: str = ""
    """Code of an item of the PNRR."""
    activity: str = ""
    """IRI."""
    sort: str = SORTS[0]

    @property
    def is_empty(self) -> bool:
        """Whether all links are shown."""
        return not (self.status or self.method or self.measure or self.activity)

    def terms(self) -> dict[str, Term | bool]:
        """Return what makes the conditions of ``matches.rq`` true."""
        given = {
            "status": self.status,
            "method": self.method,
            "measure": self.measure,
            "activity": self.activity,
        }
        terms: dict[str, Term | bool] = {name: Literal(text) for name, text in given.items() if text}
        return terms | {f"by{self.sort.title()}": True}

    def fields(self) -> dict[str, str]:
        """Return the parameters of the address that asks for this."""
        given = {name: getattr(self, name) for name in ("status", "method", "measure", "activity", "sort")}
        return {name: text for name, text in given.items() if text and (name, text) != ("sort", SORTS[0])}

    def sorted_by(self, sort: str) -> str:
        """Return the address of the page with the same links in another order."""
        return f"/{language()}/pnrr?{urlencode(replace(self, sort=sort).fields())}#links"


def read_wanted(given: Mapping[str, str]) -> Wanted:
    """Return what the parameters of an address mean; what cannot be meant is passed over."""
    text = {name: told.strip()[:_LONGEST] for name, told in given.items()}
    sort = text.get("sort", "")
    return Wanted(
        status=text.get("status", ""),
        method=text.get("method", ""),
        measure=text.get("measure", ""),
        activity=text.get("activity", ""),
        sort=sort if sort in SORTS else SORTS[0],
    )


@dataclass(frozen=True, slots=True)
class Match:
    """One link as a row; what the data do not say is None or empty."""

    activity: Shown
    programme: Shown | None
    programme_acronym: str
    measure: Shown | None
    measure_code: str
    project: Shown | None
    project_code: str
    national: Decimal | None
    """Euro, allocated to the measure in all of Italy."""
    national_date: str
    projects: int
    """In the municipality: the linked one, or all under the linked measure."""
    projects_with_figures: int
    financed: Decimal | None
    """Euro, of those with figures."""
    paid: Decimal | None
    local_date: str
    status: str
    status_name: Shown
    method_name: Shown
    score: Decimal
    quote: str
    line: str
    source: Shown | None
    link: str
    """Address of the link's own page."""


def matches(links: Links, asked: Asked) -> list[Match]:
    """Return the rows of the answer to ``matches.rq``."""
    return [_match(links, row) for row in asked.rows]


def _match(links: Links, row: Row) -> Match:
    def shown(name: str) -> Shown | None:
        return links.show(row[name], language()) if name in row else None

    return Match(
        activity=links.show(row["activity"], language()),
        programme=shown("fund"),
        programme_acronym=link_programme(links, row),
        measure=shown("item"),
        measure_code=value(row, "measure"),
        project=shown("project"),
        project_code=value(row, "cup"),
        national=_money(row, "nationalAllocation"),
        national_date=value(row, "nationalDate"),
        projects=int(value(row, "localProjects") or 0),
        projects_with_figures=int(value(row, "localProjectsWithFigures") or 0),
        financed=_money(row, "localFinanced"),
        paid=_money(row, "localPaid"),
        local_date=value(row, "localDate"),
        status=value(row, "status"),
        status_name=links.show(row["state"], language()),
        method_name=links.show(row["how"], language()),
        score=Decimal(value(row, "score")),
        quote=value(row, "quote"),
        line=value(row, "line"),
        source=shown("row"),
        link=links.address(value(row, "link"), language()),
    )


def link_programme(links: Links, row: Row) -> str:
    """Return what the programme of a row of ``matches.rq`` is called in short; empty where none is known."""
    return programme_acronym(links, row, concept="fund", code="programme") if "fund" in row else ""


def _money(row: Row, name: str) -> Decimal | None:
    text = value(row, name)
    return Decimal(text) if text else None


def link_choices(links: Links, rows: Iterable[Row]) -> dict[str, list[Choice]]:
    """Return what the fields ``status``, ``method``, ``measure``, ``activity`` offer among all links.

    Args:
        links: make names.
        rows: of the answer to ``matches.rq`` without any condition.
    """
    fields = {"status": ("status", "state"), "method": ("method", "how"), "measure": ("measure", "item")}
    fields["activity"] = ("activity", "activity")
    found: dict[str, dict[str, tuple[Term, set[Term]]]] = {name: {} for name in fields}
    for row in rows:
        for field, (code, thing) in fields.items():
            if code in row and thing in row:
                found[field].setdefault(value(row, code), (row[thing], set()))[1].add(row["link"])
    return {
        field: [
            Choice(code, _coded(links.show(thing, language()), code, field), len(counted))
            for code, (thing, counted) in (sorted(seen.items()) if field == "measure" else seen.items())
        ]
        for field, seen in found.items()
    }


def _coded(name: Shown, code: str, field: str) -> Shown:
    return Shown(f"{code} {name.text}", name.href, name.lang) if field == "measure" else name
