"""What is validated against what, and what comes out."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import SH

from plangraph.errors import ShapesError
from plangraph.validation import Severity, Shapes, ValidationResult, read_shapes, validate, validate_ontology

Turtle = Callable[[str], Graph]
ShapesOf = Callable[..., Shapes]

EX = "https://example.org/"
TITLED = """
ex:Activity a sh:NodeShape ; sh:targetClass plan:Activity ; sh:property ex:title .
ex:title a sh:PropertyShape ; sh:path ex:name ; sh:minCount 1 ; sh:severity sh:Warning ;
    sh:message "Manca il nome."@it , "The name is missing."@en .
"""
OF_CLASS = """
ex:class a sh:PropertyShape ; sh:targetSubjectsOf plan:ofObjective ; sh:path plan:ofObjective ;
    sh:class plan:StrategicObjective .
"""


def test_a_result_says_where_what_and_how_grave(turtle: Turtle, shapes_of: ShapesOf) -> None:
    report = validate(turtle("ex:a a plan:Activity ."), Graph(), Graph(), shapes_of(TITLED))
    assert report.results == (
        ValidationResult(
            focus_node=URIRef(EX + "a"),
            path=URIRef(EX + "name"),
            component=SH.MinCountConstraintComponent,
            source_shape=URIRef(EX + "title"),
            severity=Severity.WARNING,
            messages=(Literal("The name is missing.", lang="en"), Literal("Manca il nome.", lang="it")),
        ),
    )


def test_a_wrong_class_is_found_although_its_entailment_would_hide_it(
    turtle: Turtle, shapes_of: ShapesOf
) -> None:
    asserted = turtle("ex:a plan:ofObjective ex:b .")
    entailed_by_range = turtle("ex:b a plan:StrategicObjective .")
    assert validate(asserted, entailed_by_range, Graph(), shapes_of(OF_CLASS)).conforms
    assert not validate(asserted, entailed_by_range, Graph(), shapes_of(asserted=OF_CLASS)).conforms


def test_entailed_triples_are_looked_at(turtle: Turtle, shapes_of: ShapesOf) -> None:
    asserted, entailed = turtle("ex:a a plan:Activity ."), turtle('ex:a ex:name "Edilizia" .')
    assert validate(asserted, entailed, Graph(), shapes_of(TITLED)).conforms


def test_subclasses_of_the_ontology_are_targets(turtle: Turtle, shapes_of: ShapesOf) -> None:
    ontology = turtle("plan:PnrrActivity rdfs:subClassOf plan:Activity .")
    report = validate(turtle("ex:a a plan:PnrrActivity ."), Graph(), ontology, shapes_of(TITLED))
    assert [result.focus_node for result in report.results] == [URIRef(EX + "a")]


CONCEPTS = """
ex:concept a sh:NodeShape ; sh:targetClass skos:Concept ; sh:property ex:label .
ex:label a sh:PropertyShape ; sh:path skos:prefLabel ; sh:minCount 1 .
"""


def test_concepts_of_the_ontology_are_known_but_are_no_focus_nodes(
    turtle: Turtle, shapes_of: ShapesOf
) -> None:
    ontology = turtle("ex:pnrr a skos:Concept .")
    pointing = (
        "ex:points a sh:PropertyShape ; sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:class skos:Concept ."
    )
    data = turtle("ex:a ex:p ex:pnrr .")
    assert validate(data, Graph(), ontology, shapes_of(CONCEPTS, asserted=pointing)).conforms
    assert not validate(data, Graph(), Graph(), shapes_of(CONCEPTS, asserted=pointing)).conforms


def test_the_ontology_is_validated_by_itself(turtle: Turtle, shapes_of: ShapesOf) -> None:
    terms = """
    ex:term a sh:PropertyShape ; sh:targetClass owl:Class ; sh:path rdfs:label ; sh:minCount 1 .
    """
    report = validate_ontology(
        turtle("plan:Plan a owl:Class . ex:pnrr a skos:Concept ."), shapes_of(CONCEPTS, ontology=terms)
    )
    assert {str(result.source_shape) for result in report.results} == {EX + "term", EX + "label"}
    assert validate(
        turtle("plan:Plan a owl:Class ."), Graph(), Graph(), shapes_of(ontology=terms)
    ).conforms, "terms are no business of a plan's validation"


def test_inputs_stay_as_they_were(turtle: Turtle, shapes_of: ShapesOf) -> None:
    data, inferred, ontology = turtle("ex:a a plan:Activity ."), turtle("ex:a ex:p ex:b ."), turtle("")
    shapes = shapes_of(TITLED, asserted=OF_CLASS)
    before = [Graph() + graph for graph in (data, inferred, ontology, shapes.entailed, shapes.asserted)]
    validate(data, inferred, ontology, shapes)
    after = [data, inferred, ontology, shapes.entailed, shapes.asserted]
    assert all(isomorphic(old, new) for old, new in zip(before, after, strict=True))


NAMED_IN_SPARQL = """
ex:odd a sh:PropertyShape ; sh:targetSubjectsOf ex:n ; sh:path ex:n ; sh:severity sh:Info ;
    sh:sparql ex:odd-query .
ex:odd-query a sh:SPARQLConstraint ;
    sh:message "{$this} ha il valore {?value}."@it , "{$this} has the value {?value}."@en ;
    sh:select "SELECT $this ?value WHERE { $this $PATH ?value FILTER (?value > 2) }" .
"""


def test_placeholders_are_filled_in_and_the_language_is_kept(turtle: Turtle, shapes_of: ShapesOf) -> None:
    (result,) = validate(turtle("ex:a ex:n 1, 3 ."), Graph(), Graph(), shapes_of(NAMED_IN_SPARQL)).results
    assert result.message("it") == f"{EX}a ha il valore 3."
    assert result.message("en") == f"{EX}a has the value 3."
    assert result.severity is Severity.INFO


def test_a_shape_without_message_has_none_from_the_engine_either(turtle: Turtle, shapes_of: ShapesOf) -> None:
    shapes = shapes_of("ex:s a sh:NodeShape ; sh:targetClass ex:C ; sh:class ex:D .")
    (result,) = validate(turtle("ex:a a ex:C ."), Graph(), Graph(), shapes).results
    assert result.messages == ()  # each engine has its own words; plangraph.validation.explaining has ours


def test_blank_nodes_get_iris_that_depend_on_what_is_said_of_them(
    turtle: Turtle, shapes_of: ShapesOf
) -> None:
    reports = [
        validate(
            turtle("[] a plan:Activity ; ex:p 1 . [] a plan:Activity ; ex:p 2 ."), Graph(), Graph(), shapes
        )
        for shapes in [shapes_of(TITLED), shapes_of(TITLED)]
    ]
    assert reports[0] == reports[1]
    assert len(reports[0].results) == 2
    assert {type(result.focus_node) for result in reports[0].results} == {URIRef}


def test_nothing_is_fetched(turtle: Turtle, shapes_of: ShapesOf, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    imports = "<https://example.org/> a owl:Ontology ; owl:imports <https://example.org/other> ."
    shapes = shapes_of(TITLED + imports)
    assert not validate(turtle("ex:a a plan:Activity ." + imports), Graph(), turtle(imports), shapes).conforms


@pytest.mark.parametrize(
    ("select", "said"),
    [
        ("SELECT $this WHERE { SERVICE <https://example.org/sparql> { $this ex:n 1 } }", "SERVICE"),
        (
            "SELECT $this WHERE { $this ?p 1 FILTER EXISTS { SERVICE  <https://example.org/> { ?s ?p 1 } } }",
            "SERVICE",
        ),
        ("SELECT $this FROM <https://example.org/data> WHERE { $this ?p ?o }", "another address"),
        ("SELECT $this WHERE { $this ", "does not parse"),
        ("SELECT $this WHERE { $this undeclared:p ?o }", "does not parse"),
        ("SELECT $this WHERE { $this ?p ?o MINUS { $this ?p 1 } }", "MINUS"),
    ],
)
def test_a_query_that_shapes_may_not_ask_is_refused(
    turtle: Turtle, shapes_of: ShapesOf, select: str, said: str
) -> None:
    shapes = shapes_of(
        f'ex:s a sh:NodeShape ; sh:targetSubjectsOf ex:n ; sh:sparql ex:q . ex:q sh:select "{select}" .'
    )
    with pytest.raises(ShapesError, match=said):
        validate(turtle("ex:a ex:n 1 ."), Graph(), Graph(), shapes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ex:s a sh:PropertyShape ; sh:targetClass plan:Activity ; sh:minCount 1 .", "sh:path"),
        ('ex:s sh:targetClass plan:Activity ; sh:path ex:p ; sh:minCount "one" .', "minCount"),
        (
            "ex:s sh:targetClass plan:Activity ; sh:property ex:p . ex:p sh:path ex:a, ex:b .",
            "path",
        ),
    ],
)
def test_shapes_that_are_no_shacl_are_refused(
    turtle: Turtle, shapes_of: ShapesOf, text: str, said: str
) -> None:
    with pytest.raises(ShapesError, match=said):
        validate(turtle("ex:a a plan:Activity ."), Graph(), Graph(), shapes_of(text))


@pytest.mark.slow
def test_the_projects_shapes_are_well_formed_by_the_shapes_of_shacl_itself(root: Path) -> None:
    pyshacl = pytest.importorskip("pyshacl")
    shapes = read_shapes(root / "shapes")
    for graph in (shapes.entailed, shapes.asserted, shapes.ontology):
        conforms, _, text = pyshacl.validate(Graph(), shacl_graph=Graph() + graph, meta_shacl=True)
        assert conforms, text
