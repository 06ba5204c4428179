"""Every triple is found where it is written, whatever the syntax and the style."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SH, XSD

from plangraph.turtle import turtle_bytes
from plangraph.validation import Severity, ValidationResult
from plangraph.validation.naming import skolem_iri
from plangraph.validation.places import (
    FilePlaces,
    Lines,
    RemoteContextError,
    jsonld_statements,
    turtle_statements,
)
from plangraph.validation.spelling import as_written

EX = "https://example.org/"

# What breaks line counting and tokenizers: quotes, escapes, comment signs, other scripts, other line ends.
_TEXTS = st.text(
    st.one_of(
        st.sampled_from("\"'\\#<>@^.;,[](){}_:\n\r\t €àé\u2028\u0085\U0001f600"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=12,
)
_LOCALS = st.text("ab1-_.é%~:'", min_size=1, max_size=6).filter(lambda name: not name.endswith("%"))
_IRIS = _LOCALS.map(lambda name: URIRef(EX + name.replace("%", "%20")))
_LITERALS = st.one_of(
    st.builds(Literal, _TEXTS),
    st.builds(lambda text, lang: Literal(text, lang=lang), _TEXTS, st.sampled_from(["it", "en"])),
    st.integers().map(Literal),
    st.booleans().map(Literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(Literal),
    st.floats(allow_nan=False, allow_infinity=False).map(Literal),
    st.builds(lambda text: Literal(text, datatype=URIRef(EX + "type")), _TEXTS),
)
_BLANKS = st.sampled_from([BNode(name) for name in ("a", "b", "c")])


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Small graphs with nested blank nodes, lists and all kinds of literals."""
    graph = Graph(bind_namespaces="none")
    graph.bind("ex", EX)
    predicates = st.one_of(_IRIS, st.just(RDF.type))
    for _ in range(draw(st.integers(1, 8))):
        subject, predicate = draw(st.one_of(_IRIS, _BLANKS)), draw(predicates)
        if predicate == RDF.type:
            graph.add((subject, predicate, draw(_IRIS)))
        elif draw(st.integers(0, 9)) == 0:
            head = BNode()
            Collection(graph, head, draw(st.lists(st.one_of(_IRIS, _LITERALS), min_size=1, max_size=3)))
            graph.add((subject, predicate, head))
        else:
            graph.add((subject, predicate, draw(st.one_of(_IRIS, _LITERALS, _BLANKS))))
    return graph


def _oxigraph(form: RdfFormat) -> Callable[[Graph], str]:
    def write(graph: Graph) -> str:
        triples = parse(graph.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES)
        written: bytes | None = serialize(triples, format=form, prefixes={"ex": EX})
        assert written is not None
        return written.decode()

    return write


STYLES: dict[str, Callable[[Graph], str]] = {
    "ours": lambda graph: turtle_bytes(graph).decode(),
    "rdflib turtle": lambda graph: graph.serialize(format="turtle"),
    "rdflib longturtle": lambda graph: graph.serialize(format="longturtle"),
    "rdflib n-triples": lambda graph: graph.serialize(format="nt"),
    "rdflib trig": lambda graph: _dataset(graph).serialize(format="trig"),
    "rdflib n-quads": lambda graph: _dataset(graph).serialize(format="nquads"),
    "engine turtle": _oxigraph(RdfFormat.TURTLE),
    "engine trig": _oxigraph(RdfFormat.TRIG),
    "engine n-triples": _oxigraph(RdfFormat.N_TRIPLES),
    "engine n-quads": _oxigraph(RdfFormat.N_QUADS),
}


def _dataset(graph: Graph) -> Dataset:
    dataset = Dataset()
    dataset.bind("ex", EX)
    for triple in graph:
        dataset.graph(URIRef(EX + "g")).add(triple)
    return dataset


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib 7.6 uses itself what it deprecates
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=graphs())
def test_every_triple_of_every_style_is_found_where_it_is_written(ends: str, graph: Graph) -> None:
    for style, write in STYLES.items():
        text = write(graph)
        if "\r" not in text:
            text = text.replace("\n", ends)
        form = _FORMS.get(style.split()[-1], RdfFormat.TURTLE)
        try:
            triples = [f"{q.subject} {q.predicate} {q.object} .\n" for q in parse(text.encode(), form)]
        except SyntaxError:
            continue  # rdflib writes a percent sign into a prefix and the rest of the escape into a name
        again = Graph()
        for statement in turtle_statements(text):
            again.add(statement[:3])
            for term, at in [
                (statement.subject, statement.subject_at),
                (statement.predicate, statement.predicate_at),
                (statement.object, statement.object_at),
            ]:
                assert _begins(term, text, at), (style, term, text[at : at + 40])
        with as_written():
            whole = Graph().parse(data="".join(triples), format="nt")
        assert isomorphic(again, whole), (style, text)


_FORMS = {"n-triples": RdfFormat.N_TRIPLES, "n-quads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}
_PREFIXES = re.compile(r"(?i)^@?prefix\s+([^:]*):\s*<([^>]*)>", re.MULTILINE)
_NAME = re.compile(r"([^\s:<\"]*):((?:\\.|[^\s;,()\[\]\\])*)")


def _begins(term: object, text: str, at: int) -> bool:
    """Say whether a term is written at an offset; what is nested begins with its bracket."""
    rest = text[at:]
    if term in (RDF.first, RDF.rest):
        return True  # said by the brackets
    if rest[0] in "([)" or rest.startswith("_:"):
        return isinstance(term, BNode) or rest[0] in "()"
    if isinstance(term, BNode):
        return True  # cells of a list are nowhere written themselves
    if isinstance(term, Literal):
        return rest[0] in "\"'+-.0123456789tf"
    if rest[0] == "<":
        return rest[1:].partition(">")[0] == str(term)
    if re.match(r"a\s", rest):
        return term == RDF.type
    name = _NAME.match(rest)
    assert name is not None, rest[:40]
    local = re.sub(r"\\(.)", r"\1", name[2])
    prefixes: dict[str, str] = dict(_PREFIXES.findall(text))
    return prefixes.get(name[1], "") + local == str(term)


TURTLE = """\
@prefix ex: <https://example.org/> .
# a comment with « quotes " and a # sign
ex:one a ex:Kind ;   # another
    ex:name "Lecce" , '''first
line two''' ;
    ex:nested [ ex:p 1 , 2.50 ; ex:q ( ex:x true ) ] .
PREFIX e: <https://example.org/>
e:two e:ci\\~ao "😀" ; e:last ex:one .
"""


def _place(text: str, focus: str, path: str | None, value: Literal | URIRef | None = None) -> str:
    result = ValidationResult(
        focus_node=URIRef(EX + focus),
        path=None if path is None else URIRef(EX + path),
        value=value,
        component=SH.MinCountConstraintComponent,
        source_shape=URIRef(EX + "shape"),
        severity=Severity.VIOLATION,
    )
    found = FilePlaces("plan.ttl", text, turtle_statements).find(result)
    return "" if found is None else str(found[1])


@pytest.mark.parametrize(
    ("focus", "path", "value", "place"),
    [
        ("one", "name", Literal("first\nline two"), "plan.ttl:4:23"),
        ("one", "name", None, "plan.ttl:4:23"),
        ("one", "missing", None, "plan.ttl:3:1"),
        ("one", None, URIRef(EX + "Kind"), "plan.ttl:3:10"),
        ("two", "ci~ao", Literal("😀"), "plan.ttl:8:16"),
        ("Kind", "name", None, "plan.ttl:3:10"),
        ("nobody", "name", URIRef(EX + "two"), "plan.ttl:8:1"),
        ("nobody", "name", None, ""),
    ],
)
def test_a_result_is_shown_at_the_best_place_there_is(
    focus: str, path: str | None, value: Literal | URIRef | None, place: str
) -> None:
    assert _place(TURTLE, focus, path, value) == place


def test_a_nested_node_without_a_name_is_found_by_the_iri_that_a_report_gives_it() -> None:
    graph = Graph().parse(data=TURTLE, format="turtle")
    node = graph.value(URIRef(EX + "one"), URIRef(EX + "nested"))
    assert node is not None
    iri = skolem_iri(node, graph)
    result = ValidationResult(
        focus_node=iri,
        path=URIRef(EX + "p"),
        value=Literal("2.50", datatype=XSD.decimal),
        component=SH.MinCountConstraintComponent,
        source_shape=URIRef(EX + "shape"),
        severity=Severity.VIOLATION,
    )
    found = FilePlaces("plan.ttl", TURTLE, turtle_statements).find(result)
    assert found is not None
    assert (found[1].line, found[1].column) == (6, 26)


def test_columns_are_told_in_characters_and_in_utf_16_units() -> None:
    place = Lines("è\r\n«😀😀» x", "f").place(8)
    assert (place.line, place.column, place.utf16_column) == (2, 6, 8)


def test_text_that_breaks_off_gives_the_triples_before_the_break() -> None:
    text = TURTLE + 'ex:three ex:name "never closed .'
    assert len(list(turtle_statements(text))) == len(list(turtle_statements(TURTLE)))
    assert not list(turtle_statements("[" * 100_000))


JSONLD = """\
{
  "@context": {"ex": "https://example.org/", "name": {"@id": "ex:name", "@language": "it"},
               "knows": {"@id": "ex:knows", "@type": "@id"}, "back": {"@reverse": "ex:knows"}},
  "@graph": [
    {"@id": "ex:one", "@type": "ex:Kind",
     "name": ["Lecce",
              "Brindisi"],
     "knows": "ex:two",
     "ex:list": {"@list": [1, "b"]}},
    {"@id": "ex:two",
     "ex:nested": {"ex:p": {"@value": "3", "@type": "ex:t"}},
     "back": {"@id": "ex:three"}}
  ]
}
"""


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_json_ld_has_the_triples_that_rdflib_reads_each_with_its_place() -> None:
    found = jsonld_statements(JSONLD, base=EX)
    graph = Graph()
    for statement in found:
        graph.add(statement[:3])
    assert isomorphic(graph, Graph().parse(data=JSONLD, format="json-ld", publicID=EX))
    lines = {
        (str(s.subject).removeprefix(EX), str(s.object).removeprefix(EX)): Lines(JSONLD, "f")
        .place(s.object_at)
        .line
        for s in found
    }
    assert lines["one", "Kind"] == 5
    assert lines["one", "Lecce"] == 6
    assert lines["one", "Brindisi"] == 7
    assert lines["one", "two"] == 8
    assert lines["three", "two"] == 12
    subjects = {str(s.subject).removeprefix(EX): Lines(JSONLD, "f").place(s.subject_at).line for s in found}
    assert (subjects["one"], subjects["two"]) == (5, 10)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib 7.6 uses it itself
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=graphs())
def test_json_ld_of_rdflib_is_read_as_rdflib_reads_it(graph: Graph) -> None:
    text = graph.serialize(format="json-ld", context={"ex": EX}, auto_compact=True)
    again = Graph()
    for statement in jsonld_statements(text):
        again.add(statement[:3])
        assert text[statement.object_at] in '"{[-0123456789tf'
    assert isomorphic(again, Graph().parse(data=text, format="json-ld"))


@pytest.mark.parametrize(
    "context",
    [
        "http://127.0.0.1:9/c",
        ["http://127.0.0.1:9/c"],
        {"t": {"@id": "ex:t", "@context": "http://127.0.0.1:9/c"}},
    ],
)
def test_a_context_at_another_address_is_refused_at_its_place(context: object) -> None:
    text = json.dumps({"@context": context, "t": {"a": 1}}, indent=1)
    with pytest.raises(RemoteContextError) as caught:
        jsonld_statements(text)
    assert text[caught.value.at :].startswith('"http://127.0.0.1:9/c"')


def test_an_imported_context_is_refused() -> None:
    with pytest.raises(RemoteContextError):
        jsonld_statements('{"@context": {"@version": 1.1, "@import": "http://127.0.0.1:9/c"}}')
