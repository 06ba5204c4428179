"""Solutions for spreadsheet programs: CSV as an Italian Excel reads it, and XLSX.

Both forget what RDF knows of a term (IRI or text, language, datatype); the results formats of SPARQL do not.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from plangraph.store.errors import UnwritableError
from plangraph.store.formats import EXCEL, Format
from plangraph.store.terms import Literal, Term

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

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

# OWASP, «CSV Injection»: what makes a cell a formula, with blanks before it and in full width too.
_FORMULA = re.compile(r"[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")

_MOST_ROWS, _MOST_COLUMNS, _LONGEST = 1_048_576, 16_384, 32_767  # of a sheet, of a row, of a cell's text
_EPOCH = datetime(1980, 1, 1)
"""Date of every workbook, the earliest that ZIP can hold: equal answers have equal bytes."""

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
    return _excel_csv(columns, rows) if form is EXCEL else _xlsx(columns, rows)


def _excel_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(term) for term in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")  # without the mark, Excel reads the system's code page


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    if _is_number(term):
        return term.value.replace(".", ",")
    # An apostrophe before it makes any cell a text.
    return f"'{term.value}" if _FORMULA.match(term.value) else term.value


def _is_number(term: Term) -> bool:
    return (
        isinstance(term, Literal)
        and term.datatype in _NUMERIC
        and _NUMBER.fullmatch(term.value) is not None
        and len(re.sub(r"[eE].*|\D", "", term.value).strip("0")) <= _DIGITS
    )


def _xlsx(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    from xlsxwriter import Workbook  # here, because it costs 50 ms and few ask for it

    if len(columns) > _MOST_COLUMNS:
        raise UnwritableError(f"a sheet of XLSX has at most {_MOST_COLUMNS:,} columns")
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": _EPOCH})
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True})
        for column, name in enumerate(columns):
            sheet.write_string(0, column, name, head)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            if number >= _MOST_ROWS:
                raise UnwritableError(f"a sheet of XLSX has at most {_MOST_ROWS:,} rows")
            for column, term in enumerate(row):
                _write_cell(sheet, number, column, term)
    return file.getvalue()


def _write_cell(sheet: Worksheet, row: int, column: int, term: Term | None) -> None:
    if term is None:
        return
    if _is_number(term):
        sheet.write_number(row, column, float(term.value))
    elif isinstance(term, Literal) and term.datatype == f"{_XSD}boolean":
        sheet.write_boolean(row, column, term.value in ("true", "1"))
    elif len(term.value) > _LONGEST:
        raise UnwritableError(f"a cell of XLSX has at most {_LONGEST:,} characters")
    else:
        sheet.write_string(row, column, term.value)  # never a formula or a link, whatever it looks like
