"""A plan broken on purpose: every form tells the same findings, at the lines that were broken."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from python_calamine import CalamineWorkbook
from rdflib import BNode, Graph
from rdflib.namespace import RDF, SH

from plangraph import pipeline
from plangraph.layout import project_layout
from plangraph.turtle import turtle_bytes
from plangraph.validating import Request, validate_files
from plangraph.validation import FORMS, Severity, ValidationReport, write_report

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Break:
    """A mistake put into the plan, and the finding that it must give."""

    shape: str
    old: str
    new: str
    line: str
    """How the line begins that is to be shown; the first such at or before the mistake."""
    at: str = ""
    """Where the mistake is, if nothing of it is to be seen."""


SECTOR = "    plan:responsibleSector <https://w3id.org/plangraph/id/sector/"
TITLE = '    dcterms:title "Formazione e assistenza ai referenti contabili di settore"@it'
APOSTROPHE = '    plan:treatment "Left as printed; apostrophe for an accent."@en,\n        '
BREAKS = (
    Break("project-cup", 'plan:cup "C83I22000110001"', 'plan:cup "C83"', "    plan:cup"),
    Break("position", "    plan:position 22 ;\n", "", "<", "1.1/05f564bf> a plan:Activity"),
    Break("activity-transversal", "plan:transversal true", "plan:transversal false", "    plan:transversal"),
    Break("activity-type", "activity-type/development>", "activity-type/other>", "    plan:activityType"),
    Break("mention-status", 'mappingStatus "exact"', 'mappingStatus "sure"', "    plan:mappingStatus"),
    Break("row-first-line", "    plan:firstLine 438 ;", "    plan:firstLine 0 ;", "    plan:firstLine"),
    Break("title-length", TITLE, '    dcterms:title "F."@it', "    dcterms:title"),
    Break("plan-period", "    plan:lastYear 2027", "    plan:lastYear 2020", "    plan:firstYear"),
    Break("anomaly-treatment-english", APOSTROPHE, "    plan:treatment ", "    plan:treatment"),
    Break("sector-of-municipality", f"{SECTOR}09>", f"{SECTOR}99>", "    plan:responsibleSector"),
    Break("number", "    plan:number 10 ;", '    plan:number "ten" ;', "    plan:number"),
)


@pytest.fixture(scope="module")
def text(built: pipeline.Built) -> str:
    """Return the plan with all of ``BREAKS``."""
    text = turtle_bytes(built.asserted).decode()
    for broken in BREAKS:
        assert broken.old in text, broken
        text = text.replace(broken.old, broken.new, 1)
    return text


@pytest.fixture(scope="module")
def report(text: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValidationReport]:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "è mio.ttl").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield validate_files(Request(files=[Path("è mio.ttl")]), project_layout()).report


@pytest.fixture(scope="module")
def sarif(report: ValidationReport) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(write_report(report, "sarif", language="it"))
    return log


def test_sarif_keeps_to_the_schema_of_its_standard(sarif: dict[str, Any]) -> None:
    schema = json.loads((HERE / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    errors = [error.message for error in validator(schema).iter_errors(sarif)]
    assert not errors
    assert [*validator(schema).iter_errors({"version": "2.1.0"})], (
        "a schema that refuses nothing proves nothing"
    )


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.shape)
def test_sarif_points_at_the_line_that_was_broken(broken: Break, text: str, sarif: dict[str, Any]) -> None:
    lines = text.split("\n")
    number = text.count("\n", 0, text.index(broken.at or broken.new)) + 1
    while not lines[number - 1].startswith(broken.line):
        number -= 1
    shown = [
        result["locations"][0]["physicalLocation"]
        for result in sarif["runs"][0]["results"]
        if result["ruleId"] == broken.shape
    ]
    assert number in [place["region"]["startLine"] for place in shown]
    assert {unquote(place["artifactLocation"]["uri"]) for place in shown} == {"è mio.ttl"}


def test_every_violation_has_a_place_and_a_plan_s_line_where_there_is_one(report: ValidationReport) -> None:
    assert all(result.place and result.place.line for result in report.results)
    assert sum(result.explanation.source is not None for result in report.results) > 300


def test_every_result_has_its_words_in_both_languages(report: ValidationReport) -> None:
    for result in report.results:
        known = result.explanation
        for texts in (known.rule_name, known.rule, known.problem, known.suggestion):
            assert {text.language for text in texts} == {"it", "en"}, result
            assert all(text for text in texts), result


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib 7.6 uses it itself
def test_all_forms_tell_the_same_findings(report: ValidationReport) -> None:
    assert report.counts[Severity.VIOLATION] >= len(BREAKS)
    total = len(report.results)
    assert {form: _count(form, write_report(report, form, language="it")) for form in FORMS} == dict.fromkeys(
        FORMS, total
    )


def test_every_form_is_the_same_bytes_each_time(report: ValidationReport) -> None:
    again = ValidationReport.of(report.results[::-1])
    for form in FORMS:
        assert write_report(report, form) == write_report(again, form), form


def _count(form: str, body: bytes) -> int:
    if form in ("turtle", "jsonld"):
        graph = Graph().parse(data=body, format="turtle" if form == "turtle" else "json-ld")
        assert not [term for triple in graph for term in triple if isinstance(term, BNode)]
        return len(set(graph.subjects(RDF.type, SH.ValidationResult)))
    if form == "json":
        content = json.loads(body)
        assert sum(content["counts"].values()) == sum(rule["count"] for rule in content["rules"])
        return sum(len(rule["results"]) for rule in content["rules"])
    if form == "sarif":
        return len(json.loads(body)["runs"][0]["results"])
    if form == "csv":
        return len(list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))) - 1
    if form == "xlsx":
        return len(CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()) - 1
    if form == "junit":
        root = ElementTree.fromstring(body)
        assert int(root.attrib["tests"]) == sum(int(suite.attrib["tests"]) for suite in root)
        return len(list(root.iter("testcase")))
    if form == "html":
        return _Items(body.decode()).results
    text = body.decode()
    return (
        len(text.splitlines()) if form == "github" else len(re.findall(r"^      <.*>$", text, re.MULTILINE))
    )


class _Items(HTMLParser):
    """Counts the results of a page, and refuses what our policy would."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.results = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "style")
        assert not [name for name, _ in attrs if name == "style" or name.startswith("on")]
        self.results += tag == "li" and str(dict(attrs).get("id", "")).startswith("result-")
