"""Parquet, batch by batch; only the columns asked for are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from plangraph.errors import TableError
from plangraph.pnrr.formats.batches import BATCH_ROWS, Batch, RawTable
from plangraph.pnrr.formats.libraries import library


def open_columnar(path: Path) -> RawTable:
    """Open a Parquet file.

    Raises:
        TableError: it is damaged, or pyarrow is not installed.
    """
    parquet = library("pyarrow.parquet", "Parquet", path)
    arrow = library("pyarrow", "Parquet", path)
    try:
        header = tuple(parquet.read_schema(path).names)
    except (arrow.ArrowException, OSError) as error:
        raise TableError(f"the file is no readable Parquet: {error}", path=path) from error
    return RawTable("Parquet", header, partial(_batches, path, header))


def _batches(path: Path, header: Sequence[str], wanted: Sequence[int]) -> Iterator[Batch]:
    arrow = library("pyarrow", "Parquet", path)
    parquet = library("pyarrow.parquet", "Parquet", path)
    names = [header[place] for place in wanted]
    first = 1
    try:
        # pre_buffer would hold a whole row group of every column.
        with parquet.ParquetFile(path, pre_buffer=False) as file:
            for part in file.iter_batches(BATCH_ROWS, columns=names, use_threads=False):
                columns = {name: part.column(name).to_pylist() for name in names}
                numbers = range(first, first + part.num_rows)
                first += part.num_rows
                yield Batch(numbers, [columns[name] for name in names])
    except (arrow.ArrowException, OSError) as error:
        raise TableError(f"the file is damaged after row {first - 1}: {error}", path=path) from error
