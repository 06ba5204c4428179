"""``plangraph validate``: is it right?"""

from __future__ import annotations

from pathlib import Path

import click

from plangraph.cli.tables import steps
from plangraph.layout import project_layout

_PATH = click.Path(path_type=Path)
_REPORT = "https://w3id.org/plangraph/id/report"
"""IRI of a printed report; it is read where it was printed, and published nowhere."""


@click.command()
@click.argument("files", nargs=-1, type=_PATH)
@click.option("--shapes", type=_PATH, help="Folder or file of shapes; default: the project's own.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "turtle"]),
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
    from rdflib import Graph, URIRef

    from plangraph import validating
    from plangraph.turtle import turtle_bytes
    from plangraph.validation import report_text, report_triples

    with steps() as progress:
        validated = validating.validate_files(files, shapes, project_layout(), progress)
    report = validated.report
    if form == "turtle":
        graph = Graph(bind_namespaces="none")
        for triple in report_triples(report, iri=URIRef(_REPORT)):
            graph.add(triple)
        click.echo(turtle_bytes(graph), nl=False)
    else:
        click.echo(report_text(report, language=language, limit=limit, places=validated.places), nl=False)
    if validated.contradiction:
        click.echo(f"plangraph: {validated.contradiction}", err=True)
        click.echo("plangraph: the report above is on the asserted triples alone", err=True)
    if validated.must_be_mended:
        raise click.exceptions.Exit(1)
