"""Labels of blank nodes that depend on the answer only, not on the process that wrote it.

The engine labels what BNODE() and CONSTRUCT templates make with random numbers (pyoxigraph 0.5.13). Here they
are numbered in the order in which they first appear, so that equal queries get equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph

from plangraph.store.formats import CSV, JSON, TSV, XML, Format
from plangraph.store.terms import Blank, Term

_EngineTerm = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

_RANDOM = rb"[0-9a-f]{24,32}"  # 128 bits in hexadecimal digits, without leading zeros
# The marks around a label cannot stand inside a literal in JSON, XML and TSV: they are escaped. In CSV a
# literal of this very form looks the same and is numbered too.
_LABELS = {
    JSON: re.compile(rb'(?<="type":"bnode","value":")' + _RANDOM + rb'(?=")'),
    XML: re.compile(rb"(?<=<bnode>)" + _RANDOM + rb"(?=</bnode>)"),
    CSV: re.compile(rb"(?<=[,\n]_:)" + _RANDOM + rb"(?=[,\r])"),
    TSV: re.compile(rb"(?<=[\t\n]_:)" + _RANDOM + rb"(?=[\t\n])"),
}


def number_labels(body: bytes, form: Format) -> bytes:
    """Return a written answer of SELECT with its random labels numbered."""
    numbers: dict[bytes, bytes] = {}
    return _LABELS[form].sub(lambda match: numbers.setdefault(match[0], b"b%d" % len(numbers)), body)


def number_nodes(triples: Iterable[pyoxigraph.Triple]) -> list[pyoxigraph.Triple]:
    """Return the triples of an answer, in order, with their blank nodes numbered."""
    numbers: dict[_EngineTerm, pyoxigraph.BlankNode] = {}

    def numbered(term: _EngineTerm) -> _EngineTerm:
        if isinstance(term, pyoxigraph.BlankNode):
            return numbers.setdefault(term, pyoxigraph.BlankNode(f"b{len(numbers)}"))
        if isinstance(term, pyoxigraph.Triple):
            return pyoxigraph.Triple(*map(numbered, term))  # type: ignore[arg-type]
        return term

    return [numbered(triple) for triple in triples]  # type: ignore[misc]


def number_rows(rows: Iterable[tuple[Term | None, ...]]) -> Iterator[tuple[Term | None, ...]]:
    """Yield solutions, in order, with their blank nodes numbered."""
    numbers: dict[Term, Blank] = {}
    for row in rows:
        yield tuple(
            numbers.setdefault(term, Blank(f"b{len(numbers)}")) if isinstance(term, Blank) else term
            for term in row
        )
