"""``/it/pnrr``, ``/en/pnrr``: what the plan has to do with the PNRR, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, current_app, request

from plangraph.store.terms import Literal
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import (
    ask,
    download,
    query_text,
    stored_page,
    value,
)
from plangraph.web.pages.citing import citing_activities
from plangraph.web.pages.figures import figures
from plangraph.web.pages.files import ANY_SUFFIX, file_response
from plangraph.web.pages.matches import RISING, SORTS, Wanted, link_choices, matches, read_wanted
from plangraph.web.pages.national import national_data
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.pages.pnrr_files import TABLES, file_of_links
from plangraph.web.pages.unmatched import WITHOUT_PROJECT, other_projects, waiting_activities

blueprint = page_blueprint("pnrr")

_WHOLE, _FIRST = 10, 5
"""A list of at most so many rows stands there whole; of a longer one so many, and the others folded."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a status of the links says."""

    code: str
    name: Shown
    definition: Shown


@blueprint.get("/pnrr")
def show() -> Response:
    """Return citations, links with their money, and what has no counterpart on either side."""
    links: Links = current_app.extensions["links"]
    wanted, citing, everything = (
        read_wanted(request.args),
        ask("citations"),
        ask("matches", **Wanted().terms()),
    )
    found = everything if wanted == Wanted() else ask("matches", **wanted.terms())
    conditions = {name: term for name, term in wanted.terms().items() if not isinstance(term, bool)}
    graph = query_text("matches-graph", **conditions)
    waiting, others = waiting_activities(links), other_projects(links, wanted)
    national = national_data(links, ask("national-data"))
    activities, total = citing_activities(links, citing), len({row["link"] for row in everything.rows})
    return render(
        "pnrr.html",
        figures=[each for each in figures(("pnrr-cited", "pnrr-funded", "local-projects")) if each.number],
        sections=_sections(
            ("citing", len(activities)),
            ("links", total),
            ("waiting", len(waiting)),
            ("others", others.projects if others else 0),
        ),
        whole=_WHOLE,
        first=_FIRST,
        citing=activities,
        citing_address=citing.address,
        wanted=wanted,
        sorts=SORTS,
        rising=RISING,
        choices=link_choices(links, everything.rows),
        matches=matches(links, found),
        total=total,
        number=len({row["link"] for row in found.rows}),
        found=found,
        turtle=download(graph, "turtle", file_of_links(wanted)),
        meanings=_meanings(links),
        waiting=waiting,
        waiting_address=stored_page(WITHOUT_PROJECT),
        others=others,
        national=national,
    )


@blueprint.get(f"/pnrr/<any({', '.join(TABLES)}):name>.<{ANY_SUFFIX}:suffix>")
def file(name: str, suffix: str) -> Response:
    """Return one of the lists of the page as a file."""
    links: Links = current_app.extensions["links"]
    return file_response(TABLES[name](links, read_wanted(request.args)), suffix)


def _sections(*counted: tuple[str, int]) -> list[tuple[str, int]]:
    """Return the sections that have anything, with the number of it."""
    return [(name, count) for name, count in counted if count]


def _meanings(links: Links) -> list[Meaning]:
    asked = ask("status-definitions", language=Literal(language()))
    return [
        Meaning(value(row, "status"), links.show(row["state"], language()), links.show(row["definition"], ""))
        for row in asked.rows
    ]
