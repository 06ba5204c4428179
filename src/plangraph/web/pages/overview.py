"""``/it/``, ``/en/``: the plan at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, current_app, request

from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.activity_file import activity_table
from plangraph.web.pages.asking import Asked, ask_each, query_text, value
from plangraph.web.pages.figures import Figure, figures
from plangraph.web.pages.files import ANY_SUFFIX, FORMATS, file_response
from plangraph.web.pages.headline import headline
from plangraph.web.pages.national import NationalData, national_data
from plangraph.web.pages.outline import outline
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.pages.selection import (
    RELATIONS,
    UNDATED,
    Selection,
    choices,
    programme_acronym,
    programme_name,
    read_selection,
)

blueprint = page_blueprint("overview")

_ALWAYS = ("areas", "objectives", "activities")
_IF_ANY = ("programmes", "acts", "places", "projects", "local-projects")
_ASIDE = ("undated", "pnrr-cited", "pnrr-funded")
"""Figures that stand in sentences."""
_ASKED = (
    "outline",
    "badges",
    "programmes",
    "years",
    "year-counts",
    "sectors",
    "types",
    "all-plans",
    "link-statuses",
    "national-data",
)
"""Queries of the page besides its figures and the activities that are looked for."""
_OPEN = 60
"""Activities found up to which all areas are unfolded."""


@dataclass(frozen=True, slots=True)
class Programme:
    """How many activities hang together with a fund, programme or item of the PNRR."""

    acronym: str
    name: Shown
    """After its acronym."""
    counts: tuple[tuple[int, str], ...]
    """A number for each of :data:`RELATIONS`, and the address of the page with those activities."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity with the years that the plan marks."""

    name: Shown
    years: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pnrr:
    """What the plan has to do with the PNRR."""

    cited: Figure
    funded: Figure
    links: tuple[tuple[Shown, int, str], ...]
    """Names of statuses, how many links have each, and its code."""
    address: str
    """Of the query behind the links."""
    national: NationalData | None


@blueprint.get("/")
def show() -> Response:
    """Return the start page: figures, activities that are looked for as a tree, years, programmes, PNRR."""
    links: Links = current_app.extensions["links"]
    selection = read_selection(request.args)
    found, *answers = ask_each(_sought(selection), *map(query_text, _ASKED))
    asked = dict(zip(_ASKED, answers, strict=True))
    programmes, dated = asked["programmes"], asked["years"]
    counted = {figure.name: figure for figure in figures((*_ALWAYS, *_IF_ANY, *_ASIDE))}
    offered = choices(
        links,
        programmes=programmes,
        years=asked["year-counts"],
        sectors=asked["sectors"],
        types=asked["types"],
        plans=asked["all-plans"],
    )
    return render(
        "overview.html",
        figures=[counted[each] for each in _ALWAYS]
        + [counted[each] for each in _IF_ANY if counted[each].number],
        selection=selection,
        relations=RELATIONS,
        undated=UNDATED,
        choices=offered,
        headline=headline(selection, offered, len(found.rows)),
        found=found,
        total=counted["activities"].number,
        downloads={suffix: selection.file(suffix) for suffix in FORMATS},
        plans=outline(links, selection, found, asked["outline"], asked["badges"]),
        unfolded=not selection.is_empty and len(found.rows) <= _OPEN,
        programmes=_programmes(links, programmes),
        programmes_cited=sum(value(row, "cited") != "0" for row in programmes.rows),
        programmes_address=programmes.address,
        years=sorted({value(row, "year") for row in dated.rows}),
        planned=_planned(links, dated),
        planned_address=dated.address,
        without_year=counted["undated"],
        pnrr=_pnrr(
            links,
            counted["pnrr-cited"],
            counted["pnrr-funded"],
            asked["link-statuses"],
            asked["national-data"],
        ),
    )


@blueprint.get(f"/activities.<{ANY_SUFFIX}:suffix>")
def activities_file(suffix: str) -> Response:
    """Return the activities that the start page lists, as a file."""
    links: Links = current_app.extensions["links"]
    selection = read_selection(request.args)
    found, parts, badges = ask_each(_sought(selection), query_text("outline"), query_text("badges"))
    origin: str = current_app.extensions["settings"].origin
    plans = outline(links, selection, found, parts, badges)
    return file_response(activity_table(plans, selection, origin), suffix)


def _sought(selection: Selection) -> str:
    """Return the query after the activities that are looked for."""
    return query_text("activities", **selection.terms())


def _programmes(links: Links, asked: Asked) -> list[Programme]:
    return [
        Programme(
            programme_acronym(links, row),
            programme_name(links, row),
            tuple(
                (int(value(row, each)), Selection(programme=value(row, "code"), relation=each).address)
                for each in RELATIONS
            ),
        )
        for row in asked.rows
    ]


def _planned(links: Links, asked: Asked) -> list[Planned]:
    years: dict[Shown, set[str]] = {}
    for row in asked.rows:
        years.setdefault(links.show(row["activity"], language()), set()).add(value(row, "year"))
    return [Planned(name, frozenset(marked)) for name, marked in years.items()]


def _pnrr(links: Links, cited: Figure, funded: Figure, linked: Asked, national: Asked) -> Pnrr | None:
    """Return nothing where the plan does not cite the PNRR and no link leads there."""
    if not cited.number and not linked.rows:
        return None
    statuses = tuple(
        (
            links.show(row["status"], language()),
            int(value(row, "links")),
            value(row, "status").rpartition("/")[2],
        )
        for row in linked.rows
    )
    return Pnrr(cited, funded, statuses, linked.address, national_data(links, national))
