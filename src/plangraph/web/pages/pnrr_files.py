"""The lists of the PNRR page as rows of files: words where the answers of ``/sparql`` have codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from flask import current_app

from plangraph.web.filenames import file_name
from plangraph.web.languages import language
from plangraph.web.links import Links
from plangraph.web.pages.asking import Row, ask, ask_stored, value
from plangraph.web.pages.files import Cell, Table, page_address
from plangraph.web.pages.matches import Wanted, link_programme
from plangraph.web.pages.unmatched import WITHOUT_ACTIVITY
from plangraph.web.translations import gettext

_CITING = ("activity", "line", "words", "item", "name", "reading", "pays", "iri", "page")
_LINKS = (
    *("activity", "line", "programme", "measure", "measureName", "cup", "projectTitle"),
    *("nationalAllocation", "nationalDate", "localProjects", "localProjectsWithFigures"),
    *("localFinanced", "localPaid", "localDate", "status", "method", "score", "quote", "iri", "page"),
)
_OTHERS = ("projectTitle", "cup", "measure", "candidateActivities", "iri", "page")


def file_of_links(wanted: Wanted) -> str:
    """Return what the links are called as a file, in the reader's language: of which status and so on."""
    fields = (text.rpartition("/")[2] for text in wanted.fields().values())
    return file_name(gettext(language(), "pnrr.file.links"), *fields)


def _citing(links: Links, _wanted: Wanted) -> Table:
    """Return a row for each naming of the PNRR; the IRI is the activity's."""
    return Table(
        _named("citing"), _CITING, (tuple(_citing_cells(links, row)) for row in ask("citations").rows)
    )


def _citing_cells(links: Links, row: Row) -> Iterator[Cell]:
    yield _text(links, row, "activity")
    yield _integer(row, "line")
    yield value(row, "words")
    yield value(row, "code")
    yield _text(links, row, "concept")
    yield gettext(language(), f"pnrr.certainty.{value(row, 'certainty')}")
    yield _told("pnrr.yes" if value(row, "pays") == "true" else "pnrr.no")
    yield from _place(links, row, "activity")


def _links(links: Links, wanted: Wanted) -> Table:
    """Return the links that are looked for, in their order; the IRI is the link's."""
    rows = ask("matches", **wanted.terms()).rows
    return Table(file_of_links(wanted), _LINKS, (tuple(_link_cells(links, row)) for row in rows))


def _link_cells(links: Links, row: Row) -> Iterator[Cell]:
    yield _text(links, row, "activity")
    yield _integer(row, "line")
    yield link_programme(links, row)
    yield value(row, "measure")
    yield _text(links, row, "item")
    yield value(row, "cup")
    yield _text(links, row, "project")
    yield _number(row, "nationalAllocation")
    yield value(row, "nationalDate")
    yield _integer(row, "localProjects")
    yield _integer(row, "localProjectsWithFigures")
    yield _number(row, "localFinanced")
    yield _number(row, "localPaid")
    yield value(row, "localDate")
    yield _text(links, row, "state")
    yield _text(links, row, "how")
    yield _number(row, "score")
    yield value(row, "quote")
    yield from _place(links, row, "link")


def _others(links: Links, _wanted: Wanted) -> Table:
    """Return the projects that the plan does not name; none where this service lacks the question."""
    asked = ask_stored(WITHOUT_ACTIVITY)
    return Table(
        _named("others"), _OTHERS, (tuple(_other_cells(links, row)) for row in (asked.rows if asked else ()))
    )


def _other_cells(links: Links, row: Row) -> Iterator[Cell]:
    yield _text(links, row, "project")
    yield value(row, "cup")
    yield value(row, "measure")
    yield _integer(row, "candidateActivities")
    yield from _place(links, row, "project")


TABLES: Mapping[str, Callable[[Links, Wanted], Table]] = {
    "citing": _citing,
    "links": _links,
    "others": _others,
}
"""What makes each list, by the name of its section."""


def _named(name: str) -> str:
    return file_name(_told(f"pnrr.file.{name}"))


def _told(key: str) -> str:
    return gettext(language(), key)


def _text(links: Links, row: Row, name: str) -> str:
    return links.show(row[name], language()).text if name in row else ""


def _place(links: Links, row: Row, name: str) -> Iterable[Cell]:
    """Return the IRI of a thing, and the address of its page."""
    origin: str = current_app.extensions["settings"].origin
    return value(row, name), page_address(links.show(row[name], language()), origin)


def _integer(row: Row, name: str) -> Cell:
    text = value(row, name)
    return int(text) if text.isdigit() else text or None


def _number(row: Row, name: str) -> Cell:
    text = value(row, name)
    return Decimal(text) if text else None
