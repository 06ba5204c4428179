"""``plangraph pnrr link`` and ``plangraph pnrr evaluate``: from a plan to the PNRR, and how well."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangraph.cli.tables import print_table, steps
from plangraph.layout import project_layout
from plangraph.manifest import default_profile, require_own
from plangraph.profile import read_profile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.linking import Finder
    from plangraph.linking.judged import Quality
    from plangraph.linking.values import Linked
    from plangraph.profile import Profile

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
_PROFILE = click.option("--profile", type=_FILE, help="plan.toml of the plan; default: the one of data/.")
_DATA = click.option("--data", type=_FOLDER, help="Folder of the built graphs; default: data/.")


@click.command()
@_PROFILE
@_DATA
@click.option("--output", type=_FILE, help="File for the links. Default: links.ttl in the folder of --data.")
@click.option("--sssom", type=_FILE, help="Write the links as SSSOM/TSV too.")
@click.option(
    "--date",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of the search that the graph states. Default: the one on which the plan's data last changed.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the file is not what would be written.")
def link(
    profile: Path | None,
    data: Path | None,
    output: Path | None,
    sssom: Path | None,
    on: datetime | None,
    check: bool,
) -> None:
    """Link the plan's activities to measures and projects of the PNRR, each link with its evidence.

    Read are plan.ttl and, where it is, pnrr.ttl of the folder, the scheme of the PNRR, and the steward's
    links.toml beside the profile.
    """
    from plangraph.iris import Iris
    from plangraph.linking import links_graph, read_decisions, sssom_bytes, with_decisions
    from plangraph.turtle import replace_file, turtle_bytes

    layout = project_layout()
    plan = read_profile(profile or default_profile(layout))
    folder = data or layout.data
    target = output or folder / "links.ttl"
    require_own(folder / "plan.ttl", plan)
    iris = Iris(plan.base, plan.slug)
    decisions = plan.path.parent / "links.toml"
    with steps() as progress:
        progress("reading and linking")
        finder = _finder(folder, plan)
        linked = with_decisions(finder, read_decisions(decisions, iris.plan))
        day: date = on.date() if on else plan.modified
        content = turtle_bytes(
            links_graph(linked, iris, day),
            heading=f"{plan.title_en}: links to the PNRR.\nWritten by plangraph pnrr link; do not edit.",
        )
    if finder.is_of_elsewhere:
        code = plan.municipality.istat_code
        click.echo(
            f"plangraph: {folder / 'pnrr.ttl'} has no project in the plan's municipality. "
            f"Run plangraph pnrr import PATH… --municipality {code}.",
            err=True,
        )
    for decision in linked.lost:
        click.echo(
            f"plangraph: {decisions}:{decision.line}: the activity or {decision.target} is not there. "
            "The decision is kept; correct it or remove it.",
            err=True,
        )
    click.echo(f"plangraph: {_summary(linked)}", err=True)
    if check:
        if not target.is_file() or target.read_bytes() != content:
            click.echo(f"plangraph: {target} is stale. Run plangraph pnrr link.", err=True)
            raise click.exceptions.Exit(1)
        return
    replace_file(target, content)
    click.echo(f"plangraph: wrote {target}", err=True)
    if sssom is not None:
        replace_file(sssom, sssom_bytes(linked, iris, day))
        click.echo(f"plangraph: wrote {sssom}", err=True)


@click.command()
@_PROFILE
@_DATA
@click.option("--annotations", type=_FILE, help="Judged pairs. Default: annotations.toml beside the profile.")
def evaluate(profile: Path | None, data: Path | None, annotations: Path | None) -> None:
    """Compare links to measures with pairs that a person judged: precision and recall."""
    from plangraph.linking.evaluation import by_method, by_rank, by_threshold, of_projects
    from plangraph.linking.judged import read_annotations

    layout = project_layout()
    folder = data or layout.data
    chosen = profile or default_profile(layout)
    judged = read_annotations(annotations or chosen.parent / "annotations.toml")
    with steps() as progress:
        progress("linking")
        finder = _finder(folder, read_profile(chosen))
        linked = finder.linked()
    _print_quality("method", by_method(linked, judged))
    _print_quality("method, projects", of_projects(linked, judged))
    _print_quality("threshold", by_threshold(finder, judged))
    _print_quality("rank", by_rank(finder, judged))


def _print_quality(what: str, rows: Iterable[tuple[str, str, Quality]]) -> None:
    cells = (
        (
            name,
            half,
            q.right,
            q.wrong,
            q.unsure,
            q.wanted,
            _share(q.precision),
            _share(q.recall),
            _share(q.f1),
        )
        for name, half, q in rows
    )
    headers = (what, "activities", "right", "wrong", "unsure", "wanted", "precision", "recall", "F1")
    print_table(headers, cells, title=f"By {what}")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _finder(folder: Path, plan: Profile) -> Finder:
    """Return what links are looked for in: a folder's graphs, the project's own scheme and words."""
    from rdflib import Graph

    from plangraph.linking import Finder, read_words
    from plangraph.turtle import read_turtle

    layout = project_layout()
    open_data = folder / "pnrr.ttl"
    return Finder(
        read_turtle([folder / "plan.ttl"]),
        read_turtle([layout.ontology / "schemes"]),
        read_turtle([open_data]) if open_data.exists() else Graph(),
        read_words(layout.data / "pnrr" / "linking.toml"),
        plan.municipality.istat_code,
    )


def _summary(linked: Linked) -> str:
    counts = Counter(link.status for link in linked.links)
    found = ", ".join(f"{number} {status}" for status, number in sorted(counts.items()))
    empty = sum(not search.links for search in linked.searches)
    return (
        f"{len(linked.links)} links ({found or 'none'}); {empty} of {len(linked.searches)} activities without"
    )
