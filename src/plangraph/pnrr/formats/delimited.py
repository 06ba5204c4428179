"""CSV as the portal publishes it, UTF-8 with a byte order mark and semicolons, and what others make of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from plangraph.errors import TableError
from plangraph.pnrr.formats.batches import BATCH_ROWS, Batch, BrokenRow, RawTable, without_empty_end

_DELIMITERS = ";,\t|"
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_QUOTED = 60
"""Characters of a broken row that are shown."""


def open_delimited(path: Path) -> RawTable:
    """Open a CSV file; its delimiter is the one that finds the most columns in the header.

    Raises:
        TableError: it has no header, or is UTF-16.
    """
    with path.open("rb") as file:
        if file.read(2) in _UTF_16:
            raise TableError("the file is UTF-16", path=path, remedy="Save it as UTF-8.")
    header, delimiter = max(
        ((_header(path, delimiter), delimiter) for delimiter in _DELIMITERS), key=lambda found: len(found[0])
    )
    if not header:
        raise TableError("the file has no header line", path=path, remedy="Download it again.")
    return RawTable("CSV", header, partial(_batches, path, delimiter, len(header)))


def _header(path: Path, delimiter: str) -> tuple[str, ...]:
    with _Lines(path) as lines:
        try:
            return without_empty_end(next(csv.reader(lines, delimiter=delimiter, strict=True), []))
        except csv.Error:
            return ()


class _Lines:
    """The lines of a file as text; a line that is no UTF-8 is taken for Windows-1252, and counted.

    Lines end with a line feed only, so that their numbers are those of an editor: some published cells
    contain lone carriage returns.
    """

    def __init__(self, path: Path) -> None:
        self.mended = 0
        self.number = 0
        """Of the line given last."""
        self._record: list[str] = []
        self._again: list[str] = []
        self._file = path.open("rb")
        if self._file.read(len(_BOM)) != _BOM:
            self._file.seek(0)

    def __enter__(self) -> _Lines:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._read()
        self.number += 1
        self._record.append(line)
        return line

    def begin_record(self) -> int:
        """Return the number of the line with which the next record begins."""
        self._record.clear()
        return self.number + 1

    def break_record(self) -> None:
        """Give all lines since ``begin_record`` once more, except the first: that one cannot be read."""
        self._again.extend(reversed(self._record[1:]))
        self.number -= len(self._record) - 1

    def _read(self) -> str:
        line = self._file.readline()
        if not line:
            raise StopIteration
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            self.mended += 1
            return line.decode("windows-1252", errors="replace")


def _batches(path: Path, delimiter: str, width: int, wanted: Sequence[int]) -> Iterator[Batch]:
    with _Lines(path) as lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        next(reader)
        numbers: list[int] = []
        rows: list[list[str]] = []
        broken: list[BrokenRow] = []
        ended = False
        while not ended:
            number = lines.begin_record()
            try:
                row = next(reader)
            except StopIteration:
                ended = True
            except csv.Error as error:
                broken.append(BrokenRow(number, "", f"is no CSV: {error}"))
                lines.break_record()
            else:
                if len(row) != width and not any(row[width:]) and (len(row) > width or not any(row)):
                    row = (row + [""] * width)[:width]  # empty cells too many, or an empty line
                if len(row) == width:
                    numbers.append(number)
                    rows.append(row)
                else:
                    reason = f"has {len(row)} cells where the header has {width}"
                    broken.append(BrokenRow(number, delimiter.join(row)[:_QUOTED], reason))
            if ended or len(rows) == BATCH_ROWS or len(broken) == BATCH_ROWS:
                columns = tuple(zip(*rows, strict=True)) or ((),) * width
                yield Batch(numbers, [columns[place] for place in wanted], broken, lines.mended)
                numbers, rows, broken, lines.mended = [], [], [], 0
