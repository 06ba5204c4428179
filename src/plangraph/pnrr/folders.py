"""Which files are meant by paths that may be folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path


def table_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and those in folders at any depth, without what ``download`` leaves beside."""
    for path in paths:
        if path.is_dir():
            yield from (
                file
                for file in sorted(path.rglob("*"))
                if file.is_file()
                and not file.name.startswith(".")
                and file.name != "downloads.json"
                and file.suffix not in (".part", ".new")
            )
        else:
            yield path
