"""Bars for work in many pieces, on a terminal; elsewhere a line for each kind of piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from plangraph.national import Rows
    from plangraph.pnrr.inputs import Input


@contextmanager
def rows_read() -> Iterator[Callable[[tuple[Input, ...]], Rows]]:
    """Show how far the reading is: a bar by size of files, and the rows of the table that is read."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, markup=False, highlight=False)
    if not console.is_terminal:
        yield lambda _: _Lines(console).tell
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        yield lambda inputs: _Bar(bar, inputs).tell


@contextmanager
def pieces_done() -> Iterator[Callable[[str, int, int], None]]:
    """Show how many pieces of a work are done: told what they are, how many are done, and of how many."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, markup=False, highlight=False)
    if not console.is_terminal:
        told: set[str] = set()

        def say(what: str, _done: int, _whole: int) -> None:
            if what not in told:
                told.add(what)
                console.print(f"plangraph: {what} …")

        yield say
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("")
        yield lambda what, done, whole: bar.update(task, description=what, completed=done, total=whole)


class _Lines:
    def __init__(self, console: Console) -> None:
        self._console, self._told = console, ""

    def tell(self, one: Input, _rows: int) -> None:
        if one.source.slug != self._told:
            self._told = one.source.slug
            self._console.print(f"plangraph: reading {one.table.path.name} …")


class _Bar:
    def __init__(self, bar: Progress, inputs: tuple[Input, ...]) -> None:
        self._bar = bar
        self._sizes = {one.source.slug: one.table.path.stat().st_size for one in inputs}
        self._begun: dict[str, int] = {}
        self._task = bar.add_task("", total=sum(self._sizes.values()))

    def tell(self, one: Input, rows: int) -> None:
        self._begun[one.source.slug] = self._sizes[one.source.slug]
        done = sum(self._begun.values()) - self._sizes[one.source.slug]
        self._bar.update(self._task, completed=done, description=f"{one.name}: {rows:,} rows")
