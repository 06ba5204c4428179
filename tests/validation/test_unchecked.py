"""A report on data that nobody has looked at says so, in every form."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from python_calamine import CalamineWorkbook
from rdflib import Graph

from plangraph.validation import FORMS, Shapes, Unchecked, ValidationReport, completed, validate, write_report

SARIF = Path(__file__).parent / "report" / "sarif-schema-2.1.0.json"


@pytest.mark.parametrize(
    ("target", "is_checked"),
    [
        ("sh:targetClass ex:School", True),
        ("sh:targetClass ex:Building", True),
        ("sh:targetClass ex:Bridge", False),
        ("sh:targetSubjectsOf ex:pupils", True),
        ("sh:targetObjectsOf ex:pupils", True),
        ("sh:targetObjectsOf ex:none", False),
        ("sh:targetNode ex:a", True),
        ("sh:targetNode ex:elsewhere", False),
        ("sh:targetClass ex:School ; sh:deactivated true", False),
    ],
)
def test_a_shape_checks_something_if_its_target_is_in_the_data(
    target: str, is_checked: bool, turtle: Callable[[str], Graph], shapes_of: Callable[..., Shapes]
) -> None:
    shapes = shapes_of(f"ex:s a sh:NodeShape ; sh:nodeKind sh:IRI ; {target} .")
    data, vocabulary = (
        turtle("ex:a a ex:School ; ex:pupils ex:b ."),
        turtle("ex:School rdfs:subClassOf ex:Building ."),
    )
    report = completed(validate(data, Graph(), vocabulary, shapes), data, Graph(), vocabulary, shapes)
    assert report.unchecked is (None if is_checked else Unchecked.UNTOUCHED)


def test_a_file_without_triples_is_told_as_such(shapes_of: Callable[..., Shapes]) -> None:
    shapes = shapes_of("ex:s a sh:NodeShape ; sh:targetNode ex:a ; sh:nodeKind sh:IRI .")
    assert completed(ValidationReport(), Graph(), Graph(), Graph(), shapes).unchecked is Unchecked.EMPTY


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_that_no_rule_was_checked(form: str, language: str) -> None:
    body = write_report(ValidationReport(unchecked=Unchecked.UNTOUCHED), form, language=language)
    if form == "xlsx":
        rows = CalamineWorkbook.from_filelike(BytesIO(body)).get_sheet_by_index(0).to_python()
        text = " ".join(str(cell) for row in rows for cell in row)
    else:
        text = json.dumps(json.loads(body), ensure_ascii=False) if "json" in form else body.decode()
    assert Unchecked.UNTOUCHED.sentence(language) in text
    assert "Nothing to report" not in text
    assert "Nessun rilievo" not in text


def test_sarif_tells_it_as_a_notification_of_the_run() -> None:
    log = json.loads(write_report(ValidationReport(unchecked=Unchecked.EMPTY), "sarif"))
    jsonschema.validate(log, json.loads(SARIF.read_text(encoding="utf-8")))
    [told] = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("There is no triple in these files")
