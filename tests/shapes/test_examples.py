"""Good examples conform; bad ones are refused by the shape they are named for, for the reason they state.

A bad example holds the data and the ``sh:ValidationReport`` it expects. It is small, so other shapes may
find it incomplete: results count that come from the shapes whose results the example states.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from plangraph.turtle import read_turtle
from plangraph.validation import Shapes, ValidationReport, report_text
from plangraph.validation.shapes import SHAPES

EXAMPLES = Path(__file__).parents[2] / "shapes" / "examples"
GOOD = sorted((EXAMPLES / "good").glob("*.ttl"))
BAD = sorted((EXAMPLES / "bad").glob("*.ttl"))

COUNTED_ONLY = {"line-selector", "quote-selector", "in-italian", "in-english"}
"""Shapes that another shape counts the conforming values of: they never report by themselves."""

COMPONENTS = {
    SH["class"]: SH.ClassConstraintComponent,
    SH.datatype: SH.DatatypeConstraintComponent,
    SH.hasValue: SH.HasValueConstraintComponent,
    SH["in"]: SH.InConstraintComponent,
    SH.lessThanOrEquals: SH.LessThanOrEqualsConstraintComponent,
    SH.maxCount: SH.MaxCountConstraintComponent,
    SH.maxInclusive: SH.MaxInclusiveConstraintComponent,
    SH.minCount: SH.MinCountConstraintComponent,
    SH.minExclusive: SH.MinExclusiveConstraintComponent,
    SH.minInclusive: SH.MinInclusiveConstraintComponent,
    SH.minLength: SH.MinLengthConstraintComponent,
    SH.nodeKind: SH.NodeKindConstraintComponent,
    SH.pattern: SH.PatternConstraintComponent,
    SH.qualifiedMaxCount: SH.QualifiedMaxCountConstraintComponent,
    SH.qualifiedMinCount: SH.QualifiedMinCountConstraintComponent,
    SH.sparql: SH.SPARQLConstraintComponent,
    SH.uniqueLang: SH.UniqueLangConstraintComponent,
}
"""The parameters that our shapes use, and the components whose results they make."""

Examine = Callable[[Graph], ValidationReport]
Stated = tuple[Node | None, ...]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_example_conforms(path: Path, examine: Examine) -> None:
    report = examine(read_turtle([path]))
    assert report.conforms, report_text(report)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_example_is_refused_for_the_reason_it_states(path: Path, examine: Examine) -> None:
    data, expected = _split(read_turtle([path]))
    stated_shapes = {result[-2] for result in expected}
    found = [
        (r.focus_node, r.path, r.value, r.component, r.source_shape, r.severity.value)
        for r in examine(data).results
        if r.source_shape in stated_shapes
    ]
    assert sorted(map(_terms, found)) == sorted(map(_terms, expected))
    assert stated_shapes == {URIRef(SHAPES + path.stem)}


def test_every_constraint_of_every_shape_refuses_an_example(shapes: Shapes) -> None:
    written = {
        (shape, component)
        for graph in (shapes.entailed, shapes.asserted, shapes.ontology)
        for parameter, component in COMPONENTS.items()
        for shape in graph.subjects(parameter)
        if str(shape).removeprefix(SHAPES) not in COUNTED_ONLY
    }
    refused = {(result[-2], result[-3]) for path in BAD for result in _split(read_turtle([path]))[1]}
    assert written == refused


def test_every_parameter_in_use_is_known_to_these_tests(shapes: Shapes) -> None:
    silent = {SH.path, SH.name, SH.message, SH.severity, SH.property, SH.qualifiedValueShape, SH.languageIn}
    targets = {SH.targetClass, SH.targetSubjectsOf}
    about_sparql = {SH.prefixes, SH.select, SH.declare, SH.prefix, SH.namespace}
    used = {
        predicate
        for graph in (shapes.entailed, shapes.asserted, shapes.ontology)
        for predicate in graph.predicates()
        if str(predicate).startswith(str(SH))
    }
    assert used == COMPONENTS.keys() | silent | targets | about_sparql


def test_the_decision_lists_every_shape_that_reports(root: Path) -> None:
    table = (root / "docs" / "decisions" / "0003-validation.md").read_text(encoding="utf-8")
    named = {path.stem for path in BAD if not path.stem[0].isupper()}  # classes have one line together
    assert not [name for name in named if f"`{name}`" not in table]


def _split(example: Graph) -> tuple[Graph, list[Stated]]:
    """Return the data of a bad example, and the results that it states."""
    data = Graph() + example
    (report,) = example.subjects(RDF.type, SH.ValidationReport)
    expected: list[Stated] = []
    for result in example.objects(report, SH.result):
        expected.append(
            (
                example.value(result, SH.focusNode),
                example.value(result, SH.resultPath),
                example.value(result, SH.value),
                example.value(result, SH.sourceConstraintComponent),
                example.value(result, SH.sourceShape),
                example.value(result, SH.resultSeverity),
            )
        )
        data.remove((result, None, None))
    data.remove((report, None, None))
    return data, expected


def _terms(result: Stated) -> list[str]:
    return [
        "" if term is None else term.n3()
        for term in result
        if term is None or isinstance(term, URIRef | Literal)
    ]
