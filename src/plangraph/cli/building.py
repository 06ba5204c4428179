"""``plangraph build`` and ``plangraph infer``: from text to graph, from graph to inferred triples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangraph.cli.tables import print_table, steps
from plangraph.errors import UsageError
from plangraph.layout import project_layout
from plangraph.manifest import default_profile, require_own
from plangraph.profile import read_profile

if TYPE_CHECKING:
    from plangraph.records import Extraction

_FILE = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
_STDIO = Path("-")


@click.command()
@click.option(
    "--profile", type=_FILE, help="plan.toml of the plan; default: the one that comes with plangraph."
)
@click.option(
    "--output",
    type=_FILE,
    help="File for the asserted graph, the others go beside it; - prints it. Default: data/plan.ttl.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is not what would be written.")
@click.option("--report", is_flag=True, help="Print the anomaly ledger.")
def build(profile: Path | None, output: Path | None, check: bool, report: bool) -> None:
    """Read a plan's text and write its graph, with what follows from it and its catalogue."""
    from plangraph import pipeline
    from plangraph.turtle import turtle_bytes

    if output == _STDIO and (check or report):
        raise UsageError("--output - prints the graph; --check and --report have no place beside it.")
    layout = project_layout()
    target = output or layout.data / "plan.ttl"
    chosen = profile or default_profile(layout)
    if output != _STDIO:
        require_own(target, read_profile(chosen))
    with steps() as progress:
        folder = None if output == _STDIO else target.parent
        built = pipeline.build(chosen, layout, progress, folder=folder)
    click.echo(f"plangraph: {_summary(built.extraction)}", err=True)
    if report:
        _print_ledger(built.extraction)
    if check:
        stale = pipeline.stale_files(built, target)
        for path in stale:
            click.echo(f"plangraph: {path} is stale. Run plangraph build.", err=True)
        if stale:
            raise click.exceptions.Exit(1)
    elif output == _STDIO:
        click.echo(turtle_bytes(built.asserted), nl=False)
    else:
        for path in pipeline.write(built, target):
            click.echo(f"plangraph: wrote {path}", err=True)


@click.command()
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--output", type=_FILE, default=_STDIO, help="File to write; default: print.")
def infer(files: tuple[Path, ...], output: Path) -> None:
    """Print the triples that follow from Turtle FILES and the ontology (default: data/plan.ttl)."""
    from plangraph.reasoning import infer as entail
    from plangraph.reasoning import read_ontology
    from plangraph.turtle import read_turtle, turtle_bytes, write_turtle

    layout = project_layout()
    with steps() as progress:
        progress("reading")
        asserted = read_turtle(files or [layout.data / "plan.ttl"])
        progress("reasoning")
        inferred = entail(asserted, read_ontology(layout.ontology))
    click.echo(f"plangraph: {len(asserted)} asserted, {len(inferred)} inferred triples", err=True)
    if output == _STDIO:
        click.echo(turtle_bytes(inferred), nl=False)
    else:
        write_turtle(inferred, output)


def _summary(extraction: Extraction) -> str:
    return (
        f"{len(extraction.areas)} areas, {len(extraction.objectives)} objectives, "
        f"{len(extraction.activities)} activities from {extraction.row_count} rows, "
        f"{sum(len(activity.mentions) for activity in extraction.activities)} mentions, "
        f"{len(extraction.anomalies)} anomalies"
    )


def _print_ledger(extraction: Extraction) -> None:
    print_table(
        ("lines", "kind", "quote", "what was done"),
        (
            (
                ", ".join(
                    str(row.first_line)
                    if row.first_line == row.last_line
                    else f"{row.first_line}-{row.last_line}"
                    for row in anomaly.rows
                ),
                anomaly.kind.value,
                anomaly.quote,
                anomaly.treatment_en,
            )
            for anomaly in extraction.anomalies
        ),
        title="Anomaly ledger",
    )
