"""What all file formats give: a header, and the rows below it in batches, by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from plangraph.pnrr.cells import Cell

BATCH_ROWS = 1024
"""Rows held at once: enough to convert whole columns in one go, few enough for the processor's cache."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row of which no cells can be told."""

    number: int
    quote: str
    """How it begins, as far as it can be read."""
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive rows, by column."""

    numbers: Sequence[int]
    """Where each row begins, 1-based: the line of a text file, the row of a sheet (the header has one too),
    the object of a JSON array, the row of a Parquet file (the header has none)."""
    columns: Sequence[Sequence[Cell]]
    """Cells of each column asked for, all as long as ``numbers``."""
    broken: Sequence[BrokenRow] = field(default=())
    mended: int = 0
    """Lines that were no UTF-8 and were read as Windows-1252."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """An open table: nothing is recognised or converted yet."""

    format: str
    header: tuple[str, ...]
    batches: Callable[[Sequence[int]], Iterator[Batch]]
    """From positions in the header to batches of just these columns, in that order. Each call reads anew."""


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield lists of ``BATCH_ROWS`` items, the last one shorter."""
    iterator = iter(items)
    while chunk := list(islice(iterator, BATCH_ROWS)):
        yield chunk


def without_empty_end(header: Sequence[str]) -> tuple[str, ...]:
    """Return a header without the nameless columns that spreadsheets leave at its end."""
    names = list(header)
    while names and not names[-1].strip():
        names.pop()
    return tuple(names)
