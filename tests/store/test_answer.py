"""Answers written by the engine are read back by libraries that know nothing of it."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from rdflib import Dataset as RdflibDataset
from rdflib import Graph
from rdflib.compare import isomorphic

from plangraph.store.answer import write_statements
from plangraph.store.dataset import Dataset
from plangraph.store.errors import AnswerTooLargeError, UnwritableError
from plangraph.store.formats import (
    CSV,
    FORMATS,
    JSON,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    TRIG,
    TSV,
    TURTLE,
    XML,
    Format,
    Kind,
    format_named,
    formats_for,
)
from plangraph.store.terms import Iri, Literal

# rdflib 7.6 uses what it deprecates.
pytestmark = pytest.mark.filterwarnings(
    "ignore:(ConjunctiveGraph|Dataset.default_context) is deprecated:DeprecationWarning"
)

NAMES = (
    "SELECT ?s ?name ?none WHERE { ?s a ?t ; <http://example.org/name> ?name OPTIONAL { ?s <a:b> ?none } }"
)
NAME = 'Anna, "la rossa"\r\nLecce'
NOTHING = "SELECT ?s ?o WHERE { ?s <http://example.org/none> ?o }"
ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def test_csv_ends_lines_with_crlf_and_quotes_what_needs_it(dataset: Dataset) -> None:
    body = dataset.query(NAMES).write(CSV).decode()
    assert body.startswith("s,name,none\r\n")
    assert body.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(body, newline="")))
    assert rows == [["s", "name", "none"], ["http://example.org/anna", NAME, ""]]


def test_tsv_keeps_terms_as_turtle_writes_them(dataset: Dataset) -> None:
    head, row = dataset.query(NAMES).write(TSV).decode().splitlines()
    assert head == "?s\t?name\t?none"
    assert row == '<http://example.org/anna>\t"Anna, \\"la rossa\\"\\r\\nLecce"@it\t'


def test_json_and_xml_say_the_same_carriage_return_included(dataset: Dataset) -> None:
    bindings = json.loads(dataset.query(NAMES).write(JSON))["results"]["bindings"]
    assert bindings[0]["name"] == {"type": "literal", "xml:lang": "it", "value": NAME}
    root = ElementTree.fromstring(dataset.query(NAMES).write(XML))
    assert [element.text for element in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == [
        NAME
    ]


def test_characters_that_xml_cannot_hold_are_replaced(dataset: Dataset) -> None:
    query = r'SELECT ("a\u0001b" AS ?x) {}'
    assert json.loads(dataset.query(query).write(JSON))["results"]["bindings"][0]["x"]["value"] == "a\x01b"
    root = ElementTree.fromstring(dataset.query(query).write(XML))
    assert "".join(root.itertext()) == "a\ufffdb"


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV], ids=lambda form: form.name)
def test_no_solutions_still_have_their_columns(dataset: Dataset, form: Format) -> None:
    body = dataset.query(NOTHING).write(form).decode()
    if form is JSON:
        assert json.loads(body) == {"head": {"vars": ["s", "o"]}, "results": {"bindings": []}}
    elif form is XML:
        names = [e.get("name") for e in ElementTree.fromstring(body).iter() if e.tag.endswith("variable")]
        assert names == ["s", "o"]
    else:
        assert body == ("s,o\r\n" if form is CSV else "?s\t?o\n")


def test_a_boolean_is_json_or_xml(dataset: Dataset) -> None:
    assert formats_for(Kind.BOOLEAN) == (JSON, XML)
    assert json.loads(dataset.query("ASK {}").write(JSON)) == {"head": {}, "boolean": True}
    assert ElementTree.fromstring(dataset.query("ASK { <a:a> <a:a> 1 }").write(XML))[1].text == "false"
    with pytest.raises(UnwritableError, match="csv cannot hold"):
        dataset.query("ASK {}").write(CSV)


def _parse(body: bytes, form: Format) -> Graph:
    if form in (N_QUADS, TRIG):
        quads = RdflibDataset()
        quads.parse(data=body, format=form.name if form is TRIG else "nquads")
        return Graph() + quads.graph(quads.default_graph.identifier)
    names = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
    return Graph().parse(data=body, format=names.get(form.name, form.name))


@pytest.mark.parametrize("form", formats_for(Kind.GRAPH), ids=lambda form: form.name)
def test_every_graph_format_holds_the_same_graph(dataset: Dataset, form: Format) -> None:
    expected = _parse(dataset.query(ALL).write(N_TRIPLES), N_TRIPLES)
    assert len(expected) == 5
    assert isomorphic(_parse(dataset.query(ALL).write(form), form), expected)


@pytest.mark.parametrize("form", formats_for(Kind.GRAPH), ids=lambda form: form.name)
def test_an_empty_graph_is_a_document(dataset: Dataset, form: Format) -> None:
    assert len(_parse(dataset.query("CONSTRUCT WHERE { <a:a> <a:a> 1 }").write(form), form)) == 0


def test_turtle_declares_the_prefixes_it_uses_and_no_others() -> None:
    statement = (Iri("http://example.org/a"), Iri("http://example.org/p"), Literal("x"))
    prefixes = {"ex": "http://example.org/", "other": "http://example.com/"}
    body = write_statements([statement], TURTLE, prefixes).decode()
    assert body == '@prefix ex: <http://example.org/> .\nex:a ex:p "x" .\n'


def test_a_property_without_xml_name_is_refused_rather_than_mangled(dataset: Dataset) -> None:
    with pytest.raises(UnwritableError, match=r"<http://example\.org/1>"):
        dataset.query("CONSTRUCT { <a:a> <http://example.org/1> 1 } {}").write(RDF_XML)


def test_formats_are_found_by_name_and_by_suffix() -> None:
    for form in FORMATS:
        assert format_named(form.name.upper()) is format_named(form.suffix) is form
    assert format_named("docx") is None


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_blank_nodes_that_a_query_makes_have_the_same_labels_every_time(
    dataset: Dataset, form: Format
) -> None:
    query = 'SELECT (BNODE() AS ?a) ("_:b" AS ?b) (?a AS ?c) (BNODE() AS ?d) {}'
    first, second = (dataset.query(query).write(form) for _ in range(2))
    assert first == second
    assert first.count(b"b0") == 2
    assert first.count(b"b1") == 1


def test_blank_nodes_of_a_template_have_the_same_labels_every_time(dataset: Dataset) -> None:
    query = "CONSTRUCT { [] <a:b> [ <a:c> _:x ] . _:x <a:d> <<( <a:e> <a:f> _:x )>> } WHERE {}"
    first, second = (dataset.query(query).write(N_TRIPLES) for _ in range(2))
    assert first == second
    assert first.count(b"_:b0 ") == 3


@pytest.mark.parametrize(
    ("query", "form"), [("SELECT * { ?s ?p ?o }", JSON), ("CONSTRUCT WHERE { ?s ?p ?o }", TURTLE)]
)
def test_an_answer_above_the_limit_is_refused_and_not_cut(dataset: Dataset, query: str, form: Format) -> None:
    size = len(dataset.query(query).write(form))
    assert len(dataset.query(query).write(form, largest=size)) == size
    with pytest.raises(AnswerTooLargeError, match=f"more than {size - 1} bytes"):
        dataset.query(query).write(form, largest=size - 1)
