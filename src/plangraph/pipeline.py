"""The walk from a profile to the files that are served: read, extract, make triples, reason, validate, write.

Everything is computed before anything is written, and each file is written beside and then put in
place: bad input leaves the old files as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from plangraph import __version__
from plangraph.catalog import catalogue_graph, held_graphs
from plangraph.extract import extract
from plangraph.findings import findings_graph
from plangraph.gazetteer import read_gazetteer
from plangraph.graph import plan_graph
from plangraph.iris import Iris
from plangraph.layout import Layout
from plangraph.manifest import NAME, Manifest, beside_digests, digest, input_digests, require_own
from plangraph.profile import Profile, read_profile
from plangraph.reasoning import infer, read_ontology
from plangraph.records import Extraction
from plangraph.source import read_source
from plangraph.turtle import read_turtle, replace_file, turtle_bytes
from plangraph.wording import read_wording

INFERRED, FINDINGS, CATALOGUE = "inferred.ttl", "validation.ttl", "catalogue.ttl"
"""Files that stand beside the asserted graph."""
PROJECTS = "pnrr.ttl"
"""The projects of the PNRR beside them, if any were imported."""

Progress = Callable[[str], None]
"""Told each step before it starts, in words for a person."""


@dataclass(frozen=True, slots=True)
class Built:
    """A plan, built and not yet written."""

    profile: Profile
    extraction: Extraction
    asserted: Graph
    inferred: Graph
    findings: Graph
    """The report on their validation."""
    catalogue: Graph
    inputs: dict[str, str]
    """Name → sha256 of the files read."""
    beside: dict[str, str]
    """The same of projects and links that the catalogue describes."""


def build(
    profile_path: Path, layout: Layout, progress: Progress = lambda _: None, *, folder: Path | None = None
) -> Built:
    """Build a plan from its profile.

    Args:
        profile_path: the ``plan.toml``.
        layout: ontology, gazetteers and shapes.
        progress: told each step.
        folder: where the graphs are to stand, for the catalogue: projects and links that are there already
            are in it. None: nowhere yet.

    Raises:
        InputError: profile, text, gazetteer or ontology cannot be read.
        InconsistencyError: plan and ontology contradict each other.
    """
    progress("reading profile and text")
    profile = read_profile(profile_path)
    source = read_source(profile)
    vocabulary = read_ontology(layout.ontology)
    names = read_turtle([*sorted(layout.gazetteer.glob("*.ttl")), *profile.gazetteers])
    wording = read_wording(layout.gazetteer / "wording.toml")
    progress("extracting")
    extraction = extract(source, profile, read_gazetteer(vocabulary + names), wording)
    progress("making triples")
    inputs = input_digests(profile, layout)
    # Nothing was extracted from vocabulary and shapes: that the plan uses the one, its terms say.
    read = {name: known for name, known in inputs.items() if not name.startswith(("ontology/", "shapes/"))}
    asserted = plan_graph(extraction, profile, read, names, vocabulary)
    progress("reasoning")
    inferred = infer(asserted, vocabulary)
    progress("validating")
    report = Iris(profile.base, profile.slug).report
    findings = findings_graph(asserted, inferred, vocabulary, layout, folder, iri=report)
    progress("describing")
    catalogue = catalogue_graph(profile, held_graphs(asserted, inferred, vocabulary, findings, folder))
    return Built(profile, extraction, asserted, inferred, findings, catalogue, inputs, beside_digests(folder))


def write(built: Built, output: Path) -> tuple[Path, ...]:
    """Write what was built: the asserted graph to ``output``, the rest beside it.

    Returns:
        The files written.

    Raises:
        UsageError: the folder does not exist, or holds another plan.
        InputError: it cannot be written.
    """
    require_own(output, built.profile)
    contents = dict(_contents(built, output))
    for path, content in contents.items():
        replace_file(path, content)
    return tuple(contents)


def stale_files(built: Built, output: Path) -> tuple[Path, ...]:
    """Return the files of ``output`` that are missing or whose bytes differ from what was built."""
    return tuple(
        path
        for path, content in _contents(built, output)
        if not path.is_file() or path.read_bytes() != content
    )


def _contents(built: Built, output: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield each file with its bytes, the manifest last: as long as it is old, the whole counts as stale."""
    graphs = {
        output.name: (built.asserted, "asserted triples"),
        INFERRED: (built.inferred, "inferred triples"),
        FINDINGS: (built.findings, "validation report"),
        CATALOGUE: (built.catalogue, "catalogue"),
    }
    digests = {}
    for name, (graph, what) in graphs.items():
        heading = f"{built.profile.title_en}: {what}.\nWritten by plangraph {__version__}; do not edit."
        content = turtle_bytes(graph, heading=heading)
        digests[name] = digest(content)
        yield output.parent / name, content
    manifest = Manifest(__version__, built.profile.slug, built.inputs, digests, built.beside)
    yield output.parent / NAME, manifest.to_bytes()
