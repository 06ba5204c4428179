"""``plangraph serve``: build if stale, then answer HTTP until told to stop."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from plangraph.layout import Layout, project_layout
from plangraph.manifest import default_profile, is_current, require_own
from plangraph.profile import read_profile
from plangraph.settings_reading import SettingRow, read_settings, settings_table


def _option(row: SettingRow) -> Any:
    """Return the option of one setting; its default stays with the settings, to let a variable win."""
    default = "" if row.default in (None, "") else f" Default: {row.default}."
    return click.option(
        f"{row.flag}/--no-{row.flag[2:]}" if row.kind is bool else row.flag,
        row.name,
        type=click.Path(path_type=Path) if row.kind is Path else row.kind,
        default=None,
        help=f"{row.help} [{row.variable}]{default}",
    )


@click.command()
@click.option("--profile", type=click.Path(path_type=Path), help="plan.toml to build the graph from.")
def serve(profile: Path | None, **given: Any) -> None:
    """Serve the plan's graph: SPARQL, linked data, pages; built first if it is stale."""
    layout = project_layout()
    if profile is not None and not given["base"] and not os.environ.get("PLANGRAPH_BASE"):
        given["base"] = read_profile(profile).base
    settings = read_settings(given)
    if not settings.store:
        _build_if_stale(layout, settings.data, profile)
    from plangraph import server

    server.serve(settings, layout)


for _row in settings_table():
    serve = _option(_row)(serve)
serve.params.sort(key=lambda parameter: parameter.name or "")


def _build_if_stale(layout: Layout, data: Path | None, profile: Path | None) -> None:
    """Build the graph unless it is current; a folder that somebody else filled is served as it is."""
    if data is not None and profile is None:
        return
    chosen = profile or default_profile(layout)
    output = (data or layout.data) / "plan.ttl"
    described = read_profile(chosen)
    if is_current(output, described, layout):
        return
    require_own(output, described)
    from plangraph import pipeline
    from plangraph.cli.tables import steps

    click.echo("plangraph: the graph is missing or stale, building it", err=True)
    with steps() as progress:
        built = pipeline.build(chosen, layout, progress, folder=output.parent)
    pipeline.write(built, output)
