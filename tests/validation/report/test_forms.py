"""What hostile or foreign data may do to a report: nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH

from plangraph.validation import (
    Place,
    Severity,
    Shapes,
    ValidationReport,
    ValidationResult,
    explained,
    rule_result,
    validate,
    write_report,
)
from plangraph.validation.sentences import LANGUAGES, component_sentences

EX = "https://example.org/"
HOSTILE = '=1+1<script>alert("x")</script>\r\n::error::%,:\x07'


@pytest.fixture
def hostile() -> ValidationReport:
    """Return a report of which every text that comes from data or shapes is hostile."""
    texts = (Literal(HOSTILE, lang="en"),)
    result = ValidationResult(
        focus_node=URIRef(EX + "a"),
        path=URIRef(EX + "p"),
        value=Literal(HOSTILE),
        component=SH.PatternConstraintComponent,
        source_shape=URIRef(EX + "shape"),
        severity=Severity.VIOLATION,
        messages=texts,
        place=Place(file="a,b:c%.ttl", line=2, column=3, utf16_column=4),
    )
    known = replace(
        result.explanation, rule_name=texts, rule=texts, problem=texts, suggestion=texts, focus_label=texts
    )
    return ValidationReport.of([replace(result, explanation=known)])


def test_no_cell_of_a_table_is_a_formula(hostile: ValidationReport) -> None:
    text = write_report(hostile, "csv").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.startswith("=")]
    assert any(cell.startswith("'=1+1") for cell in cells)


def test_a_page_shows_tags_as_text(hostile: ValidationReport) -> None:
    page = write_report(hostile, "html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_annotation_is_one_command_with_its_signs_escaped(hostile: ValidationReport) -> None:
    (line,) = write_report(hostile, "github").decode().splitlines()
    assert line.startswith("::error file=a%2Cb%3Ac%25.ttl,line=2,col=3,title=")
    assert "%0D%0A::error::%25" in line


def test_sarif_counts_columns_in_utf_16(hostile: ValidationReport) -> None:
    run = json.loads(write_report(hostile, "sarif"))["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert run["columnKind"] == "utf16CodeUnits"
    assert place["region"] == {"startLine": 2, "startColumn": 4}
    assert place["artifactLocation"]["uri"] == "a%2Cb%3Ac%25.ttl"


def test_junit_is_xml_whatever_the_data_hold(hostile: ValidationReport) -> None:
    from xml.etree import ElementTree

    root = ElementTree.fromstring(write_report(hostile, "junit"))
    assert [failure.attrib["type"] for failure in root.iter("failure")] == ["must be mended"]


def test_a_fingerprint_outlives_a_moved_line_and_a_new_wording(hostile: ValidationReport) -> None:
    (result,) = hostile.results
    moved = replace(result, place=None, messages=(), severity=Severity.INFO)
    assert moved.fingerprint == result.fingerprint
    assert replace(result, value=None).fingerprint != result.fingerprint


def test_findings_that_differ_in_their_message_alone_are_kept_apart(hostile: ValidationReport) -> None:
    (result,) = hostile.results
    both = ValidationReport.of([result, replace(result, messages=(Literal("other"),))])
    names = [name for name, _ in both.fingerprinted()]
    assert names == [result.fingerprint, f"{result.fingerprint}-2"]
    assert not both.without(names).results


def test_a_rule_of_its_own_has_words_in_both_languages() -> None:
    report = ValidationReport.of([rule_result("readable", URIRef(EX + "f"), "line 3")])
    assert "DA CORREGGERE · file leggibile · 1 caso" in write_report(report, "text", language="it").decode()
    assert "MUST BE MENDED · readable file · 1 case" in write_report(report, "text", language="en").decode()
    with pytest.raises(KeyError):
        rule_result("unknown", URIRef(EX + "f"), "")


# SHACL, 4: the constraint components of SHACL Core.
# fmt: off
CORE = (
    "class", "datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive",
    "maxExclusive", "maxInclusive", "minLength", "maxLength", "pattern", "languageIn", "uniqueLang",
    "equals", "disjoint", "lessThan", "lessThanOrEquals", "not", "and", "or", "xone", "node",
    "property", "qualifiedMinCount", "qualifiedMaxCount", "closed", "hasValue", "in",
)
# fmt: on


@pytest.mark.parametrize("name", CORE)
def test_every_component_of_shacl_core_has_a_plain_sentence_of_its_own(name: str) -> None:
    component = URIRef(f"{SH._NS}{name[0].upper()}{name[1:]}ConstraintComponent")
    shapes, shape = Graph(), URIRef(EX + "shape")
    shapes.add((shape, URIRef(f"{SH._NS}{name}"), Literal("7")))
    names = dict.fromkeys(LANGUAGES, "SHAPE")
    said = component_sentences(
        component, shape, shapes, name=names, path=URIRef(EX + "p"), called=lambda node, _: str(node)
    )
    for texts in said:
        assert {text.language for text in texts} == set(LANGUAGES)
        assert not [text for text in texts if "SHAPE" in text or "{" in text]


def test_the_message_of_a_foreign_shape_stays_whole_beside_the_plain_rule(
    turtle: Callable[[str], Graph], shapes_of: Callable[..., Shapes]
) -> None:
    shapes = shapes_of(
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; "
        'sh:property [ sh:path ex:p ; sh:in ( 1 2 ) ; sh:message "note: x" ] .'
    )
    data = turtle("ex:a a ex:C ; ex:p 3 .")
    report = explained(
        validate(data, Graph(), Graph(), shapes), shapes=shapes.all, data=data, vocabulary=Graph()
    )
    (result,) = report.results
    assert [str(text) for text in result.explanation.rule] == [
        "“p” must be one of these values: 1, 2.",
        "Il dato «p» deve essere uno di questi valori: 1, 2.",
    ]
    assert [str(text) for text in result.explanation.problem] == ["note: x"]
