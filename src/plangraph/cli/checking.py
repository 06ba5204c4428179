"""``plangraph check``: is it ready to be published?"""

from __future__ import annotations

from pathlib import Path

import click

from plangraph.cli.tables import steps
from plangraph.cli.validating import FORMS
from plangraph.layout import project_layout
from plangraph.manifest import default_profile, require_own
from plangraph.profile import read_profile

_PATH = click.Path(path_type=Path)


@click.command()
@click.option("--profile", type=_PATH, help="plan.toml; default: the one that comes with plangraph.")
@click.option("--data", type=_PATH, help="Folder of the built graphs; default: data/.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="Of the report."
)
@click.option(
    "--language", type=click.Choice(["en", "it"]), default="en", show_default=True, help="Of the report."
)
@click.option(
    "--severity",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    show_default=True,
    help="Least severity that the report tells; the line of a check counts all.",
)
def check(profile: Path | None, data: Path | None, form: str, language: str, severity: str) -> None:
    """Check all that must hold before publishing; exit 1 if anything must be mended.

    As text, a line for each check comes before the report.
    """
    from plangraph import checks
    from plangraph.validation import Severity, write_report

    layout = project_layout()
    chosen = profile or default_profile(layout)
    require_own((data or layout.data) / "plan.ttl", read_profile(chosen))
    with steps() as progress:
        done = list(checks.check_all(chosen, data or layout.data, layout, progress))
    report = checks.whole_report(done).at_least(Severity[severity.upper()])
    failed = sum(not check.passed for check in done)
    if form == "text":
        for one in done:
            told = ": ".join(part for part in (one.what, one.detail) if part)
            click.echo(f"{'ok  ' if one.passed else 'FAIL'}  {told}")
        click.echo(f"{len(done)} checks, {failed} failed")
    if form != "text" or report.results:
        click.echo(write_report(report, form, language=language, limit=5), nl=False)
    if failed:
        raise click.exceptions.Exit(1)
