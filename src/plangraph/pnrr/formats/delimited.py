"""CSV as the portal publishes it, UTF-8 with a byte order mark and semicolons, and what others make of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
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
        self._taken: list[bytes] = []
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

    @property
    def has_more_taken(self) -> bool:
        """Whether lines are left of those that were given back."""
        return bool(self._taken or self._again)

    def take(self) -> list[bytes]:
        """Return the next lines of the file as they are, as many as a batch has; none at its end."""
        lines = list(islice(self._file, BATCH_ROWS))
        self.number += len(lines)
        return lines

    def give_back(self, lines: list[bytes]) -> None:
        """Give what was taken last line by line instead."""
        self._taken = lines[::-1]
        self.number -= len(lines)

    def _read(self) -> str:
        line = self._taken.pop() if self._taken else self._file.readline()
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
        while taken := lines.take():
            found = _plain_rows(taken, delimiter, width)
            if found is not None:
                first = lines.number - len(taken) + 1
                yield _batch(range(first, first + len(found)), found, [], 0, wanted, width)
                continue
            lines.give_back(taken)
            while lines.has_more_taken:
                yield _read_singly(lines, reader, (delimiter, width), wanted)


def _plain_rows(lines: list[bytes], delimiter: str, width: int) -> list[list[str]] | None:
    """Return a row for each line, read all at once; None if they are not that simple."""
    try:
        text = io.StringIO(b"".join(lines).decode("utf-8"), newline="\n")
        rows = list(csv.reader(text, delimiter=delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    return rows if len(rows) == len(lines) and {*map(len, rows)} == {width} else None


def _read_singly(
    lines: _Lines, reader: Iterator[list[str]], form: tuple[str, int], wanted: Sequence[int]
) -> Batch:
    """Read the lines that were given back, and those after them that their last record goes on with."""
    delimiter, width = form
    numbers: list[int] = []
    rows: list[list[str]] = []
    broken: list[BrokenRow] = []
    while lines.has_more_taken and max(len(rows), len(broken)) < BATCH_ROWS:
        number = lines.begin_record()
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            broken.append(BrokenRow(number, "", f"is no CSV: {error}"))
            lines.break_record()
            continue
        if len(row) != width and not any(row[width:]) and (len(row) > width or not any(row)):
            row = (row + [""] * width)[:width]  # empty cells too many, or an empty line
        if len(row) == width:
            numbers.append(number)
            rows.append(row)
        else:
            reason = f"has {len(row)} cells where the header has {width}"
            broken.append(BrokenRow(number, delimiter.join(row)[:_QUOTED], reason))
    mended, lines.mended = lines.mended, 0
    return _batch(numbers, rows, broken, mended, wanted, width)


def _batch(
    numbers: Sequence[int],
    rows: list[list[str]],
    broken: list[BrokenRow],
    mended: int,
    wanted: Sequence[int],
    width: int,
) -> Batch:
    columns = tuple(zip(*rows, strict=True)) or ((),) * width
    return Batch(numbers, [columns[place] for place in wanted], broken, mended)
