"""The native engine finds what the reference finds: on examples, on spoilt plans, on shapes of strangers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_server, socket
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

from plangraph.errors import ShapesError, UsageError
from plangraph.turtle import read_turtle
from plangraph.validation import (
    Shapes,
    ValidationReport,
    validate,
    validate_ntriples,
    validate_ontology,
)
from plangraph.validation.engines import ENGINES, choice, chosen_engine
from plangraph.validation.engines.ntriples import lines_of, term_of, text_of
from plangraph.validation.engines.trust import reason_for_the_reference
from plangraph.validation.shapes import SHAPES
from tests.validation.spoiling import spoilt

pytest.importorskip("shacl", reason="the extra «native» is not installed")

Turtle = Callable[[str], Graph]
ShapesOf = Callable[..., Shapes]
EXAMPLES = sorted((Path(__file__).parents[2] / "shapes" / "examples").glob("*/*.ttl"))


def both(
    asserted: Graph, shapes: Shapes, *, inferred: Graph | None = None, ontology: Graph | None = None
) -> ValidationReport:
    """Return what both engines find, once it is the same."""
    native, reference = (
        validate(asserted, inferred or Graph(), ontology or Graph(), shapes, engine=chosen_engine(name))
        for name in ("native", "reference")
    )
    assert [*differing(native, reference)] == []
    assert native == reference
    return native


def differing(native: ValidationReport, reference: ValidationReport) -> Iterator[str]:
    """Yield the first results that only one engine has; whole reports are too long to read."""
    for name, ours, theirs in (("native", native, reference), ("reference", reference, native)):
        for result in [result for result in ours.results if result not in set(theirs.results)][:5]:
            yield (
                f"only {name}: {result.focus_node} {result.path} {result.value!r} {result.source_shape}"
                f" {result.component} {[str(message) for message in result.messages]}"
            )


def without_blank_nodes(graph: Graph) -> Graph:
    kept = Graph()
    for triple in graph:
        if not any(isinstance(term, BNode) for term in triple):
            kept.add(triple)
    return kept


def test_the_projects_own_shapes_are_all_put_to_the_native_engine(own_shapes: Shapes) -> None:
    graphs = (own_shapes.asserted, own_shapes.entailed, own_shapes.ontology)
    assert [reason_for_the_reference(graph) for graph in graphs] == [None, None, None]


def test_both_engines_find_the_same_in_all_examples_at_once_and_every_shape_finds_something(
    own_shapes: Shapes, own_ontology: Graph
) -> None:
    # Together they contradict each other, which is all the better. The reports that they state go: blank
    # nodes among the data would send every SPARQL constraint to the reference.
    data = without_blank_nodes(read_turtle(EXAMPLES))
    found = {str(result.source_shape) for result in both(data, own_shapes, ontology=own_ontology).results}
    expected = {SHAPES + path.stem for path in EXAMPLES if path.parent.name == "bad"}
    # Those of an ontology are met below, those of classes ask for an IRI.
    unmet = {name.removeprefix(SHAPES) for name in expected - found}
    assert {name for name in unmet if name.islower()} == {"term-label", "term-definition"}


def test_both_engines_find_the_same_in_the_terms_of_an_ontology(
    turtle: Turtle, own_shapes: Shapes, own_ontology: Graph
) -> None:
    terms = own_ontology + turtle(
        'plan:New a owl:Class ; rdfs:label "Nuovo"@it . plan:old a owl:ObjectProperty .'
    )
    reports = [validate_ontology(terms, own_shapes, engine=chosen_engine(name)) for name in ENGINES]
    assert reports[0] == reports[1]
    assert len(reports[0].results) >= 6


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2025, 2026])
@pytest.mark.filterwarnings("ignore:Serializing weird numerical:UserWarning")  # that is what it is about
@pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")
def test_both_engines_find_the_same_in_a_plan_with_more_than_sixty_errors(
    seed: int, root: Path, own_shapes: Shapes, own_ontology: Graph
) -> None:
    data = root / "data"
    sound = read_turtle([data / "plan.ttl", data / "catalogue.ttl", data / "links.ttl"])
    before = validate(sound, read_turtle([data / "inferred.ttl"]), own_ontology, own_shapes)
    report = both(
        spoilt(sound, seed=seed, errors=120),
        own_shapes,
        inferred=read_turtle([data / "inferred.ttl"]),
        ontology=own_ontology,
    )
    made = set(report.results) - set(before.results)
    assert len(made) >= 60
    assert len({result.source_shape for result in made}) >= 30


def test_lines_of_n_triples_are_validated_like_the_graph_that_they_are(
    own_shapes: Shapes, own_ontology: Graph
) -> None:
    data = without_blank_nodes(read_turtle(EXAMPLES))
    by_graph = validate(data, Graph(), own_ontology, own_shapes)
    assert [*differing(validate_ntriples(lines_of(data), own_ontology, own_shapes), by_graph)] == []
    assert len(by_graph.results) > 1000


def test_lines_with_blank_nodes_and_lines_for_the_reference_are_read_into_a_graph(
    turtle: Turtle, shapes_of: ShapesOf
) -> None:
    shapes = shapes_of("ex:s a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:IRI .")
    for text, count in (("[] a ex:C .", 1), ("ex:a a ex:C .", 0)):
        lines = lines_of(turtle(text))
        for name in ENGINES:
            found = validate_ntriples(lines, Graph(), shapes, engine=chosen_engine(name))
            assert len(found.results) == count


@pytest.mark.parametrize(
    "text",
    [
        "ex:s sh:property [ sh:path ( ex:p [ sh:inversePath ex:q ] ) ; sh:minCount 1 ] .",
        "ex:s sh:property [ sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:maxCount 0 ] .",
        "ex:s sh:property [ sh:path ex:p ; sh:nodeKind sh:IRI ; sh:maxLength 3 ] .",
        "ex:s sh:closed true ; sh:ignoredProperties ( rdf:type ) .",
        "ex:s sh:not [ sh:property [ sh:path ex:p ; sh:minCount 1 ] ] .",
        "ex:s sh:xone ( [ sh:class ex:D ] [ sh:property [ sh:path ex:p ; sh:hasValue 1 ] ] ) .",
        "ex:s sh:property [ sh:path ex:p ; sh:in ( 1 ex:b ) ; sh:severity ex:odd ] .",
        'ex:s sh:property [ sh:path ex:p ; sh:pattern "^(?!x)" ] .',
        'ex:s sh:property [ sh:path ex:p ; sh:pattern "^.$" ; sh:flags "s" ] .',
        "ex:s sh:property [ sh:path ex:p ; sh:datatype xsd:dateTime ] .",
        "ex:s sh:property [ sh:path ex:p ; sh:datatype xsd:integer ] .",
        "ex:s sh:property [ sh:path ex:p ; sh:uniqueLang true ; sh:languageIn ( 'it' 'en' ) ] .",
        "ex:s sh:property [ sh:path ex:n ; sh:minInclusive 3 ; sh:lessThan ex:q ] .",
        "ex:s sh:deactivated true ; sh:nodeKind sh:Literal .",
        "ex:s sh:property ex:a, ex:b . ex:a sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:D ] ;"
        " sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 1 . ex:b sh:path ex:p ;"
        " sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMaxCount 0 .",
        # SPARQL: without ?value, with an unbound one, with a computed one, several at once, arithmetic.
        "ex:s sh:sparql [ sh:select 'SELECT $this WHERE { $this <https://example.org/p> ?x }' ] .",
        "ex:s sh:property [ sh:path ex:p ; sh:sparql"
        " [ sh:select 'SELECT $this WHERE { $this $PATH 1 }' ; sh:message '{$this} {?value}' ] ] .",
        "ex:s sh:property [ sh:path ex:q ; sh:sparql [ sh:message '«{?value}»'@it ; sh:select '''"
        "SELECT $this ?value WHERE { OPTIONAL { $this <https://example.org/q> ?value } }''' ] ] .",
        "ex:s sh:property [ sh:path ex:p ; sh:sparql [ sh:message '«{?value}»'@it ; sh:select '''"
        "SELECT $this ?value WHERE { $this $PATH ?x BIND (CONCAT(STR(?x), \"!\") AS ?value) }''' ] ] .",
        "ex:s sh:sparql [ sh:message 'b' ; sh:select 'SELECT $this WHERE { $this <https://example.org/p> 1 }'"
        " ], [ sh:message 'a' ; sh:select 'SELECT $this WHERE { $this a ?x }' ] .",
        "ex:s sh:sparql [ sh:select '''SELECT $this WHERE { $this <https://example.org/n> ?x"
        " FILTER (10 - ?x - 3 = 5) }''' ] .",
        "ex:s sh:sparql [ sh:select 'SELECT * WHERE { $this <https://example.org/p> ?value }' ] .",
        # Not SHACL 1.0, or not in a validator's duty: neither engine looks at it.
        "ex:s sh:js [ sh:jsFunctionName 'f' ] ; sh:rule [ a sh:TripleRule ; sh:subject sh:this ;"
        " sh:predicate ex:p ; sh:object 2 ] ; sh:property [ sh:path ex:p ; sh:maxCount 1 ] .",
    ],
)
def test_both_engines_find_the_same_with_the_shapes_of_strangers(
    turtle: Turtle, shapes_of: ShapesOf, text: str
) -> None:
    data = turtle(
        'ex:a a ex:C ; ex:p 1, "b"@it, "c"@it, "\\n\\"\\\\\\u00e9", ex:b, _:b ; ex:q 3 ; ex:n 2 .'
        "ex:b a ex:D ."
        'ex:c a ex:C . ex:d a ex:C ; ex:p "x"^^xsd:integer, "2025-13-01"^^xsd:dateTime ; ex:q _:b .'
        "_:b a ex:D, ex:C ; ex:q ex:a . _:c a ex:C ; ex:p [ ex:p 7 ] ."
    )
    shapes = shapes_of("ex:s a sh:NodeShape ; sh:targetClass ex:C . " + text)
    both(data, shapes)
    both(without_blank_nodes(data), shapes)


def test_blank_nodes_of_the_data_keep_their_names_whichever_engine_meets_them(
    turtle: Turtle, shapes_of: ShapesOf
) -> None:
    data = turtle("[] a ex:C ; ex:p [ ex:p 1 ] . [] a ex:C ; ex:p [ ex:p 2 ], [ ex:p 3 ] .")
    shapes = shapes_of(
        "ex:s a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:in () ] ."
    )
    assert len({result.value for result in both(data, shapes).results}) == 3


@pytest.mark.parametrize("name", ["native", "reference"])
@pytest.mark.parametrize(
    "text",
    [
        "sh:sparql [ sh:select 'SELECT $this WHERE { SERVICE <ELSEWHERE> { $this ?p ?o } }' ]",
        "sh:sparql [ sh:select 'SELECT $this WHERE { $this ?p ?o"
        " OPTIONAL { SERVICE SILENT <ELSEWHERE> { ?s ?p ?o } } }' ]",
        "sh:sparql [ sh:select 'SELECT $this FROM <ELSEWHERE> WHERE { $this ?p ?o }' ]",
        "sh:sparql [ sh:select 'SELECT $this FROM NAMED <ELSEWHERE>"
        " WHERE { GRAPH <ELSEWHERE> { $this ?p ?o } }' ]",
        "sh:rule [ a sh:SPARQLRule ; sh:construct"
        " 'CONSTRUCT { $this ?p ?o } WHERE { SERVICE <ELSEWHERE> { ?s ?p ?o } }' ]",
        "sh:js [ sh:jsFunctionName 'f' ; sh:jsLibrary [ sh:jsLibraryURL 'ELSEWHERE'^^xsd:anyURI ] ]",
        "sh:maxCount 0 . <ELSEWHERE> a owl:Ontology ; owl:imports <ELSEWHERE>",
        "sh:shapesGraph <ELSEWHERE> ; sh:entailment <ELSEWHERE> ; sh:property <ELSEWHERE>",
    ],
)
def test_no_shape_of_a_stranger_makes_a_request(
    turtle: Turtle, shapes_of: ShapesOf, name: str, text: str
) -> None:
    with counted_connections() as (address, connections):
        shapes = shapes_of(
            f"ex:s a sh:NodeShape ; sh:targetClass ex:C ; {text} .".replace("ELSEWHERE", address)
        )
        data = turtle(
            f"ex:a a ex:C ; owl:imports <{address}> . <{address}> a owl:Ontology ; owl:imports <{address}> ."
        )
        with suppress(ShapesError):  # some are refused, some are not looked at
            validate(data, Graph(), data, shapes, engine=chosen_engine(name))
        assert connections == []


def test_the_listener_of_these_tests_counts() -> None:
    with counted_connections() as (address, connections):
        host, port = address.removeprefix("http://").removesuffix("/").split(":")
        with socket() as client:
            client.connect((host, int(port)))
            client.recv(1)
        assert len(connections) == 1


@contextmanager
def counted_connections() -> Iterator[tuple[str, list[object]]]:
    connections: list[object] = []
    with create_server(("127.0.0.1", 0)) as listener:

        def count() -> None:
            while True:
                try:
                    client, peer = listener.accept()
                except OSError:  # closed
                    return
                connections.append(peer)
                client.close()

        Thread(target=count, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", connections


@pytest.mark.parametrize("name", ["native", "reference"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('ex:s sh:nodeKind "IRI" .', "sh:nodeKind"),
        ("ex:s sh:property [ sh:path ex:p ; sh:minCount 'one' ] .", "sh:minCount"),
        ("ex:s sh:property [ sh:path ex:p ; sh:in 3 ] .", "sh:in"),
        ("ex:s sh:property [ sh:maxCount 1 ] .", "sh:path"),
        ("ex:s sh:property ex:nowhere .", "sh:path"),
        ("ex:s sh:sparql [ sh:message 'x' ] .", "SPARQL"),
    ],
)
def test_ill_formed_shapes_find_nothing_right(
    turtle: Turtle, shapes_of: ShapesOf, name: str, text: str, said: str
) -> None:
    shapes = shapes_of("ex:s a sh:NodeShape ; sh:targetClass ex:C . " + text)
    with pytest.raises(ShapesError, match=said):
        validate(turtle("ex:a a ex:C ; ex:p 1 ."), Graph(), Graph(), shapes, engine=chosen_engine(name))


def test_shapes_that_grow_are_read_again(turtle: Turtle, shapes_of: ShapesOf) -> None:
    shapes = shapes_of("ex:s a sh:NodeShape ; sh:targetClass ex:C .")
    data = turtle("ex:a a ex:C .")
    assert both(data, shapes).conforms
    shapes.entailed.add((URIRef("https://example.org/s"), SH.nodeKind, SH.Literal))
    assert len(both(data, shapes).results) == 1


def test_without_the_extra_the_reference_validates(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen_engine().name == "shacl"
    monkeypatch.setattr(choice, "_native_is_installed", lambda: False)
    assert chosen_engine().name == "pyshacl"
    with pytest.raises(UsageError, match="plangraph\\[native\\]"):
        chosen_engine("native")
    with pytest.raises(UsageError, match="no validation engine «fast»"):
        chosen_engine("fast")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    st.one_of(
        TEXTS.map(Literal),
        TEXTS.map(lambda text: Literal(text, lang="it")),
        TEXTS.map(lambda text: Literal(text, datatype=XSD.token)),
        st.from_regex(r"https://example\.org/\w{0,9}", fullmatch=True).map(URIRef),
        st.just(BNode("b0")),
    )
)
def test_a_term_written_as_n_triples_is_the_same_when_read_by_us_or_by_rdflib(term: Node) -> None:
    assert term_of(text_of(term)) == term
    graph = Graph().parse(data=lines_of([(URIRef("ex:a"), RDF.value, term)]), format="nt")
    (read,) = graph.objects()
    assert isinstance(read, BNode) or read == term


@pytest.mark.parametrize("text", ["", "abc", '"open', '"a"^^b', "<a"])
def test_what_is_no_term_of_n_triples_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no term"):
        term_of(text)


@pytest.mark.parametrize(
    ("datatype", "right", "wrong"),
    [
        ("integer", ["12", "+1", "-0"], ["1_000", "\u0661", "1.0", " 1", ""]),
        ("decimal", ["1.", ".5", "-2.50"], ["1_0.0", "1e3", "NaN", "Infinity", "true", "."]),
        ("boolean", ["true", "0"], ["TRUE", "yes", " true"]),
        ("date", ["2026-02-28", "2024-02-29Z"], ["2026-W01-1", "2026-02-30", "2026-1-1", "2026-01-01+14:01"]),
    ],
)
@pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")
@pytest.mark.filterwarnings("ignore:Serializing weird numerical:UserWarning")
def test_both_engines_read_literals_as_xml_schema_does(
    datatype: str, right: list[str], wrong: list[str], shapes_of: ShapesOf
) -> None:
    shapes = shapes_of(
        f"ex:s a sh:PropertyShape ; sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:{datatype} ."
    )
    data = Graph()
    for text in right + wrong:
        value = Literal(text, datatype=XSD[datatype], normalize=False)
        data.add((URIRef("https://example.org/a"), URIRef("https://example.org/p"), value))
    assert {str(result.value) for result in both(data, shapes).results} == set(wrong)
