"""Tables for spreadsheet programs: CSV as an Italian Excel reads it, and XLSX. Owns xlsxwriter."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from plangraph.errors import PlangraphError

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# OWASP, «CSV Injection»: what makes a cell a formula, with blanks before it and in full width too.
_FORMULA = re.compile(r"[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")

_MOST_ROWS, _MOST_COLUMNS, _LONGEST = 1_048_576, 16_384, 32_767  # of a sheet, of a row, of a cell's text
_EPOCH = datetime(1980, 1, 1)
"""Date of every workbook, the earliest that ZIP can hold: equal tables have equal bytes."""


@dataclass(frozen=True, slots=True)
class Number:
    """A cell that counts as a number."""

    lexical: str
    """With a point for the decimals, and no more digits than a cell keeps (15; IEEE 754 binary64)."""


Cell: TypeAlias = str | bool | Number | None
"""A text is never a formula or a link, whatever it looks like; None leaves the cell empty."""


class SheetError(PlangraphError):
    """A table with more rows, columns or characters than a sheet of XLSX holds."""


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return CSV with semicolons, decimal commas and a byte order mark; no cell is taken for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")  # without the mark, Excel reads the system's code page


def xlsx_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet, its first row fixed; the same bytes for the same cells.

    Raises:
        SheetError: more rows, columns or characters than a sheet holds.
    """
    from xlsxwriter import Workbook  # here, because it costs 50 ms and few ask for it

    if len(columns) > _MOST_COLUMNS:
        raise SheetError(f"a sheet of XLSX has at most {_MOST_COLUMNS:,} columns")
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
                raise SheetError(f"a sheet of XLSX has at most {_MOST_ROWS:,} rows")
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell)
    return file.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Number):
        return cell.lexical.replace(".", ",")
    text = str(cell).lower() if isinstance(cell, bool) else cell
    # An apostrophe before it makes any cell a text.
    return f"'{text}" if _FORMULA.match(text) else text


def _write(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    if cell is None:
        return
    if isinstance(cell, Number):
        sheet.write_number(row, column, float(cell.lexical))
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif len(cell) > _LONGEST:
        raise SheetError(f"a cell of XLSX has at most {_LONGEST:,} characters")
    else:
        sheet.write_string(row, column, cell)
