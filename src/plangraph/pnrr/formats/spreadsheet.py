"""XLSX (and the other workbooks that calamine reads): the first visible sheet that has cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from plangraph.errors import TableError
from plangraph.pnrr.cells import Cell
from plangraph.pnrr.formats.batches import Batch, RawTable, chunks, without_empty_end
from plangraph.pnrr.formats.libraries import library


def open_spreadsheet(path: Path) -> RawTable:
    """Open a workbook; the first row of its sheet that is not empty is the header.

    The sheet is held in memory while it is read: the format has no other way at a bearable speed.

    Raises:
        TableError: it is damaged, protected by a password or empty, or python-calamine is not installed.
    """
    first = next(_rows(path), (0, []))[1]
    header = without_empty_end([str(cell) for cell in first])
    if not header:
        raise TableError("the sheet has no header row", path=path, remedy="Download it again.")
    return RawTable("XLSX", header, partial(_batches, path))


def _rows(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows from the first one that is not empty, with their numbers in the sheet."""
    sheet = _sheet(path)
    above = sheet.start[0] if sheet.start else 0
    return islice(enumerate(sheet.iter_rows(), start=1), above, None)


def _sheet(path: Path) -> Any:
    calamine = library("python_calamine", "XLSX", path)
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        for place, meta in enumerate(book.sheets_metadata):
            if meta.visible == calamine.SheetVisibleEnum.Visible:
                sheet = book.get_sheet_by_index(place)
                if sheet.height:
                    return sheet
    except (calamine.CalamineError, OSError) as error:
        raise TableError(f"the file is no readable workbook: {error}", path=path) from error
    raise TableError("the workbook has no visible sheet with cells", path=path)


def _batches(path: Path, wanted: Sequence[int]) -> Iterator[Batch]:
    below = islice(_rows(path), 1, None)
    for chunk in chunks(below):
        yield Batch([number for number, _ in chunk], [[row[place] for _, row in chunk] for place in wanted])
