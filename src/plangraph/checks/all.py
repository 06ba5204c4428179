"""All checks, in the order in which a steward would mend them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rdflib import Graph

from plangraph import pipeline
from plangraph.checks.check import Check, broken
from plangraph.checks.identifiers import misnamed_measures, misnumbered
from plangraph.checks.labels import half_named
from plangraph.checks.questions import unanswered
from plangraph.checks.terms import (
    dangling,
    nameless,
    undeclared_in_data,
    undeclared_in_questions,
    undeclared_in_shapes,
    unlinked,
)
from plangraph.checks.text import misquoted, unprinted_rows
from plangraph.errors import PlangraphError
from plangraph.layout import Layout
from plangraph.queries import StoredQuery, read_queries
from plangraph.reasoning import read_ontology
from plangraph.search.functions import with_search
from plangraph.source import read_source
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import graph_files
from plangraph.turtle import read_turtle
from plangraph.validating import LINKS, beside
from plangraph.validation import (
    Shapes,
    ValidationReport,
    ValidationResult,
    explained,
    read_shapes,
    validate,
    validate_ontology,
)
from plangraph.validation.engines import Triple
from plangraph.validation.naming import file_iri


def check_all(
    profile: Path, data: Path, layout: Layout, progress: pipeline.Progress = lambda _: None
) -> Iterator[Check]:
    """Yield the outcome of every check.

    Raises:
        InputError: profile or text cannot be read: nothing can be checked without them.
    """
    built = pipeline.build(profile, layout, progress, folder=data)
    yield Check.of("files are current", _stale(pipeline.stale_files(built, data / "plan.ttl")), str(data))
    links, projects = beside(data, LINKS), beside(data, pipeline.PROJECTS)
    plan, vocabulary = built.asserted, read_ontology(layout.ontology)
    published = [*plan, *built.catalogue, *links, *projects]
    figures = read_turtle([layout.figures])
    lines = read_source(built.profile).lines
    yield Check.of("source rows repeat the text", unprinted_rows(plan, lines), f"{len(lines)} lines")
    yield Check.of(
        "quotes occur on their lines", misquoted(plan + links, lines), f"{len(links)} link triples"
    )
    yield Check.of("no blank nodes", nameless([*published, *built.inferred]), f"{len(published)} triples")
    yield Check.of("IRIs match identifiers", [*misnumbered(plan), *misnamed_measures(vocabulary)], "")
    yield Check.of("names are in both languages", half_named(vocabulary + built.catalogue), "")
    progress("validating")
    constraints, questions = read_shapes(layout.shapes), read_queries(layout.queries)
    shapes = [*constraints.all]
    yield from _declared(published, shapes, vocabulary, questions)
    yield Check.of("links start from activities of the plan", unlinked(links, plan), "")
    yield Check.of(
        "links lead to something described",
        dangling([*published, *built.inferred, *vocabulary, *figures, *shapes], str(built.profile.base)),
        "",
    )
    yield from _conforming(built, links, projects, vocabulary, constraints)
    progress("asking the stored questions")
    yield _asked(data, layout, questions)


def whole_report(checks: Iterable[Check]) -> ValidationReport:
    """Return what all checks found, as one report."""
    return ValidationReport.of(result for check in checks for result in check.report.results)


def _stale(paths: Iterable[Path]) -> Iterator[ValidationResult]:
    for path in paths:
        yield broken("current-file", file_iri(path.name), f"Superato: {path}", f"stale: {path}")


def _declared(
    published: Iterable[Triple], shapes: Iterable[Triple], vocabulary: Graph, questions: Iterable[StoredQuery]
) -> Iterator[Check]:
    texts = {question.name: question.text for question in questions}
    undeclared = [
        *undeclared_in_data(published, vocabulary),
        *undeclared_in_shapes(shapes, vocabulary),
        *undeclared_in_questions(texts, vocabulary),
    ]
    yield Check.of("every plan: term is declared", undeclared, f"data, shapes and {len(texts)} questions")


def _conforming(
    built: pipeline.Built, links: Graph, projects: Graph, vocabulary: Graph, shapes: Shapes
) -> Iterator[Check]:
    described = built.asserted + built.catalogue
    plan = validate(described, built.inferred, vocabulary, shapes)
    for what, data, report in (
        ("ontology conforms to its shapes", vocabulary, validate_ontology(vocabulary, shapes)),
        ("plan and catalogue conform to the shapes", described, plan),
        ("links to the PNRR conform to the shapes", links, validate(links, Graph(), vocabulary, shapes)),
        ("projects of the PNRR conform", projects, validate(projects, Graph(), vocabulary, shapes)),
    ):
        if data:
            told = explained(report, shapes=shapes.all, data=data, vocabulary=vocabulary)
            yield Check(what, told, f"{len(data)} triples")


def _asked(data: Path, layout: Layout, questions: Sequence[StoredQuery]) -> Check:
    what = "stored questions are answered"
    try:
        dataset = with_search(open_dataset(graph_files(layout, data)))
    except PlangraphError as error:
        return Check.of(what, [broken("answered-question", file_iri(data.name), str(error), str(error))], "")
    return Check.of(what, unanswered(questions, dataset), f"{len(questions)} questions")
