"""Everything that must hold before a plan's graph is published, check by check.

SHACL says most of it; what shapes cannot see (files, checksums, the text's own lines, the stored
questions) is checked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF

from plangraph import pipeline
from plangraph.errors import PlangraphError
from plangraph.layout import Layout
from plangraph.namespaces import PLAN
from plangraph.queries import read_queries
from plangraph.reasoning import read_ontology
from plangraph.source import read_source
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import graph_files
from plangraph.validating import LINKS, beside
from plangraph.validation import Severity, ValidationReport, read_shapes, validate, validate_ontology


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check."""

    what: str
    """What was checked, a few words."""
    passed: bool
    detail: str
    """Counts if it passed; what to mend, and where, if it did not."""


def check_all(
    profile: Path, data: Path, layout: Layout, progress: pipeline.Progress = lambda _: None
) -> Iterator[Finding]:
    """Yield the outcome of every check, in the order in which a steward would mend them.

    Raises:
        InputError: profile or text cannot be read: nothing can be checked without them.
    """
    built = pipeline.build(profile, layout, progress, folder=data)
    stale = pipeline.stale_files(built, data / "plan.ttl")
    yield Finding(
        "files are current",
        not stale,
        "stale: " + ", ".join(str(path) for path in stale) + "; run plangraph build" if stale else str(data),
    )
    yield _check_lines(built)
    vocabulary = read_ontology(layout.ontology)
    blank = sum(isinstance(term, BNode) for triple in built.asserted + built.inferred for term in triple)
    yield Finding("no blank nodes", blank == 0, f"{blank} in {len(built.asserted)} triples")
    yield _check_terms(built.asserted + built.catalogue + beside(data, pipeline.PROJECTS), vocabulary)
    progress("validating")
    shapes = read_shapes(layout.shapes)
    yield _conforms("ontology conforms to its shapes", validate_ontology(vocabulary, shapes))
    yield _conforms(
        "plan and catalogue conform to the shapes",
        validate(built.asserted + built.catalogue, built.inferred, vocabulary, shapes),
    )
    links = beside(data, LINKS)
    if links:
        yield _check_ends(links, built.asserted)
        report = validate(links, Graph(), vocabulary, shapes)
        yield _conforms("links to the PNRR conform to the shapes", report)
    if projects := beside(data, pipeline.PROJECTS):
        yield _conforms(
            "projects of the PNRR conform to the shapes", validate(projects, Graph(), vocabulary, shapes)
        )
    progress("asking the stored questions")
    yield _check_questions(data, layout)


def _check_terms(graph: Graph, vocabulary: Graph) -> Finding:
    """Check that each ``plan:`` term is in the ontology: a misspelt one says nothing to anybody."""
    used = {*graph.predicates(), *graph.objects(None, RDF.type)}
    own = {str(term) for term in used if str(term).startswith(str(PLAN._NS))}
    unknown = sorted(own - {str(subject) for subject in vocabulary.subjects()})
    detail = f"not in the ontology: {', '.join(unknown)}" if unknown else f"{len(own)} terms"
    return Finding("every plan: term is declared", not unknown, detail)


def _check_ends(links: Graph, plan: Graph) -> Finding:
    """Check that each link is about an activity of this plan, for a build may have changed it since."""
    linked = set(links.objects(None, PLAN.linkedActivity)) | set(links.objects(None, PLAN.searchedActivity))
    gone = sorted(str(node) for node in linked if (node, RDF.type, PLAN.Activity) not in plan)
    detail = f"not so: {', '.join(gone)}; run plangraph pnrr link" if gone else f"{len(linked)} activities"
    return Finding("links start from activities of the plan", not gone, detail)


def _check_lines(built: pipeline.Built) -> Finding:
    """Check that each source row repeats the text's own lines."""
    lines, graph = read_source(built.profile).lines, built.asserted
    rows = sorted(str(row) for row in graph.subjects(RDF.type, PLAN.SourceRow))
    wrong = [
        row for row in rows if _printed(graph, URIRef(row), lines) != graph.value(URIRef(row), PLAN.verbatim)
    ]
    detail = f"not so: {', '.join(wrong)}" if wrong else f"{len(rows)} rows"
    return Finding("source rows repeat the lines of the text", not wrong, detail)


def _printed(graph: Graph, row: URIRef, lines: Sequence[str]) -> Literal:
    """Return the lines of the text that ``row`` points to."""
    first, last = (int(str(graph.value(row, edge))) for edge in (PLAN.firstLine, PLAN.lastLine))
    return Literal("\n".join(lines[first - 1 : last]))


def _conforms(what: str, report: ValidationReport) -> Finding:
    counts = ", ".join(f"{count} {severity.name.lower()}s" for severity, count in report.counts.items())
    violations = sorted({str(r.focus_node) for r in report.results if r.severity is Severity.VIOLATION})
    look = "; plangraph validate shows them" if not report.conforms else ""
    detail = counts + (f"; first: {violations[0]}" if violations else "") + look
    return Finding(what, not violations, detail)


def _check_questions(data: Path, layout: Layout) -> Finding:
    """Check that every stored question can be asked."""
    questions = read_queries(layout.queries)
    try:
        dataset = open_dataset(graph_files(layout, data))
    except PlangraphError as error:
        return Finding("stored questions can be asked", False, str(error))
    failed = []
    for question in questions:
        try:
            list(dataset.query(question.text).rows())
        except PlangraphError as error:
            failed.append(f"{question.name}: {error}")
    return Finding(
        "stored questions can be asked", not failed, "; ".join(failed) or f"{len(questions)} questions"
    )
