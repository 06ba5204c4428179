"""Lists of the pages as files: the rows and columns that are seen, under headings in the reader's language.

The answers of ``/sparql`` keep the names of variables, for programs; these files are for people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from flask import Response

from plangraph.store.formats import CSV, XLSX
from plangraph.store.spreadsheet import write_spreadsheet
from plangraph.store.terms import Literal
from plangraph.web.filenames import disposition
from plangraph.web.languages import language
from plangraph.web.links import Shown
from plangraph.web.translations import gettext

_XSD = "http://www.w3.org/2001/XMLSchema#"
FORMATS = {"csv": CSV, "xlsx": XLSX}
"""By the suffix of the address."""
ANY_SUFFIX = f"any({', '.join(FORMATS)})"
"""For the rules of addresses."""

Cell: TypeAlias = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds."""

    name: str
    """Of the file, without suffix."""
    columns: Sequence[str]
    """Their headings are the sentences ``column.NAME``."""
    rows: Iterable[Sequence[Cell]]


def page_address(shown: Shown, origin: str) -> str:
    """Return where the page of a thing is, on the service at ``origin``; empty where it has none here."""
    return f"{origin}{shown.href}" if shown.href.startswith("/") else ""


def file_response(table: Table, suffix: str) -> Response:
    """Return a table as a file.

    Args:
        table: read to its end.
        suffix: one of :data:`FORMATS`.
    """
    form = FORMATS[suffix]
    headings = [gettext(language(), f"column.{name}") for name in table.columns]
    if form is CSV:
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180, 2
        writer.writerow(headings)
        writer.writerows(table.rows)
        body = text.getvalue().encode()
    else:
        body = write_spreadsheet(headings, ([_term(cell) for cell in row] for row in table.rows), form)
    headers = {"Content-Disposition": disposition(f"{table.name}.{suffix}", is_saved=True)}
    return Response(body, content_type=form.content_type, headers=headers)


def _term(cell: Cell) -> Literal | None:
    if cell is None:
        return None
    if isinstance(cell, str):
        return Literal(cell)
    kind = "decimal" if isinstance(cell, Decimal) else "integer"
    return Literal(str(cell), datatype=f"{_XSD}{kind}")
