"""What holds for every shape of the project, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.term import Node

from plangraph.validation import Shapes
from plangraph.validation.shapes import SHAPES

BOTH = {"it", "en"}
PLACEHOLDER = re.compile(r"\{[$?]\w+\}")


@pytest.fixture(scope="module")
def graph(shapes: Shapes) -> Graph:
    return shapes.all


def test_nothing_in_the_shapes_is_a_blank_node(graph: Graph) -> None:
    assert not [triple for triple in graph if any(isinstance(term, BNode) for term in triple)]


def test_every_shape_constraint_and_prefix_has_an_iri_of_the_shapes_namespace(graph: Graph) -> None:
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint, SH.PrefixDeclaration)
    nodes = {node for kind in kinds for node in graph.subjects(RDF.type, kind)}
    used = {
        *graph.objects(None, SH.property),
        *graph.objects(None, SH.sparql),
        *graph.objects(None, SH.declare),
    }
    assert used <= nodes
    assert not [node for node in nodes if not str(node).startswith(SHAPES)]


def test_every_shape_has_a_name_in_both_languages(graph: Graph) -> None:
    # sh:name is a property of property shapes (its rdfs:domain); node shapes have a label.
    unnamed = [
        shape
        for shape in _shapes(graph)
        if _languages(graph, shape, SH.name if (shape, SH.path, None) in graph else RDFS.label) != BOTH
    ]
    assert not unnamed


def test_every_shape_says_what_to_do_in_both_languages(graph: Graph) -> None:
    for shape in _shapes(graph):
        speakers = [
            node for node in [shape, *graph.objects(shape, SH.sparql)] if (node, SH.message, None) in graph
        ]
        assert [_languages(graph, node, SH.message) for node in speakers] == [BOTH], shape


def test_every_message_says_what_is_wrong_and_after_a_colon_what_to_do(graph: Graph) -> None:
    # Reports show the two apart.
    assert not [str(message) for message in graph.objects(None, SH.message) if str(message).count(": ") != 1]


def test_every_shape_has_one_severity_and_no_sparql_constraint_has_any(graph: Graph) -> None:
    assert not [shape for shape in _shapes(graph) if len(list(graph.objects(shape, SH.severity))) != 1]
    constraints = set(graph.objects(None, SH.sparql))
    assert not [shape for shape in graph.subjects(SH.severity, None) if shape in constraints]


def test_every_shape_gives_its_reason(graph: Graph) -> None:
    assert not [shape for shape in _shapes(graph) if not graph.value(shape, RDFS.comment)]


def test_messages_have_only_placeholders_that_can_be_filled_and_only_in_sparql(graph: Graph) -> None:
    constraints = set(graph.objects(None, SH.sparql))
    for node, message in graph.subject_objects(SH.message):
        placeholders = set(PLACEHOLDER.findall(str(message)))
        assert placeholders <= ({"{$this}", "{?value}", "{?path}"} if node in constraints else set()), node


def test_both_languages_fill_in_the_same_placeholders(graph: Graph) -> None:
    for node in set(graph.subjects(SH.message)):
        used = [PLACEHOLDER.findall(str(message)) for message in graph.objects(node, SH.message)]
        assert len({frozenset(placeholders) for placeholders in used}) == 1, node


def test_every_sparql_constraint_parses_with_the_prefixes_that_the_shapes_declare(graph: Graph) -> None:
    prefixes = {
        str(graph.value(declaration, SH.prefix)): str(graph.value(declaration, SH.namespace))
        for declaration in graph.objects(None, SH.declare)
    }
    for constraint, text in graph.subject_objects(SH.select):
        shape = graph.value(None, SH.sparql, constraint)
        path = graph.value(shape, SH.path)
        query = str(text).replace("$PATH", f"<{path}>")
        translateQuery(parseQuery(query), initNs=prefixes)


def test_every_property_shape_is_reached(graph: Graph) -> None:
    reached = {*graph.objects(None, SH.property), *graph.objects(None, SH.qualifiedValueShape)}
    targeted = {*graph.subjects(SH.targetClass, None), *graph.subjects(SH.targetSubjectsOf, None)}
    assert not [shape for shape in _shapes(graph) if shape not in reached | targeted]


def test_every_class_test_of_a_plan_runs_on_asserted_triples(shapes: Shapes) -> None:
    counted = {"line-selector", "quote-selector"}
    of_the_catalogue = {"catalogue-publisher", "dataset-rights-holder"}
    found = {str(shape).removeprefix(SHAPES) for shape in shapes.entailed.subjects(SH["class"], None)}
    assert found == counted | of_the_catalogue


def _shapes(graph: Graph) -> Iterator[Node]:
    for kind in (SH.NodeShape, SH.PropertyShape):
        yield from graph.subjects(RDF.type, kind)


def _languages(graph: Graph, node: Node, predicate: URIRef) -> set[str | None]:
    values = list(graph.objects(node, predicate))
    languages = {value.language for value in values if isinstance(value, Literal)}
    return languages if len(languages) == len(values) else set()
