"""``plangraph pnrr``: the open data of Italia Domani, looked into and fetched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangraph.cli.listing import Listing
from plangraph.cli.tables import print_table, steps
from plangraph.errors import DownloadError, TableError, UsageError
from plangraph.layout import project_layout

if TYPE_CHECKING:
    from plangraph.pnrr import Ledger, Table

_PATH = click.Path(path_type=Path, exists=True)
_MILLION = 1_000_000


@click.group(cls=Listing)
def pnrr() -> None:
    """Read the open data of the PNRR and of its complementary plan, as Italia Domani publishes them."""


@pnrr.command()
@click.argument("paths", nargs=-1, required=True, type=_PATH)
@click.option("--problems", is_flag=True, help="List the rows that cannot be read.")
@click.option("--limit", default=20, show_default=True, help="Problems listed of each file.")
def inspect(paths: tuple[Path, ...], problems: bool, limit: int) -> None:
    """Say which tables PATHS (files, or folders of files) are, and whether all of their rows can be read.

    Exit 1 if rows cannot be read, 3 if a file is no known table.
    """
    from plangraph.pnrr import Ledger, open_table
    from plangraph.pnrr.folders import table_files

    inspected: list[tuple[Table, Ledger]] = []
    refused: list[TableError] = []
    with steps() as progress:
        for path in table_files(paths):
            progress(f"reading {path.name}")
            ledger = Ledger(shown=limit)
            try:
                table = open_table(path)
                for _ in table.rows(ledger):
                    pass
            except TableError as error:
                refused.append(error)
            else:
                inspected.append((table, ledger))
    print_table(_COLUMNS, (_cells(table, ledger) for table, ledger in inspected), title="Tables")
    for table, ledger in inspected if problems else ():
        for line in ledger.lines():
            click.echo(line if ledger.shown else f"{table.path}: {line}")
    for refusal in refused:
        click.echo(f"plangraph: {refusal}", err=True)
    if refused:
        raise click.exceptions.Exit(TableError.exit_code)
    if any(ledger.unreadable for _, ledger in inspected):
        raise click.exceptions.Exit(1)


@pnrr.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--only", multiple=True, metavar="TABLE", help="Fetch this table; may be repeated.")
@click.option("--catalogue", type=_PATH, help="File that lists the files; default: data/pnrr/downloads.toml.")
@click.option(
    "--largest", default=2000, show_default=True, type=click.IntRange(1), help="Megabytes allowed for a file."
)
def download(folder: Path, only: tuple[str, ...], catalogue: Path | None, largest: int) -> None:
    """Fetch the current files of Italia Domani into FOLDER, with their checksums in downloads.json.

    A file that has not changed is not fetched again; a broken download goes on where it stopped, if the
    server lets it. No other command asks another host for files. Exit 3 if a file could not be had; the
    others are there.
    """
    from plangraph.pnrr.download import Receipts, fetch, remote_files

    files = remote_files(catalogue or project_layout().data / "pnrr" / "downloads.toml", only)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}.") from error
    receipts = Receipts.of(folder)
    rows, failures = [], []
    with steps() as progress:
        for file in files:
            progress(f"asking for {file.name}")
            try:
                fetched = fetch(
                    file, receipts, largest=largest * _MILLION, progress=_Share(file.name, progress).tell
                )
            except DownloadError as error:
                failures.append(error)
            else:
                receipt = fetched.receipt
                layout = _layout(fetched.path, file.table)
                rows.append((fetched.path.name, fetched.outcome.value, layout, receipt.size, receipt.sha256))
    print_table(("file", "", "layout", "bytes", "sha256"), rows, title=f"Files in {folder}")
    for failure in failures:
        click.echo(f"plangraph: {failure}", err=True)
    if failures:
        raise click.exceptions.Exit(DownloadError.exit_code)


_COLUMNS = ("file", "table", "layout", "extracted", "rows", "unreadable", "noted")


def _cells(table: Table, ledger: Ledger) -> tuple[object, ...]:
    noted = {
        "blank rows": ledger.blank,
        "natural persons' tax codes kept back": ledger.persons,
        "masked by the publisher": ledger.masked,
        "foreign or malformed": ledger.irregular,
        "lines in Windows-1252": ledger.mended,
    }
    return (
        table.path.name,
        table.layout.table,
        f"{table.raw.format}, {table.layout.description}",
        ", ".join(map(str, sorted(ledger.extracted))),
        ledger.rows,
        ledger.unreadable,
        ", ".join(f"{count} {what}" for what, count in noted.items() if count),
    )


def _layout(path: Path, table: str) -> str:
    """Return the layout of a file that was fetched; complain on stderr if it is not the table expected."""
    from plangraph.pnrr import open_table

    try:
        layout = open_table(path).layout
    except TableError as error:
        click.echo(f"plangraph: {error}", err=True)
        return "not known"
    if layout.table != table:
        click.echo(f"plangraph: {path}: this is the table {layout.table}, not {table}.", err=True)
    return f"{layout.table}, {layout.description}"


class _Share:
    """How much of a file has come, told each time it is a tenth more."""

    def __init__(self, name: str, progress: Callable[[str], None]) -> None:
        self._name, self._progress, self._told = name, progress, 0

    def tell(self, done: int, total: int | None) -> None:
        share = done * 10 // total if total else done // (10 * _MILLION)
        if share > self._told:
            self._told = share
            whole = f" of {total / _MILLION:.0f}" if total else ""
            self._progress(f"{self._name}: {done / _MILLION:.0f}{whole} MB")
