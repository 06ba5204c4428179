"""A table of Italia Domani: opened, recognised, and read row by row into records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from pathlib import Path
from typing import Any, TypeVar

from plangraph.errors import TableError
from plangraph.pnrr.cells import Cell, UnreadableCell
from plangraph.pnrr.formats import Batch, RawTable, open_raw
from plangraph.pnrr.kinds import KINDS, Converter
from plangraph.pnrr.layouts import Field, TableLayout, recognise
from plangraph.pnrr.ledger import Ledger, UnreadableRow
from plangraph.pnrr.records import RECORDS
from plangraph.pnrr.taxcodes import REDACTED, Withheld, redacted

_QUOTED = 60
"""Characters of an unreadable value that are shown."""

_REMEMBERED = 16384
"""Cells of one column whose values are kept at a time: most columns repeat a few."""

Record = TypeVar("Record", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose layout is known; reading it again starts anew."""

    path: Path
    raw: RawTable
    layout: TableLayout

    def rows(self, ledger: Ledger) -> Iterator[tuple[int, Any]]:
        """Yield each row's number (``Batch.numbers``) and record, in the order of the file.

        Memory does not grow with the number of rows, except for XLSX, where the format does not allow it.

        Args:
            ledger: receives the counts and the rows that cannot be read.

        Raises:
            TableError: the file turns out to be damaged.
        """
        return _Reading(self, ledger).rows()


def open_table(path: Path) -> Table:
    """Open a table in any of the formats, and recognise it by its columns.

    Raises:
        TableError: it cannot be read, or its layout is not known; names the nearest one.
    """
    raw = open_raw(path)
    return Table(path, raw, recognise(raw.header, path))


def read_rows(path: Path, record: type[Record], ledger: Ledger) -> Iterator[tuple[int, Record]]:
    """Yield number and record of each row of a table that must be of one type.

    Raises:
        TableError: as ``open_table`` does, or it is another table.
    """
    table = open_table(path)
    if RECORDS[table.layout.table] is not record:
        raise TableError(f"this is the table {table.layout.table}, not one of {record.__name__}", path=path)
    return table.rows(ledger)


class _Memory(dict[Cell, Any]):
    """Values of the cells met lately; ``dict`` asks ``__missing__`` for the others."""

    def __init__(self, convert: Converter) -> None:
        self._convert = convert

    def __missing__(self, cell: Cell) -> Any:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[cell] = self._convert(cell)
        return value


class _Reading:
    """One pass over a table: columns of a batch are converted one by one, then put together to rows."""

    def __init__(self, table: Table, ledger: Ledger) -> None:
        self._table, self._ledger = table, ledger
        self._record = RECORDS[table.layout.table]
        places = table.layout.places(table.raw.header)
        self._places = list(places.values())
        fields = {field.name: field for field in table.layout.fields}
        self._fields: list[Field] = [fields[name] for name in places]
        self._memories = [_Memory(KINDS[field.kind]) for field in self._fields]
        self._readers: list[Converter] = [memory.__getitem__ for memory in self._memories]
        self._key = list(places).index(table.layout.key)

    def rows(self) -> Iterator[tuple[int, Any]]:
        position = {field.name: place for place, field in enumerate(self._fields)}
        order = [position.get(name) for name in self._record._fields]
        for batch in self._table.raw.batches(self._places):
            for broken in batch.broken:
                self._note(broken.number, "", broken.quote, broken.reason)
            self._ledger.mended += batch.mended
            unread: set[int] = set()
            columns = [self._converted(place, batch, unread) for place in range(len(self._fields))]
            self._check_keys(batch, columns, unread)
            numbers: Sequence[int] = batch.numbers
            if unread:
                kept = [place not in unread for place in range(len(numbers))]
                numbers = list(compress(numbers, kept))
                columns = [list(compress(column, kept)) for column in columns]
            self._count(numbers, columns)
            in_order = [repeat(None) if place is None else columns[place] for place in order]
            yield from zip(numbers, map(self._record._make, zip(*in_order, strict=False)), strict=False)

    def _converted(self, place: int, batch: Batch, unread: set[int]) -> list[Any]:
        cells, memory = batch.columns[place], self._memories[place]
        before = len(memory)
        try:
            values = list(map(self._readers[place], cells))
        except UnreadableCell:
            return [self._value(place, batch, row, unread) for row in range(len(cells))]
        if 5 * (len(memory) - before) > 4 * len(cells):  # CUPs hardly repeat: remembering costs more
            self._readers[place] = KINDS[self._fields[place].kind]
        return values

    def _value(self, place: int, batch: Batch, row: int, unread: set[int]) -> Any:
        cell = batch.columns[place][row]
        try:
            return self._memories[place][cell]
        except UnreadableCell as error:
            if row not in unread:
                unread.add(row)
                self._note(batch.numbers[row], self._header(place), str(cell), str(error))
            return None

    def _check_keys(self, batch: Batch, columns: Sequence[Sequence[Any]], unread: set[int]) -> None:
        if None not in columns[self._key]:
            return
        for row, value in enumerate(columns[self._key]):
            if value is not None or row in unread:
                continue
            unread.add(row)
            if any(column[row] is not None for column in columns):
                self._note(batch.numbers[row], self._header(self._key), "", "is missing")
            else:
                self._ledger.blank += 1

    def _count(self, numbers: Sequence[int], columns: Sequence[list[Any]]) -> None:
        ledger = self._ledger
        ledger.rows += len(numbers)
        for field, column in zip(self._fields, columns, strict=True):
            if field.kind == "tax code":
                ledger.persons += column.count(Withheld.PERSON)
                ledger.masked += column.count(Withheld.MASKED)
                ledger.irregular += sum(
                    isinstance(code, str) and not (len(code) == 11 and code.isdigit()) for code in column
                )
            elif field.kind in ("text", "code"):
                ledger.persons += "\n".join(filter(None, column)).count(REDACTED)
            elif field.name == "extraction_date":
                ledger.extracted.update(filter(None, column))

    def _note(self, number: int, column: str, value: str, reason: str) -> None:
        quote = " ".join(redacted(value).split())
        quote = quote if len(quote) <= _QUOTED else quote[:_QUOTED] + "…"
        self._ledger.note(UnreadableRow(self._table.path, number, column, quote, reason))

    def _header(self, place: int) -> str:
        return " ".join(self._table.raw.header[self._places[place]].split())
