"""Validation of files, or of the built plan, with what follows from them by the ontology."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from rdflib import Graph, Literal

from plangraph import pipeline
from plangraph.errors import InconsistencyError, InputError, RdfSyntaxError
from plangraph.layout import Layout
from plangraph.reasoning import infer, read_ontology
from plangraph.store.parsing import DocumentSyntaxError, parse_document
from plangraph.store.unended import Unended
from plangraph.turtle import read_turtle
from plangraph.validation import (
    ValidationReport,
    ValidationResult,
    completed,
    contradiction_report,
    explained,
    read_shapes,
    rule_result,
    validate,
)
from plangraph.validation.documents import Document, place_of_error, read_document, syntax_of
from plangraph.validation.generated import is_generated
from plangraph.validation.naming import file_iri
from plangraph.validation.places import FilePlaces, located
from plangraph.validation.sentences import LANGUAGES

LINKS = "links.ttl"
"""Links to the PNRR, beside the built plan; optional."""
STDIN = Path("-")
LARGEST = 256 * 2**20
"""Bytes of a file that is still read: in memory its triples take some ten times as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be validated, and against what."""

    files: Sequence[Path] = ()
    """RDF files; ``-`` is standard input. None: the built plan, its catalogue and what lies beside it."""
    stdin_syntax: str = "turtle"
    shapes: Sequence[Path] = ()
    """Files or folders; none: the project's own."""
    ontology: Sequence[Path] = ()
    """Files or folders; none: the project's own."""
    largest: int = LARGEST
    """Bytes that a file may have."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What is wrong with some data."""

    report: ValidationReport
    """With explanations and places; a contradiction or an unreadable file is among its results."""
    contradiction: str = ""
    """Why nothing follows from the data, if ontology and data contradict each other: the report is
    then on the asserted triples alone."""
    unreadable: tuple[RdfSyntaxError, ...] = ()
    """Files that could not be read; nothing else was checked then."""


def validate_files(
    request: Request, layout: Layout, progress: pipeline.Progress = lambda _: None
) -> Validated:
    """Validate RDF files with what follows from them.

    Args:
        request: what, and against what.
        layout: where the project's own ontology, shapes and built plan are.
        progress: told each step.

    Raises:
        InputError: a file does not exist or is too large, or shapes or ontology cannot be read.
        ShapesError: the shapes are not well-formed SHACL.
    """
    progress("reading")
    vocabulary = read_turtle(request.ontology) if request.ontology else read_ontology(layout.ontology)
    constraints = read_shapes(*(request.shapes or [layout.shapes]))
    read = _Reading(request)
    asserted = read.graph(request.files or [layout.data / "plan.ttl", layout.data / pipeline.CATALOGUE])
    links, projects = (
        read.graph([] if request.files else [path for path in [layout.data / name] if path.is_file()])
        for name in (LINKS, pipeline.PROJECTS)
    )
    if read.faults:
        return Validated(
            replace(ValidationReport.of(result for _, result in read.faults), generated=read.generated),
            unreadable=tuple(error for error, _ in read.faults),
        )
    progress("reasoning")
    contradicting, inferred = None, Graph()
    try:
        inferred = infer(asserted, vocabulary)
    except InconsistencyError as error:
        contradicting = error
    progress("validating")
    # Links are validated with the plan, projects alone; nothing follows from either.
    report = validate(asserted + links, inferred, vocabulary, constraints)
    if projects:
        report += validate(projects, Graph(), vocabulary, constraints)
    whole = asserted + links + projects
    report = completed(report, whole, inferred, vocabulary, constraints)
    if contradicting:
        report += contradiction_report(contradicting, asserted, vocabulary)
    explanations = explained(report, shapes=constraints.all, data=whole, vocabulary=vocabulary)
    told = replace(located(explanations, read.places), generated=read.generated)
    return Validated(told, str(contradicting or ""))


def beside(data: Path, name: str) -> Graph:
    """Return a graph that may be missing beside a plan; nothing is inferred from it."""
    path = data / name
    return read_turtle([path] if path.is_file() else [])


def shown_name(path: Path) -> str:
    """Return what a report calls a file: relative to the current folder if it is below it."""
    if path == STDIN:
        return str(STDIN)
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.absolute().as_posix()


class _Reading:
    """Files into graphs; what does not parse is noted, so that one run tells all of it."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.places: list[FilePlaces] = []
        self.faults: list[tuple[RdfSyntaxError, ValidationResult]] = []
        self.generated: tuple[str, ...] = ()

    def graph(self, paths: Sequence[Path]) -> Graph:
        graph = Graph(bind_namespaces="none")
        for path in paths:
            if (document := self._document(path)) is not None:
                graph += document.graph
                self.places.append(document.places)
        return graph

    def _document(self, path: Path) -> Document | None:
        name = shown_name(path)
        if path == STDIN:
            syntax, base = self._request.stdin_syntax, ""
        else:
            syntax, base = syntax_of(PurePath(path)), path.resolve().as_uri()
        content = _content(path, self._request.largest)
        if is_generated(content):
            self.generated = tuple(sorted({*self.generated, name}))
        try:
            return read_document(content, name=name, syntax=syntax, base=base)
        except RdfSyntaxError as error:
            placed, likely = _placed(error, content, syntax, base or str(file_iri(name)))
            self.faults.append((placed, _unreadable(placed, likely, name, content)))
            return None


def _placed(
    error: RdfSyntaxError, content: bytes, syntax: str, base: str
) -> tuple[RdfSyntaxError, Unended | None]:
    """Return ``error`` with the place of the engine's parser: rdflib 7.6 miscounts lines."""
    try:
        for _ in parse_document(content, syntax, base=base):
            pass
    except DocumentSyntaxError as found:
        if found.line is not None and found.column is not None:
            return error.at(found.line, found.column), found.unended
    return error, None


def _content(path: Path, largest: int) -> bytes:
    try:
        with sys.stdin.buffer if path == STDIN else path.open("rb") as file:
            content: bytes = file.read(largest + 1)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=path) from error
    if len(content) > largest:
        raise InputError(
            f"larger than {largest:,} bytes", path=path, remedy="Validate a part of it, or raise --largest."
        )
    return content


def _unreadable(error: RdfSyntaxError, likely: Unended | None, name: str, content: bytes) -> ValidationResult:
    told = {"en": (error.problem, error.remedy), "it": error.italian}
    opening = {"en": "The file cannot be read", "it": "Il file non si legge"}

    def sentence(language: str) -> str:
        reason, remedy = told[language]
        if likely:
            words = likely.sentence(language)
            return f"{words[0].upper()}{words[1:]} ({reason})."
        return f"{opening[language]}: {reason}. {remedy}".strip()

    problem = tuple(Literal(sentence(language), lang=language) for language in LANGUAGES)
    result = rule_result("readable", file_iri(name), problem, place=place_of_error(error, name, content))
    if likely is None or error.line is None:
        return result
    lines = content.decode("utf-8-sig").split("\n", error.line)[likely.line - 1 : error.line]
    excerpt = tuple((number, line.rstrip()) for number, line in enumerate(lines, likely.line))
    return replace(result, explanation=replace(result.explanation, excerpt=excerpt))
