"""``plangraph pnrr import``: from published tables to the graph of a territory's projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangraph.cli.progress import rows_read
from plangraph.cli.tables import print_table, steps
from plangraph.errors import UsageError
from plangraph.layout import project_layout

if TYPE_CHECKING:
    from plangraph.pnrr.importing import Outcome

_PATH = click.Path(path_type=Path, exists=True)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
_COLUMNS = ("table", "file", "rows", "kept", "triples", "unreadable", "personal codes kept back", "masked")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="PATH…")
@click.option(
    "--municipality", multiple=True, metavar="ISTAT", help="Six digits (Lecce: 075035); repeatable."
)
@click.option("--province", multiple=True, metavar="ISTAT", help="Three digits (Lecce: 075); repeatable.")
@click.option("--output", type=_FILE, help="Turtle file to write; default: data/pnrr.ttl.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the file is not what would be written.")
@click.option("--store", type=_FOLDER, help="Folder of a store for all of Italy, made or brought up to date.")
@click.option(
    "--dated", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Date of tables that state none."
)
def import_(
    paths: tuple[Path, ...],
    municipality: tuple[str, ...],
    province: tuple[str, ...],
    output: Path | None,
    check: bool,
    store: Path | None,
    dated: datetime | None,
) -> None:
    """Make the graph of the projects in a territory from published tables: files, or folders of them.

    A project belongs to a territory if a table of places puts it there. Without a territory, --store says
    where all of Italy goes, with the project's own graphs, for plangraph serve --store. Tables that it holds
    unchanged are not read again, those that are no longer given go; until all is done, the old store counts.
    Exit 1 if rows could not be read; the graph is made without them.
    """
    from plangraph.pnrr.importing import HEADING, import_scope, read_plan
    from plangraph.pnrr.scope import Scope
    from plangraph.turtle import replace_file, turtle_bytes

    scope = Scope(frozenset(municipality), frozenset(province))
    layout = project_layout()
    day = dated.date() if dated else None
    if scope.is_italy and store and not (output or check):
        _import_all(paths, store, day)
        return
    if scope.is_italy or store:
        raise UsageError(
            "Give a territory (--municipality 075035, --province 075), or --store DIR for all of Italy."
        )
    with steps() as progress:
        target = output or layout.data / "pnrr.ttl"
        plan = read_plan(target.parent)
        imported = import_scope(paths, scope, layout, plan, dated=day, progress=progress)
        progress("writing Turtle")
        graph = imported.graph
        places = ", ".join([*sorted(province), *sorted(municipality)])
        content = turtle_bytes(graph, heading=HEADING.format(places=f"ISTAT {places}"))
    report(imported.outcomes)
    if check:
        if not target.is_file() or target.read_bytes() != content:
            raise UsageStale(target)
        return
    replace_file(target, content)
    click.echo(f"plangraph: wrote {target}, {len(graph)} triples", err=True)
    if any(outcome.ledger.unreadable for outcome in imported.outcomes):
        raise click.exceptions.Exit(1)


def _import_all(paths: tuple[Path, ...], folder: Path, dated: date | None) -> None:
    from plangraph.national import import_all

    with rows_read() as progress:
        imported = import_all(paths, folder, project_layout(), dated=dated, progress=progress)
    renewed = imported.renewed
    if imported.outcomes:
        report(imported.outcomes)
    for graph in renewed.removed:
        click.echo(f"plangraph: removed {graph}: its table was not given", err=True)
    total = sum(renewed.generation.sizes.values())
    what = f"{len(renewed.loaded)} graphs loaded" if renewed.loaded else "everything is as it was"
    click.echo(f"plangraph: {folder}: {what}, {total} triples", err=True)
    if any(outcome.ledger.unreadable for outcome in imported.outcomes):
        raise click.exceptions.Exit(1)


def report(outcomes: Sequence[Outcome]) -> None:
    """Print what was read and kept, and say what was left out and why."""
    print_table(_COLUMNS, map(_cells, outcomes), title="Tables")
    dropped: Counter[str] = sum((outcome.dropped for outcome in outcomes), Counter())
    unknown: Counter[str] = sum((outcome.unknown_codes for outcome in outcomes), Counter())
    for reason, count in sorted(dropped.items()):
        click.echo(f"plangraph: left out: {reason}: {count}", err=True)
    for outcome in outcomes:
        for line in outcome.ledger.lines():
            click.echo(f"plangraph: {line}", err=True)
    if unknown:
        listed = ", ".join(sorted(unknown))
        click.echo(f"plangraph: codes that the scheme lacks, kept as printed: {listed}", err=True)


def _cells(outcome: Outcome) -> tuple[object, ...]:
    ledger = outcome.ledger
    return (
        outcome.input.name,
        outcome.input.table.path.name,
        ledger.rows,
        outcome.kept,
        outcome.triples,
        ledger.unreadable,
        ledger.persons,
        ledger.masked,
    )


class UsageStale(click.exceptions.Exit):
    """The file is not what the tables give."""

    def __init__(self, path: Path) -> None:
        click.echo(f"plangraph: {path} is stale. Run plangraph pnrr import.", err=True)
        super().__init__(1)
