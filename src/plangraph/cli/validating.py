"""``plangraph validate``: is it right?"""

from __future__ import annotations

from pathlib import Path

import click

from plangraph.cli.tables import steps
from plangraph.layout import project_layout

_PATH = click.Path(path_type=Path)
_FORMS = ("text", "html", "turtle", "jsonld", "json", "csv", "xlsx", "sarif", "junit", "github")
"""Names of ``plangraph.validation.FORMS``, which is imported when it is needed."""


@click.command()
@click.argument("files", nargs=-1, type=_PATH)
@click.option("--shapes", type=_PATH, help="Folder or file of shapes; default: the project's own.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default="text",
    show_default=True,
    help="Of the report.",
)
@click.option(
    "--language", type=click.Choice(["en", "it"]), default="en", show_default=True, help="Of messages."
)
@click.option("--limit", default=5, show_default=True, help="Results shown of one shape in a text.")
def validate(files: tuple[Path, ...], shapes: Path | None, form: str, language: str, limit: int) -> None:
    """Validate Turtle FILES against SHACL shapes (default: the built plan, its catalogue, its projects).

    What follows from the files by the ontology is validated with them. Exit 1 if anything must be mended.
    """
    from plangraph import validating
    from plangraph.validation import write_report

    with steps() as progress:
        validated = validating.validate_files(files, shapes, project_layout(), progress)
    click.echo(write_report(validated.report, form, language=language, limit=limit), nl=False)
    if validated.contradiction:
        click.echo("plangraph: the report above is on the asserted triples alone", err=True)
    if validated.report.has_violations:
        raise click.exceptions.Exit(1)
