"""A part of an answer, as a page shows it: some rows in the order that was chosen, and how many there are.

Made where the answer is, so that the process that makes pages never holds a long one. What CONSTRUCT and
DESCRIBE answer is a table of three columns here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from unicodedata import combining, normalize

from plangraph.store.answer import Answer
from plangraph.store.blanks import number_rows
from plangraph.store.dataset import Dataset
from plangraph.store.errors import AnswerTooLargeError
from plangraph.store.formats import Kind
from plangraph.store.labels import labels
from plangraph.store.terms import Blank, Iri, Literal, Term

TRIPLE = ("subject", "predicate", "object")
"""Columns of a graph."""
_MOST_VALUES = 500
"""Different values of a column that are told; a longer list would help nobody to choose."""
_XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = frozenset(
    _XSD + name
    for name in (
        "byte",
        "decimal",
        "double",
        "float",
        "int",
        "integer",
        "long",
        "negativeInteger",
        "nonNegativeInteger",
        "nonPositiveInteger",
        "positiveInteger",
        "short",
        "unsignedByte",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
    )
)
"""Datatypes that are ordered by value: XML Schema 2, 3.3 and 3.4."""

Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which part of an answer is wanted."""

    first: int = 0
    """Rows before it."""
    most: int
    """Rows in it."""
    column: str = ""
    """To sort by, IRIs by their names; empty, or one that the answer has not: as the answer comes."""
    is_descending: bool = False
    language: str
    """Of the names to sort by."""
    values_of: tuple[str, ...] = ()
    """Columns whose different values are wanted, all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The part, and what is known of the whole."""

    kind: Kind
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int
    """Rows of the whole answer."""
    is_true: bool = False
    """What ASK answered."""
    values: Mapping[str, tuple[Term, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By column, sorted; a column with too many is left out."""


def write_excerpt(answer: Answer, dataset: Dataset, window: Window, *, largest: int) -> bytes:
    """Return a part of ``answer`` for :func:`read_excerpt`.

    Args:
        answer: read to its end here.
        dataset: knows the names of IRIs.
        window: the part.
        largest: bytes allowed.

    Raises:
        QueryError: the query failed while it ran, or the part is too large.
    """
    columns = TRIPLE if answer.kind is Kind.GRAPH else answer.variables
    rows: Iterable[Row] = answer.triples() if answer.kind is Kind.GRAPH else number_rows(answer.rows())
    seen: dict[str, dict[Term, None]] = {name: {} for name in window.values_of if name in columns}
    rows = _noting(rows, columns, seen)
    if window.column in columns:
        rows = _sorted(list(rows), columns.index(window.column), dataset, window)
    part, total = _cut(rows, window)
    found = {name: values for name, values in seen.items() if len(values) <= _MOST_VALUES}
    told = {
        "kind": answer.kind.name,
        "columns": columns,
        "rows": [[_pack(term) for term in row] for row in part],
        "total": total,
        "is_true": bool(answer) if answer.kind is Kind.BOOLEAN else False,
        "values": {name: [_pack(term) for term in sorted(terms, key=_key)] for name, terms in found.items()},
    }
    body = json.dumps(told).encode()
    if len(body) > largest:
        raise AnswerTooLargeError(
            f"these rows have more than {largest:,} bytes, which is as much as one answer may have",
            remedy="There is no partial answer. Ask for fewer columns, or shorten texts with SUBSTR.",
        )
    return body


def read_excerpt(body: bytes) -> Excerpt:
    """Return what :func:`write_excerpt` wrote."""
    told = json.loads(body)
    values = {
        name: tuple(term for each in terms if (term := _unpack(each)) is not None)
        for name, terms in told["values"].items()
    }
    return Excerpt(
        kind=Kind[told["kind"]],
        columns=tuple(told["columns"]),
        rows=tuple(tuple(map(_unpack, row)) for row in told["rows"]),
        total=told["total"],
        is_true=told["is_true"],
        values=MappingProxyType(values),
    )


def number(term: Term | None) -> float | None:
    """Return the value of a numeric literal, None for everything else, and for what is no number."""
    if not isinstance(term, Literal) or term.datatype not in NUMBERS:
        return None
    try:
        value = float(term.value)
    except ValueError:
        return None
    return value if value == value else None  # NaN has no place in any order


def _noting(
    rows: Iterable[Row], columns: Sequence[str], seen: Mapping[str, dict[Term, None]]
) -> Iterator[Row]:
    places = [(columns.index(name), values) for name, values in seen.items()]
    for row in rows:
        for place, values in places:
            term = row[place]
            if term is not None and len(values) <= _MOST_VALUES:
                values[term] = None
        yield row


def _cut(rows: Iterable[Row], window: Window) -> tuple[list[Row], int]:
    part: list[Row] = []
    total = 0
    for total, row in enumerate(rows, start=1):  # their number is wanted
        if window.first < total <= window.first + window.most:
            part.append(row)
    return part, total


def _sorted(rows: list[Row], column: int, dataset: Dataset, window: Window) -> list[Row]:
    iris = {term.value for row in rows if isinstance(term := row[column], Iri)}
    names = {iri: name.value for iri, name in labels(dataset, sorted(iris), window.language).items()}
    bound = [(_key(term, names), row) for row in rows if (term := row[column]) is not None]
    bound.sort(key=lambda pair: pair[0], reverse=window.is_descending)
    return [row for _, row in bound] + [row for row in rows if row[column] is None]


def _key(term: Term, names: Mapping[str, str] = MappingProxyType({})) -> tuple[bool, float, str]:
    value = number(term)
    if value is not None:
        return False, value, ""
    return True, 0.0, _folded(names.get(term.value, term.value))


def _folded(text: str) -> str:
    """Return ``text`` without case and accents, as a dictionary sorts it."""
    return "".join(char for char in normalize("NFKD", text.casefold()) if not combining(char))


def _pack(term: Term | None) -> list[str] | None:
    if isinstance(term, Literal):
        return ["literal", term.value, term.language, term.datatype]
    return None if term is None else ["iri" if isinstance(term, Iri) else "blank", term.value]


def _unpack(packed: list[str] | None) -> Term | None:
    if packed is None:
        return None
    kind, *rest = packed
    return Literal(*rest) if kind == "literal" else Iri(*rest) if kind == "iri" else Blank(*rest)
