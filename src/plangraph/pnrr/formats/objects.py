"""JSON as the portal offers it: one array with an object a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from plangraph.errors import TableError
from plangraph.pnrr.formats.batches import Batch, BrokenRow, RawTable, chunks
from plangraph.pnrr.formats.libraries import library

_QUOTED = 60
_LOOKED_AT = 4096
"""Objects whose keys make the header."""


def open_objects(path: Path) -> RawTable:
    """Open a JSON file; its header are the keys of the first few thousand objects, in the order met.

    A writer may leave out keys without a value, so an object need not have all of them.

    Raises:
        TableError: it is no JSON, or no array of objects, or ijson is not installed.
    """
    keys: dict[str, None] = {}
    for row in islice(_objects(path), _LOOKED_AT):
        if isinstance(row, dict):
            keys.update(dict.fromkeys(row))
    if not keys:
        raise TableError(
            "the file is no array of JSON objects", path=path, remedy="Take the table in another format."
        )
    return RawTable("JSON", tuple(keys), partial(_batches, path, tuple(keys)))


def _batches(path: Path, header: Sequence[str], wanted: Sequence[int]) -> Iterator[Batch]:
    known = frozenset(header)
    names = [header[place] for place in wanted]
    for chunk in chunks(enumerate(_objects(path), start=1)):
        numbers: list[int] = []
        rows: list[dict[str, Any]] = []
        broken: list[BrokenRow] = []
        for number, row in chunk:
            reason = _fault(row, known)
            if reason:
                broken.append(BrokenRow(number, str(row)[:_QUOTED], reason))
            else:
                numbers.append(number)
                rows.append(row)
        yield Batch(numbers, [[row.get(name) for row in rows] for name in names], broken)


def _fault(row: object, known: frozenset[str]) -> str:
    if not isinstance(row, dict):
        return "is no object"
    if not known.issuperset(row):
        return f"has the key {min(row.keys() - known)!r}, which no object before it has"
    if any(isinstance(value, dict | list) for value in row.values()):
        return "has a value that is itself an object or a list"
    return ""


def _objects(path: Path) -> Iterator[Any]:
    """Yield the members of the top array; numbers are exact."""
    ijson = library("ijson", "JSON", path)
    with path.open("rb") as file:
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        try:
            yield from ijson.items(file, "item", use_float=False)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise TableError(
                f"the file is no JSON: {error}", path=path, remedy="Download it again."
            ) from error
