"""What a page asks, in the very words that it offers to the reader as «the query behind this figure».

A file of ``web/queries`` is valid SPARQL. Lines that end with ``# if NAME`` stay only where NAME is given,
and the value takes the place of what stands in the braces of its ``VALUES ?NAME { … }``::

    VALUES ?programme { "PNRR" }  # if programme
    ?activity plan:citesProgramme/skos:notation ?programme .  # if programme

So a value is written as an RDF term where a term must stand, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from urllib.parse import urlencode

from flask import current_app

from plangraph.queries import StoredQuery
from plangraph.store.dataset import Dataset
from plangraph.store.terms import Iri, Literal, Term, written
from plangraph.web.languages import language
from plangraph.web.links import Links
from plangraph.web.own_queries import own_query

_CONDITION = re.compile(r"\s*# if (\w+)$")
_BRACES = re.compile(r"^(\s*VALUES \?\w+ )\{.*\}")
Row = Mapping[str, Term]
"""A solution: its bound variables."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and what it answered."""

    text: str
    rows: tuple[Row, ...]

    @property
    def address(self) -> str:
        """Where the reader sees the query and runs it."""
        return query_page(self.text)

    @property
    def terms(self) -> Iterator[Term]:
        """Of all rows."""
        return (term for row in self.rows for term in row.values())

    def number(self, name: str) -> int:
        """Return the count that the only solution has under ``name``."""
        return int(value(self.rows[0], name))


def ask(name: str, /, **given: Term | bool) -> Asked:
    """Ask ``web/queries/NAME.rq``.

    Args:
        name: of the file, without suffix.
        given: terms by the NAMEs of its conditions; True for a condition without a value, False for none.
    """
    return ask_each(query_text(name, **given))[0]


def ask_stored(name: str) -> Asked | None:
    """Ask the stored question of this name; return None where this service has none."""
    stored: tuple[StoredQuery, ...] = current_app.extensions["stored_queries"]
    text = next((query.text for query in stored if query.name == name), None)
    return None if text is None else ask_each(text)[0]


def ask_each(*texts: str) -> list[Asked]:
    """Ask several queries; what their answers are called is looked up at once."""
    answers = [answer(text) for text in texts]
    links: Links = current_app.extensions["links"]
    links.prepare(term for each in answers for term in each.terms)
    return answers


def answer(text: str) -> Asked:
    """Ask a query and look up nothing else."""
    dataset: Dataset = current_app.extensions["dataset"]
    found = dataset.query(text)
    rows = [
        {column: term for column, term in zip(found.variables, row, strict=True) if term is not None}
        for row in found.rows()
    ]
    return Asked(text, tuple(rows))


def query_text(name: str, /, **given: Term | bool) -> str:
    """Return the query that :func:`ask` would ask."""
    return "".join(line for kept in _lines(name) if (line := _line(*kept, given)))


@cache
def _lines(name: str) -> tuple[tuple[str, str], ...]:
    """Return the lines of a file without its head, each with its condition, empty for none."""
    lines = []
    for line in own_query(name).splitlines():
        if not line.startswith("#+"):
            found = _CONDITION.search(line)
            lines.append((line[: found.start()] if found else line, found[1] if found else ""))
    return tuple(lines)


def _line(text: str, condition: str, given: Mapping[str, Term | bool]) -> str:
    term = given.get(condition, False) if condition else True
    if term is False:
        return ""
    if not isinstance(term, bool):
        text = _BRACES.sub(lambda found: f"{found[1]}{{ {written(term)} }}", text)
    return f"{text}\n"


def query_page(text: str) -> str:
    """Return the address of the page that shows a query and runs it."""
    return f"/{language()}/query?{urlencode({'query': text})}"


def stored_page(name: str) -> str:
    """Return the address of the page with a stored query."""
    return f"/{language()}/query?{urlencode({'name': name})}"


def download(text: str, form: str, file: str = "") -> str:
    """Return the address of a query's answer as a file of the format called ``form``.

    Args:
        text: of the query.
        form: name of a format.
        file: what the file is to be called, without suffix; empty for what ``/sparql`` calls it.
    """
    named = {"file": file} if file else {}
    return f"/sparql?{urlencode({'query': text, 'format': form, **named})}"


def grouped(rows: Iterable[Row], name: str) -> dict[Term, list[Row]]:
    """Return rows by the term that each has under ``name``, groups and rows in the order of the answer."""
    groups: dict[Term, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[name], []).append(row)
    return groups


def value(row: Row, name: str) -> str:
    """Return the text of a variable's value, empty where it is not bound."""
    term = row.get(name)
    return term.value if isinstance(term, Iri | Literal) else ""


def number(row: Row, name: str) -> Decimal | None:
    """Return a variable's value as a number, None where it is not bound."""
    text = value(row, name)
    return Decimal(text) if text else None
