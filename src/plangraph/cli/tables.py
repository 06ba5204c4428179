"""Tables and progress for people at a terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table

_WIDTH_IN_A_PIPE = 160
"""Columns where no terminal says its own; wide enough for a title beside a code."""


class _Console(Console):
    """A console whose reader may leave early, as ``head`` does: no error, unlike rich's own exit code 1."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def print_table(headers: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> int:
    """Print rows under headers to stdout, long cells wrapped; an empty table says so. Return their number."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH_IN_A_PIPE
    console = _Console(width=width, markup=False, highlight=False)
    if table.row_count:
        console.print(table)
    console.print("1 row" if table.row_count == 1 else f"{table.row_count} rows")
    return table.row_count


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Show each step of a long work on stderr: in one line that changes on a terminal, else a line each."""
    console = Console(stderr=True, markup=False, highlight=False)
    if not console.is_terminal:
        yield lambda step: console.print(f"plangraph: {step} …")
        return
    with console.status("") as status:
        yield lambda step: status.update(f"{step} …")
