"""File formats, told by the first bytes of a file and never by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from plangraph.errors import TableError
from plangraph.pnrr.formats.batches import Batch, BrokenRow, RawTable
from plangraph.pnrr.formats.columnar import open_columnar
from plangraph.pnrr.formats.delimited import open_delimited
from plangraph.pnrr.formats.objects import open_objects
from plangraph.pnrr.formats.spreadsheet import open_spreadsheet

__all__ = ["Batch", "BrokenRow", "RawTable", "open_raw"]

_OPENINGS: tuple[tuple[bytes, Callable[[Path], RawTable]], ...] = (
    (b"PAR1", open_columnar),
    (b"PK\x03\x04", open_spreadsheet),
    (b"[", open_objects),
    (b"{", open_objects),
)
_HEAD = 512


def open_raw(path: Path) -> RawTable:
    """Open a table in whichever format it is.

    Raises:
        TableError: it cannot be read, is empty, or is a web page instead of a table.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise TableError(f"the file cannot be read: {error.strerror}", path=path) from error
    content = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not content:
        raise TableError("the file is empty", path=path, remedy="Download it again.")
    if content.startswith(b"<"):
        raise TableError(
            "the file is a web page or XML, no table", path=path, remedy="Download the table itself."
        )
    for opening, opener in _OPENINGS:
        if content.startswith(opening):
            return opener(path)
    return open_delimited(path)
