"""A report as SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.

Editors and code scanning services show it at the lines it names. Columns count UTF-16 code units (3.14.17).
"""

from __future__ import annotations

import json
from pathlib import PurePath, PurePosixPath
from typing import Any
from urllib.parse import quote

from plangraph import __version__
from plangraph.validation.explanation import Place, SourceLines
from plangraph.validation.report.wording import Group, Said, by_rule, notice
from plangraph.validation.results import Severity, ValidationReport
from plangraph.validation.shapes import SHAPES

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
"""What relative addresses are relative to: the folder that the command ran in (3.14.14)."""

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report_sarif(report: ValidationReport, *, language: str) -> bytes:
    """Return ``report`` as a SARIF log of one run.

    Each result has its place in the validated file, the line of the plan's text as a related location, and a
    fingerprint that outlives moved lines (``partialFingerprints``).
    """
    groups = by_rule(report, language)
    rules = [_rule(group) for group in groups]
    results = [_result(said, number, group) for number, group in enumerate(groups) for said in group.said]
    driver = {
        "name": "plangraph",
        "semanticVersion": __version__,
        "version": __version__,
        "informationUri": "https://w3id.org/plangraph/",
        "language": language,
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that plangraph ran in."}}},
        "results": results,
    }
    if report.unchecked:
        run["invocations"] = [_invocation(report, language)]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode()


def _invocation(report: ValidationReport, language: str) -> dict[str, Any]:
    """Return that nothing was checked: it is about the run, not about a place (3.20.21)."""
    told = {"level": "error", "message": {"text": notice(report, language)}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [told]}


def _rule(group: Group) -> dict[str, Any]:
    first = group.first
    help_text = f"{first.rule} {first.suggestion}".strip()
    return {
        "id": _rule_id(group),
        "name": first.name,
        "shortDescription": {"text": first.name},
        "fullDescription": {"text": first.rule or first.name},
        "help": {"text": help_text or first.name},
        "helpUri": str(group.rule),
        "defaultConfiguration": {"level": _LEVELS[group.severity]},
        "properties": {"meaning": first.severity},
    }


def _rule_id(group: Group) -> str:
    return group.rule.removeprefix(SHAPES)


def _result(said: Said, number: int, group: Group) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": _rule_id(group),
        "ruleIndex": number,
        "level": _LEVELS[group.severity],
        "message": {"text": _message(said)},
        "partialFingerprints": {"plangraph/v1": said.fingerprint},
        "locations": [_location(said)],
    }
    source = said.result.explanation.source
    if source is not None and source.lines:
        result["relatedLocations"] = [_related(source, said.source)]
    return result


def _message(said: Said) -> str:
    """Return what is wrong, with what, and what to do: viewers show this text and little else."""
    about = f"{said.path}: {said.value}" if said.path and said.value else said.value
    parts = [f"«{said.thing}»: {said.problem}", f"({about})" if about else "", said.suggestion]
    return " ".join(part for part in parts if part)


def _location(said: Said) -> dict[str, Any]:
    logical = {"name": said.thing, "fullyQualifiedName": str(said.result.focus_node), "kind": "member"}
    place = said.place
    if place is None:
        return {"logicalLocations": [logical]}
    physical: dict[str, Any] = {"artifactLocation": _artifact(place.file)}
    if place.line is not None:
        physical["region"] = {"startLine": place.line} | _column(place)
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _column(place: Place) -> dict[str, int]:
    column = place.utf16_column or place.column
    return {} if column is None else {"startColumn": column}


def _related(source: SourceLines, said: str) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": source.lines[0]}
    if source.quote:
        region["snippet"] = {"text": source.quote}
    return {
        "message": {"text": said},
        "physicalLocation": {
            "artifactLocation": {"uri": quote(source.file) or str(source.row)},
            "region": region,
        },
    }


def _artifact(file: str) -> dict[str, Any]:
    """Return the address of a file: relative to where the command ran, or else whole (3.4)."""
    path = PurePath(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(str(PurePosixPath(file))), "uriBaseId": ROOT}
