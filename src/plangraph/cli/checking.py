"""``plangraph check``: is it ready to be published?"""

from __future__ import annotations

from pathlib import Path

import click

from plangraph.cli.tables import steps
from plangraph.layout import project_layout
from plangraph.manifest import default_profile, require_own
from plangraph.profile import read_profile

_PATH = click.Path(path_type=Path)


@click.command()
@click.option("--profile", type=_PATH, help="plan.toml; default: the one that comes with plangraph.")
@click.option("--data", type=_PATH, help="Folder of the built graphs; default: data/.")
def check(profile: Path | None, data: Path | None) -> None:
    """Check all that must hold before publishing; exit 1 if anything must be mended."""
    from plangraph import checks

    layout = project_layout()
    chosen = profile or default_profile(layout)
    require_own((data or layout.data) / "plan.ttl", read_profile(chosen))
    with steps() as progress:
        findings = list(checks.check_all(chosen, data or layout.data, layout, progress))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.passed else 'FAIL'}  {finding.what}: {finding.detail}")
    failed = sum(not finding.passed for finding in findings)
    click.echo(f"{len(findings)} checks, {failed} failed")
    if failed:
        raise click.exceptions.Exit(1)
