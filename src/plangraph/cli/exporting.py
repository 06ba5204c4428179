"""``plangraph export``: what the service shows, as files."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from plangraph.errors import UsageError
from plangraph.layout import project_layout
from plangraph.manifest import default_profile
from plangraph.profile import read_profile


@contextmanager
def _stopped_as_by_hand() -> Iterator[None]:
    """Let SIGTERM, like Ctrl-C, clear away what was begun; its exit code is that of a shell."""

    def stop(number: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@click.group()
def export() -> None:
    """Write what the service shows as files."""


@export.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--origin",
    default="",
    metavar="URL",
    help="Where the files will be seen, for addresses that must be absolute. Default: the home of the IRIs.",
)
@click.option(
    "--profile",
    type=click.Path(path_type=Path),
    help="plan.toml; default: the one that comes with plangraph.",
)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the built graphs; default: data/.")
def site(folder: Path, origin: str, profile: Path | None, data: Path | None) -> None:
    """Write the whole site into FOLDER, for any web server: pages, descriptions, dumps, answers.

    FOLDER is new, or a former export, which is replaced when the new one is complete. What others put at its
    top (.git, CNAME) is kept; what they put into its folders is not.
    """
    from plangraph.cli.progress import pieces_done
    from plangraph.export import export_site
    from plangraph.store.embedded import open_dataset
    from plangraph.store.graphs import graph_files

    layout = project_layout()
    base = read_profile(profile or default_profile(layout)).base
    home = origin or base.removesuffix("id/")
    if not home.startswith(("http://", "https://")) or "?" in home or "#" in home:
        raise UsageError(f"«{home}» is no address that files can be below. Write --origin https://….")
    with _stopped_as_by_hand(), pieces_done() as progress:
        written = export_site(
            open_dataset(graph_files(layout, data)),
            layout.queries,
            folder,
            origin=home.rstrip("/"),
            base=base,
            progress=progress,
        )
    click.echo(
        f"plangraph: wrote {folder}: {written.pages:,} pages, {written.things:,} things in four formats, "
        f"{written.files:,} files, {written.size / 1e6:,.1f} MB",
        err=True,
    )
    if written.left_out:
        click.echo(
            f"plangraph: {written.left_out:,} pages with parameters left out, links to them are plain text",
            err=True,
        )
