"""``/it/pnrr``, ``/en/pnrr``: what the plan has to do with the PNRR, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, current_app, request

from plangraph.store.terms import Literal
from plangraph.web.filenames import file_name
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import (
    Asked,
    Row,
    ask,
    ask_stored,
    download,
    grouped,
    query_text,
    stored_page,
    value,
)
from plangraph.web.pages.figures import figures
from plangraph.web.pages.matches import RISING, SORTS, Wanted, link_choices, matches, read_wanted
from plangraph.web.pages.national import national_data
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.translations import gettext

blueprint = page_blueprint("pnrr")

_ON_A_PAGE = 25
_WITHOUT_PROJECT = "pnrr-activities-without-project"
_WITHOUT_ACTIVITY = "pnrr-projects-without-activity"


@dataclass(frozen=True, slots=True)
class Naming:
    """One naming of the PNRR or of an item in an activity's text."""

    code: str
    concept: Shown
    words: str
    certainty: str
    """``exact``, ``probable`` or ``ambiguous``."""
    pays: bool


@dataclass(frozen=True, slots=True)
class Citing:
    """An activity that cites the PNRR, with all namings."""

    activity: Shown
    line: str
    source: Shown | None
    namings: tuple[Naming, ...]

    @property
    def pays(self) -> bool:
        """Whether the text says that the PNRR, or an item of it, pays."""
        return any(naming.pays for naming in self.namings)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An activity under the PNRR without a known project, with the candidates."""

    activity: Shown
    line: str
    candidates: tuple[str, ...]
    """CUPs."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a status of the links says."""

    code: str
    name: Shown
    definition: Shown


@dataclass(frozen=True, slots=True)
class Other:
    """A project in the municipality that the plan does not name."""

    project: Shown
    cup: str
    measure: str
    is_candidate: bool
    """Words suggest an activity."""


@dataclass(frozen=True, slots=True)
class Others:
    """One page of such projects."""

    rows: tuple[Other, ...]
    projects: int
    """Of all: one may stand in several rows."""
    first: int
    """Number of the first one, from 1."""
    page: int
    pages: int
    address: str
    """Of the stored question behind the list."""
    csv: str
    before: str
    after: str
    """Addresses of the pages beside; empty where there are none."""


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
    files = (("CSV", found.text, "csv"), ("Excel", found.text, "xlsx"), ("Turtle", graph, "turtle"))
    return render(
        "pnrr.html",
        figures=[each for each in figures(("pnrr-cited", "pnrr-funded", "local-projects")) if each.number],
        citing=_citing(links, citing),
        citing_address=citing.address,
        citing_csv=download(citing.text, "csv", file_name(gettext(language(), "pnrr.file.citing"))),
        wanted=wanted,
        sorts=SORTS,
        rising=RISING,
        choices=link_choices(links, everything.rows),
        matches=matches(links, found),
        total=len({row["link"] for row in everything.rows}),
        number=len({row["link"] for row in found.rows}),
        found=found,
        downloads={name: download(text, form, _links_file(wanted)) for name, text, form in files},
        meanings=_meanings(links),
        waiting=_waiting(links),
        waiting_address=stored_page(_WITHOUT_PROJECT),
        others=_others(links, wanted),
        national=national_data(links, ask("national-data")),
    )


def _links_file(wanted: Wanted) -> str:
    """Return what the links are called as a file, in the reader's language: of which status and so on."""
    fields = (text.rpartition("/")[2] for text in wanted.fields().values())
    return file_name(gettext(language(), "pnrr.file.links"), *fields)


def _meanings(links: Links) -> list[Meaning]:
    asked = ask("status-definitions", language=Literal(language()))
    return [
        Meaning(value(row, "status"), links.show(row["state"], language()), links.show(row["definition"], ""))
        for row in asked.rows
    ]


def _citing(links: Links, asked: Asked) -> list[Citing]:
    return [
        Citing(
            links.show(activity, language()),
            value(group[0], "line"),
            links.show(group[0]["row"], language()) if "row" in group[0] else None,
            tuple(_naming(links, row) for row in group),
        )
        for activity, group in grouped(asked.rows, "activity").items()
    ]


def _naming(links: Links, row: Row) -> Naming:
    concept = links.show(row["concept"], language())
    return Naming(
        value(row, "code"),
        concept,
        value(row, "words"),
        value(row, "certainty"),
        value(row, "pays") == "true",
    )


def _waiting(links: Links) -> list[Waiting]:
    """Return what the stored question says; nothing where this service has it not."""
    asked = ask_stored(_WITHOUT_PROJECT)
    return [
        Waiting(
            links.show(activity, language()),
            value(group[0], "line"),
            tuple(cup for row in group if (cup := value(row, "candidateCup"))),
        )
        for activity, group in grouped(asked.rows if asked else (), "activity").items()
    ]


def _others(links: Links, wanted: Wanted) -> Others | None:
    """Return the page that ``?page=`` asks for; nothing where there is neither project nor question."""
    asked = ask_stored(_WITHOUT_ACTIVITY)
    if asked is None or not asked.rows:
        return None
    pages = -(-len(asked.rows) // _ON_A_PAGE)
    told = request.args.get("page", "")
    page = min(int(told), pages) if told.isascii() and told.isdigit() and len(told) < 6 and int(told) else 1
    first = (page - 1) * _ON_A_PAGE
    shown = asked.rows[first : first + _ON_A_PAGE]
    return Others(
        tuple(_other(links, row) for row in shown),
        len({row["project"] for row in asked.rows}),
        first + 1,
        page,
        pages,
        stored_page(_WITHOUT_ACTIVITY),
        download(asked.text, "csv", file_name(gettext(language(), "pnrr.file.others"))),
        _beside(wanted, page - 1, pages),
        _beside(wanted, page + 1, pages),
    )


def _other(links: Links, row: Row) -> Other:
    shown = links.show(row["project"], language())
    return Other(shown, value(row, "cup"), value(row, "measure"), value(row, "status") == "candidate")


def _beside(wanted: Wanted, page: int, pages: int) -> str:
    if not 1 <= page <= pages:
        return ""
    return f"/{language()}/pnrr?{urlencode(wanted.fields() | {'page': page})}#others"
