"""Validation of files, or of the built plan, with what follows from them by the ontology."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef

from plangraph import pipeline
from plangraph.errors import InconsistencyError
from plangraph.layout import Layout
from plangraph.reasoning import infer, read_ontology
from plangraph.turtle import read_turtle
from plangraph.validation import ValidationReport, explained, read_shapes, rule_result, validate

LINKS = "links.ttl"
"""Links to the PNRR, beside the built plan; optional."""

_DATA = URIRef("https://w3id.org/plangraph/id/graph/plan")
"""What a contradiction is about: the data as a whole."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What is wrong with some data."""

    report: ValidationReport
    """With explanations; a contradiction is among its results."""
    contradiction: str = ""
    """Why nothing follows from the data, if ontology and data contradict each other: the report is
    then on the asserted triples alone."""


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
    if contradiction:
        report += ValidationReport.of([rule_result("consistent", _DATA, contradiction)])
    return Validated(
        explained(report, shapes=constraints.all, data=asserted, vocabulary=vocabulary), contradiction
    )


def beside(data: Path, name: str) -> Graph:
    """Return a graph that may be missing beside a plan; nothing is inferred from it."""
    path = data / name
    return read_turtle([path] if path.is_file() else [])
