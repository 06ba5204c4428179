"""SPARQL's results formats, to the letter: the same hard terms come back through readers of others."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.query import Result

from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.formats import CSV, JSON, TSV, XML, Format
from plangraph.store.terms import XSD_STRING
from plangraph.store.terms import Literal as OurLiteral

HARD = "a\tb\nc\r\nd\re \"quoted\" \\ '' <&> ; , è 🏛 \u00a0"
QUERY = f"""SELECT ?iri ?text ?tagged ?typed ?number ?none ?node WHERE {{
  BIND (<http://example.org/a?b=c&d=è> AS ?iri)
  BIND ({json.dumps(HARD, ensure_ascii=False)} AS ?text)
  BIND ("città, detta \\"la bella\\""@it AS ?tagged)
  BIND ("2026-11-23"^^<http://www.w3.org/2001/XMLSchema#date> AS ?typed)
  BIND (750000.5 AS ?number)
  BIND (BNODE() AS ?node)
}}"""
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def nothing() -> Dataset:
    return open_dataset({})


@pytest.mark.parametrize(
    ("form", "name"), [(JSON, "json"), (XML, "xml"), (TSV, "tsv")], ids=["json", "xml", "tsv"]
)
def test_rdflib_reads_the_same_terms(nothing: Dataset, form: Format, name: str) -> None:
    result = Result.parse(io.BytesIO(nothing.query(QUERY).write(form)), format=name)
    assert [str(variable) for variable in result.vars or ()] == [
        "iri", "text", "tagged", "typed", "number", "none", "node",
    ]  # fmt: skip
    (row,) = result.bindings
    found = {str(variable): term for variable, term in row.items()}
    assert found["iri"] == URIRef("http://example.org/a?b=c&d=è")
    assert str(found["text"]) == HARD
    assert found["tagged"] == Literal('città, detta "la bella"', lang="it")
    assert found["typed"] == Literal("2026-11-23", datatype=URIRef(f"{XSD}date"))
    assert found["number"] == Literal("750000.5", datatype=URIRef(f"{XSD}decimal"))
    assert isinstance(found["node"], BNode)
    assert "none" not in found or found["none"] is None


def test_csv_has_bare_values_and_crlf(nothing: Dataset) -> None:
    body = nothing.query(QUERY).write(CSV).decode()
    header, row = csv.reader(io.StringIO(body, newline=""), strict=True)
    assert header == ["iri", "text", "tagged", "typed", "number", "none", "node"]
    assert row[:6] == [
        "http://example.org/a?b=c&d=è",
        HARD,
        'città, detta "la bella"',
        "2026-11-23",
        "750000.5",
        "",
    ]
    assert row[6].startswith("_:"), "CSV and TSV, 3.1: blank nodes as in Turtle"
    assert body.endswith("\r\n")


def test_tsv_has_one_line_a_solution(nothing: Dataset) -> None:
    lines = nothing.query(QUERY).write(TSV).decode().split("\n")
    assert len(lines) == 3
    assert lines[0] == "?iri\t?text\t?tagged\t?typed\t?number\t?none\t?node"
    assert len(lines[1].split("\t")) == 7
    assert lines[2] == ""


def json_text(body: bytes) -> str:
    value: str = json.loads(body)["results"]["bindings"][0]["x"]["value"]
    return value


def xml_text(body: bytes) -> str:
    return ElementTree.fromstring(body).findtext(".//{http://www.w3.org/2005/sparql-results#}literal", "")


def csv_text(body: bytes) -> str:
    # A lone empty value is an empty line, which the module takes for no row.
    rows = list(csv.reader(io.StringIO(body.decode(), newline=""), strict=True))
    return rows[1][0] if rows[1] else ""


def tsv_text(body: bytes) -> str:
    result = Result.parse(io.BytesIO(body), format="tsv")
    return str(next(iter(result.bindings[0].values())))


XML_CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], include_characters="\t\n\r", exclude_characters="\ufffe\uffff"
)


@given(text=st.text(XML_CHARACTERS, max_size=40))
@example(text="\r\n\r")
@example(text='"')
@example(text="]]>")
@pytest.mark.parametrize(
    ("form", "read"),
    [(JSON, json_text), (XML, xml_text), (CSV, csv_text), (TSV, tsv_text)],
    ids=["json", "xml", "csv", "tsv"],
)
def test_every_text_survives(form: Format, read: Callable[[bytes], str], text: str) -> None:
    answer = open_dataset({}).query(
        "SELECT ?x { VALUES ?x { UNDEF } }",
        substitutions={"x": OurLiteral(text, datatype=XSD_STRING)},
    )
    assert read(answer.write(form)) == text
