"""A report as JUnit XML for continuous integration: a test suite a rule, a test case a result."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from plangraph.validation.report.wording import WORDS, Group, Said, by_rule, notice
from plangraph.validation.results import Severity, ValidationReport

# XML 1.0, 2.2: the characters that a document may hold.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report_junit(report: ValidationReport, *, language: str) -> bytes:
    """Return ``report`` as JUnit XML.

    A violation is a failure; a warning or an information is a test that passed with its words in
    ``system-out``, so that only what must be mended breaks a build. That nothing was checked is an error.
    """
    groups = by_rule(report, language)
    failures = report.counts[Severity.VIOLATION]
    root = ElementTree.Element(
        "testsuites",
        name="plangraph",
        tests=str(len(report.results) + bool(report.unchecked)),
        failures=str(failures),
        errors=str(int(bool(report.unchecked))),
    )
    if report.unchecked:
        _add_notice(root, report, language)
    for group in groups:
        _add_suite(root, group, language)
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _add_notice(root: ElementTree.Element, report: ValidationReport, language: str) -> None:
    name = WORDS[language]["unchecked"]
    suite = ElementTree.SubElement(
        root, "testsuite", name=name, tests="1", failures="0", errors="1", skipped="0"
    )
    case = ElementTree.SubElement(suite, "testcase", classname="plangraph", name=name)
    ElementTree.SubElement(case, "error", message=notice(report, language))


def _add_suite(root: ElementTree.Element, group: Group, language: str) -> None:
    failures = len(group.said) if group.severity is Severity.VIOLATION else 0
    suite = ElementTree.SubElement(
        root,
        "testsuite",
        name=_clean(f"{group.first.name} ({group.first.severity})"),
        tests=str(len(group.said)),
        failures=str(failures),
        errors="0",
        skipped="0",
    )
    for said in group.said:
        _add_case(suite, said, group, language)


def _add_case(suite: ElementTree.Element, said: Said, group: Group, language: str) -> None:
    where = {}
    if said.place is not None:
        where = {"file": said.place.file} | ({"line": str(said.place.line)} if said.place.line else {})
    named = {"classname": _clean(str(group.rule)), "name": _clean(f"{said.thing} [{said.fingerprint}]")}
    case = ElementTree.SubElement(suite, "testcase", named | where)
    if group.severity is Severity.VIOLATION:
        node = ElementTree.SubElement(case, "failure", type=said.severity, message=_clean(said.problem))
    else:
        node = ElementTree.SubElement(case, "system-out")
    node.text = _clean("\n".join(_lines(said, WORDS[language])))


def _lines(said: Said, words: dict[str, str]) -> list[str]:
    lines = [
        (words["severity"], said.severity),
        (words["rule"], said.rule),
        (words["problem"], said.problem),
        (words["mend"], said.suggestion),
        (words["property"], said.path),
        (words["value"], said.value),
        (words["place"], str(said.place or "")),
        (words["source"], said.source),
        ("IRI", str(said.result.focus_node)),
    ]
    return [f"{name}: {text}" for name, text in lines if text]


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
