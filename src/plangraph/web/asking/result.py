"""An answer as the page shows it: table, bars or graph, and how to sort it, turn pages, take it along."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import current_app

from plangraph.store.excerpt import Excerpt, Window
from plangraph.store.formats import Kind, formats_for
from plangraph.store.terms import Term
from plangraph.web.asking.cells import Cell, cell
from plangraph.web.asking.drawing import Bar, Drawing, bar_columns, bars, drawing, edge_columns
from plangraph.web.asking.snippets import Snippet, snippets, stored_address
from plangraph.web.asking.wish import Wish
from plangraph.web.filenames import file_name
from plangraph.web.links import Links
from plangraph.web.translations import gettext

ROWS = 100
"""On one page."""
_NAMED = frozenset({"excel", "xlsx"})
"""Formats for people: downloaded with the names of things beside their IRIs."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table."""

    name: str
    """Of the variable."""
    has_heading: bool
    """There is a sentence ``column.NAME``; else the variable's name stands for itself."""
    is_number: bool
    direction: str
    """Value of ``aria-sort``; empty if the table is not sorted by it."""
    address: str
    """Of the table sorted by it, or the other way round."""
    sort: str
    """The same for a form."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the answer."""

    view: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Download:
    """The whole answer in one format."""

    name: str
    address: str
    """Empty: by POST only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that the page shows of an answer."""

    kind: str
    is_true: bool
    total: int
    first: int
    """Of the rows shown, from 1; 0 if there are none."""
    last: int
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    tabs: tuple[Tab, ...]
    bars: tuple[Bar, ...]
    drawing: Drawing | None
    before: str
    """Address of the page before, empty if there is none, or no address."""
    after: str
    page: int
    pages: int
    downloads: tuple[Download, ...]
    file: str
    """Name of the files without suffix."""
    snippets: tuple[Snippet, ...]
    address: str
    """Absolute, of this very page; empty if the query is too long for one."""


def window_of(wish: Wish, spoken: str) -> Window:
    """Return the rows that the page of ``wish`` shows."""
    return Window(
        first=(wish.page - 1) * ROWS,
        most=ROWS,
        column=wish.column,
        is_descending=wish.is_descending,
        language=spoken,
    )


def result_of(wish: Wish, excerpt: Excerpt, links: Links, spoken: str) -> Result:
    """Return what the page shows of ``excerpt``, the answer to ``wish``."""
    links.prepare(term for row in excerpt.rows for term in row if term is not None)

    def show(term: Term) -> Cell:
        shown = cell(term, links, spoken)
        assert shown is not None
        return shown

    rows = tuple(tuple(cell(term, links, spoken) for term in row) for row in excerpt.rows)
    origin = current_app.extensions["settings"].origin
    pages = max(1, -(-excerpt.total // ROWS))
    views = ["table", *["bars"] * bool(bar_columns(excerpt)), *["graph"] * bool(edge_columns(excerpt))]
    view = wish.view if wish.view in views else "table"
    here, file = wish.address(), _saved_as(wish, excerpt)
    return Result(
        kind=excerpt.kind.name,
        is_true=excerpt.is_true,
        total=excerpt.total,
        first=(wish.page - 1) * ROWS + 1 if rows else 0,
        last=(wish.page - 1) * ROWS + len(rows),
        columns=tuple(_column(name, place, wish, rows, spoken) for place, name in enumerate(excerpt.columns)),
        rows=rows,
        tabs=tuple(
            Tab(each, wish.address(view=each if each != "table" else ""), each == view) for each in views
        ),
        bars=tuple(bars(excerpt, show)) if view == "bars" else (),
        drawing=drawing(excerpt, show) if view == "graph" else None,
        before=wish.address(page=wish.page - 1) if wish.page > 1 else "",
        after=wish.address(page=wish.page + 1) if wish.page < pages else "",
        page=wish.page,
        pages=pages,
        downloads=tuple(_downloads(wish, excerpt.kind, file, bool(here), spoken)),
        file=file,
        snippets=tuple(snippets(wish, excerpt.kind, origin)),
        address=f"{origin}/{spoken}/query{here}" if here else "",
    )


def _column(
    name: str, place: int, wish: Wish, rows: tuple[tuple[Cell | None, ...], ...], spoken: str
) -> Column:
    bound = [row[place] for row in rows if row[place] is not None]
    is_here = wish.column == name
    falls = is_here and not wish.is_descending
    return Column(
        name,
        gettext(spoken, f"column.{name}") != f"column.{name}",
        bool(bound) and all(each is not None and each.is_number for each in bound),
        ("descending" if wish.is_descending else "ascending") if is_here else "",
        wish.address(column=name, is_descending=falls, page=1),
        f"{'-' * falls}{name}",
    )


def _saved_as(wish: Wish, excerpt: Excerpt) -> str:
    """Return the name of the file that an answer is saved as: of the stored question, else of its columns."""
    if wish.stored:
        return file_name(wish.stored.name, *wish.given.values())
    told = excerpt.columns if excerpt.kind is Kind.SOLUTIONS else [excerpt.kind.name.lower()]
    return file_name("plangraph", *told)


def _downloads(wish: Wish, kind: Kind, file: str, has_address: bool, spoken: str) -> list[Download]:
    found = []
    for form in formats_for(kind):
        labels = spoken if form.name in _NAMED else ""
        if wish.stored:
            address = stored_address(wish, "", form.name, labels)
        else:
            more = {"format": form.name, "labels": labels, "file": file}
            pairs = [("query", wish.text), *((name, told) for name, told in more.items() if told)]
            address = f"/sparql?{urlencode(pairs, quote_via=quote)}" if has_address else ""
        found.append(Download(form.name, address))
    return found
