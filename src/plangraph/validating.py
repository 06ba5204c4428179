"""Validation of files, or of the built plan, with what follows from them by the ontology."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import DCTERMS, PROV, RDFS

from plangraph import pipeline
from plangraph.errors import InconsistencyError
from plangraph.layout import Layout
from plangraph.namespaces import PLAN
from plangraph.reasoning import infer, read_ontology
from plangraph.turtle import read_turtle
from plangraph.validation import Node, ValidationReport, read_shapes, validate

LINKS = "links.ttl"
"""Links to the PNRR, beside the built plan; optional."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What is wrong with some data."""

    report: ValidationReport
    places: Mapping[Node, str]
    """What a person calls each focus node, and the lines that it was read from, where the data say so."""
    contradiction: str = ""
    """Why nothing follows from the data, if ontology and data contradict each other: the report is
    then on the asserted triples alone."""

    @property
    def must_be_mended(self) -> bool:
        """Say whether there is a violation or a contradiction."""
        return self.report.has_violations or bool(self.contradiction)


def validate_files(
    files: Sequence[Path], shapes: Path | None, layout: Layout, progress: pipeline.Progress = lambda _: None
) -> Validated:
    """Validate Turtle files with what follows from them.

    Args:
        files: to validate; none: the built plan, its catalogue and the projects of the PNRR beside it.
        shapes: folder or file; None: the project's own.
        layout: where ontology, shapes and the built plan are.
        progress: told each step.

    Raises:
        InputError: a file cannot be read.
        ShapesError: the shapes are not well-formed SHACL.
    """
    progress("reading")
    vocabulary = read_ontology(layout.ontology)
    constraints = read_shapes(shapes or layout.shapes)
    asserted = read_turtle(files or [layout.data / "plan.ttl", layout.data / pipeline.CATALOGUE])
    links = Graph() if files else beside(layout.data, LINKS)
    progress("reasoning")
    contradiction, inferred = "", Graph()
    try:
        inferred = infer(asserted, vocabulary)
    except InconsistencyError as error:
        contradiction = str(error)
    progress("validating")
    # Links are validated with the plan, projects alone; nothing follows from either.
    report = validate(asserted + links, inferred, vocabulary, constraints)
    asserted += links
    if not files and (projects := beside(layout.data, pipeline.PROJECTS)):
        asserted += projects
        report += validate(projects, Graph(), vocabulary, constraints)
    return Validated(report, _places(asserted, report), contradiction)


def beside(data: Path, name: str) -> Graph:
    """Return a graph that may be missing beside a plan; nothing is inferred from it."""
    path = data / name
    return read_turtle([path] if path.is_file() else [])


def _places(graph: Graph, report: ValidationReport) -> dict[Node, str]:
    """Return words and lines of the focus nodes: ``line 438 «Setto»``."""
    places: dict[Node, str] = {}
    for node in {result.focus_node for result in report.results}:
        rows = graph.objects(node, PROV.wasDerivedFrom)
        lines = sorted({int(str(line)) for row in rows for line in graph.objects(row, PLAN.firstLine)})
        names = [
            graph.value(node, name) for name in (PLAN.surfaceForm, DCTERMS.title, RDFS.label, PLAN.quote)
        ]
        where = [f"line {', '.join(map(str, lines))}"] if lines else []
        where += [f"«{name}»" for name in names[: 1 if names[0] else None] if name][:1]
        if where:
            places[node] = " ".join(where)
    return places
