"""``plangraph pnrr scheme`` and ``plangraph pnrr code``: the scheme of the PNRR made, and looked into."""

from __future__ import annotations

from pathlib import Path

import click

from plangraph.cli.tables import print_table, steps
from plangraph.layout import project_layout

_TABLES = click.Path(path_type=Path, exists=True)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=_TABLES, metavar="PATH…")
@click.option("--output", type=_FILE, help="File for the concepts. Default: ontology/schemes/pnrr.ttl.")
@click.option("--figures", type=_FILE, help="File for money and tags. Default: ontology/figures/pnrr.ttl.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is not what would be written.")
def scheme(paths: tuple[Path, ...], output: Path | None, figures: Path | None, check: bool) -> None:
    """Make the scheme of the PNRR from its published tables: files, or folders of them."""
    from plangraph.pnrr.scheme import CONCEPTS_HEADING, FIGURES_HEADING, make_scheme
    from plangraph.turtle import read_turtle, replace_file, turtle_bytes

    layout = project_layout()
    with steps() as progress:
        progress("reading the tables")
        made = make_scheme(paths, read_turtle([layout.figures / "pnrr-tables.ttl"]))
        progress("writing Turtle")
        contents = {
            output or layout.ontology / "schemes" / "pnrr.ttl": turtle_bytes(
                made.concepts, heading=CONCEPTS_HEADING
            ),
            figures or layout.figures / "pnrr.ttl": turtle_bytes(made.figures, heading=FIGURES_HEADING),
        }
    stale = [path for path, content in contents.items() if not path.is_file() or path.read_bytes() != content]
    for path in stale if check else ():
        click.echo(f"plangraph: {path} is stale. Run plangraph pnrr scheme.", err=True)
    if check and stale:
        raise click.exceptions.Exit(1)
    for path, content in () if check else contents.items():
        replace_file(path, content)
        click.echo(f"plangraph: wrote {path}", err=True)


@click.command()
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
def code(codes: tuple[str, ...]) -> None:
    """Say which items of the PNRR a CODE means, in any spelling and numbering; exit 1 if one means none."""
    from plangraph.pnrr.concordance import Concordance
    from plangraph.turtle import read_turtle

    concordance = Concordance(read_turtle([project_layout().ontology / "schemes" / "pnrr.ttl"]))
    found = {text: concordance.meanings(text) for text in codes}
    print_table(
        ("code", "is a code of", "item", "name", "in force"),
        (
            (text, ", ".join(one.numberings), one.code, one.name, "yes" if one.in_force else "no")
            for text, meanings in found.items()
            for one in meanings
        ),
    )
    unknown = [text for text, meanings in found.items() if not meanings]
    for text in unknown:
        click.echo(f"plangraph: no item of the PNRR has the code «{text}».", err=True)
    if unknown:
        raise click.exceptions.Exit(1)
