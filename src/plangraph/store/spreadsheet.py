"""Solutions for spreadsheet programs: CSV as an Italian Excel reads it, and XLSX.

Both forget what RDF knows of a term (IRI or text, language, datatype); the results formats of SPARQL do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plangraph.sheets import Cell, Number, SheetError, csv_bytes, xlsx_bytes
from plangraph.store.errors import UnwritableError
from plangraph.store.formats import EXCEL, Format
from plangraph.store.terms import Literal, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
# XML Schema 1.1 Datatypes, 3.3.3 and 3.4.13 to 3.4.25: decimal and what is derived from it.
_INTEGERS = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte"
)
_NUMERIC = frozenset(f"{_XSD}{name}" for name in f"{_INTEGERS} decimal double float".split())
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")  # neither INF nor NaN
_DIGITS = 15
"""Significant digits that a cell of a spreadsheet keeps (IEEE 754 binary64)."""

Row = Sequence[Term | None]


def write_spreadsheet(columns: Sequence[str], rows: Iterable[Row], form: Format) -> bytes:
    """Return solutions in :data:`~plangraph.store.formats.EXCEL` or ``XLSX``.

    Args:
        columns: names of the variables.
        rows: a term for each column, or None where the variable is not bound.
        form: one of the two.

    Raises:
        UnwritableError: more rows, columns or characters than a sheet holds.
    """
    if form is EXCEL:
        return csv_bytes(columns, ([_text_or_number(term) for term in row] for row in rows))
    try:
        return xlsx_bytes(columns, ([_cell(term) for term in row] for row in rows))
    except SheetError as error:
        raise UnwritableError(str(error)) from error


def _text_or_number(term: Term | None) -> Cell:
    if term is None:
        return None
    return Number(term.value) if _is_number(term) else term.value


def _cell(term: Term | None) -> Cell:
    if isinstance(term, Literal) and term.datatype == f"{_XSD}boolean":
        return term.value in ("true", "1")
    return _text_or_number(term)


def _is_number(term: Term) -> bool:
    return (
        isinstance(term, Literal)
        and term.datatype in _NUMERIC
        and _NUMBER.fullmatch(term.value) is not None
        and len(re.sub(r"[eE].*|\D", "", term.value).strip("0")) <= _DIGITS
    )
