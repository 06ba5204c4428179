"""Tables and progress for people at a terminal; rich is imported when needed, a server starts without it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH_IN_A_PIPE = 160
"""Columns where no terminal says its own; wide enough for a title beside a code."""


def print_table(headers: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> int:
    """Print rows under headers to stdout, long cells wrapped; an empty table says so. Return their number."""
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", header_style="bold")
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH_IN_A_PIPE
    console = _console(width=width)
    if table.row_count:
        console.print(table)
    console.print("1 row" if table.row_count == 1 else f"{table.row_count} rows")
    return table.row_count


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Show each step of a long work on stderr: in one line that changes on a terminal, else a line each."""
    console = _console(stderr=True)
    if not console.is_terminal:
        yield lambda step: console.print(f"plangraph: {step} …")
        return
    with console.status("") as status:
        yield lambda step: status.update(f"{step} …")


def _console(**options: Any) -> Console:
    """Return a console whose reader may leave early, as ``head`` does: no error, unlike rich's own exit 1."""
    from rich.console import Console

    class Patient(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Patient(markup=False, highlight=False, **options)
