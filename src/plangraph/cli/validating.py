"""``plangraph validate``: is it right, and where is it not?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangraph.cli.tables import steps
from plangraph.errors import PlangraphError, UsageError
from plangraph.layout import project_layout

if TYPE_CHECKING:
    from plangraph.validating import Request, Validated
    from plangraph.validation import ValidationReport

_PATH = click.Path(path_type=Path)
_SYNTAXES = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")
FORMS = ("text", "html", "turtle", "jsonld", "json", "csv", "xlsx", "sarif", "junit", "github")
"""Names of ``plangraph.validation.FORMS``, which is imported when it is needed."""


@click.command()
@click.argument("files", nargs=-1, type=_PATH)
@click.option(
    "--shapes", multiple=True, type=_PATH, help="File or folder of shapes; may be repeated. Default: our own."
)
@click.option(
    "--ontology",
    multiple=True,
    type=_PATH,
    help="File or folder of a vocabulary; may be repeated. Default: our own.",
)
@click.option(
    "--severity",
    type=click.Choice(["violation", "warning", "info"]),
    default="info",
    show_default=True,
    help="Least severity that is told.",
)
@click.option("--baseline", type=_PATH, help="File of known findings, which pass.")
@click.option("--write-baseline", type=_PATH, help="Write all findings there as known, and exit 0.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="Of the report."
)
@click.option("--output", type=_PATH, help="File for the report; default: standard output.")
@click.option(
    "--language", type=click.Choice(["en", "it"]), default="en", show_default=True, help="Of the report."
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    help="Results of one rule in a text or page; 0: all.",
)
@click.option(
    "--syntax", type=click.Choice(_SYNTAXES), default="turtle", show_default=True, help="Of standard input."
)
@click.option(
    "--largest", type=click.IntRange(1), default=256, show_default=True, help="MiB that a file may have."
)
@click.option("--watch", is_flag=True, help="Validate again whenever a file changes, until interrupted.")
def validate(
    files: tuple[Path, ...],
    shapes: tuple[Path, ...],
    ontology: tuple[Path, ...],
    severity: str,
    baseline: Path | None,
    write_baseline: Path | None,
    form: str,
    output: Path | None,
    language: str,
    limit: int,
    syntax: str,
    largest: int,
    watch: bool,
) -> None:
    """Validate RDF FILES against SHACL shapes (default: the built plan, its catalogue, its projects).

    FILES are Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML by their suffix; - is standard input. What
    follows from them by the ontology is validated with them. Nothing is fetched: no import, no context.

    Exit 1 if anything must be mended or no shape applied to anything, 3 if a file cannot be read.
    """
    from plangraph.validating import STDIN, Request

    request = Request(
        files=files, stdin_syntax=syntax, shapes=shapes, ontology=ontology, largest=largest * 2**20
    )
    show = _Show(
        severity=severity,
        baseline=baseline,
        write_baseline=write_baseline,
        form=form,
        output=output,
        language=language,
        limit=limit or None,
    )
    if not watch:
        raise click.exceptions.Exit(show.run(request))
    if STDIN in files:
        raise UsageError("standard input cannot be watched: name files, or leave --watch out.")
    _watch(request, show)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Show:
    """What to do with a report: the options of the same names."""

    severity: str
    baseline: Path | None
    write_baseline: Path | None
    form: str
    output: Path | None
    language: str
    limit: int | None

    def run(self, request: Request) -> int:
        """Validate, show, and return the exit code."""
        from plangraph.turtle import replace_file
        from plangraph.validating import validate_files
        from plangraph.validation.baseline import baseline_bytes

        with steps() as progress:
            validated = validate_files(request, project_layout(), progress)
        if self.write_baseline is not None and not validated.unreadable:
            replace_file(self.write_baseline, baseline_bytes(validated.report))
            click.echo(
                f"plangraph: {len(validated.report.results)} known findings in {self.write_baseline}",
                err=True,
            )
            return 0
        report = self._wanted(validated)
        self._put(report)
        told = self.form == "text" and self.output is None
        for error in () if told else validated.unreadable:
            click.echo(f"plangraph: {error}", err=True)
        if validated.contradiction:
            click.echo("plangraph: the report is on the asserted triples alone", err=True)
        return 3 if validated.unreadable else int(not report.is_in_order)

    def _wanted(self, validated: Validated) -> ValidationReport:
        from plangraph.validation import Severity
        from plangraph.validation.baseline import read_baseline

        report = validated.report
        if self.baseline is not None and not validated.unreadable:
            found = len(report.results)
            report = report.without(read_baseline(self.baseline))
            click.echo(f"plangraph: {found - len(report.results)} known findings left out", err=True)
        return report.at_least(Severity[self.severity.upper()])

    def _put(self, report: ValidationReport) -> None:
        from plangraph.turtle import replace_file
        from plangraph.validation import write_report

        body = write_report(report, self.form, language=self.language, limit=self.limit)
        if self.output is None:
            click.echo(body, nl=False)
        else:
            replace_file(self.output, body)


def _watch(request: Request, show: _Show) -> None:
    from plangraph.cli.watching import changes

    layout = project_layout()
    shapes, ontology = request.shapes or [layout.shapes], request.ontology or [layout.ontology]
    looked_at = changes([*(request.files or [layout.data]), *shapes, *ontology])
    while True:
        try:
            show.run(request)
        except PlangraphError as error:  # a file half mended is why one watches
            click.echo(f"plangraph: {error}", err=True)
        click.echo("plangraph: waiting for a change; Ctrl+C ends this", err=True)
        next(looked_at)
