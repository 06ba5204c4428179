"""A report as JSON for programs: one object a result, in one language, with everything that is known."""

from __future__ import annotations

import json
from typing import Any

from rdflib import Literal

from plangraph.validation.report.wording import Group, Said, by_rule, notice, where_to_mend
from plangraph.validation.results import Node, ValidationReport


def report_json(report: ValidationReport, *, language: str) -> bytes:
    """Return ``report`` as an object: ``conforms``, ``checked``, ``counts``, and ``rules``.

    Where nothing was checked, ``notice`` says why.
    """
    content = {
        "conforms": report.conforms,
        "checked": report.unchecked is None,
        "notice": notice(report, language) or None,
        "generated": {"files": list(report.generated), "notice": where_to_mend(report, language) or None},
        "language": language,
        "counts": {severity.name.lower(): count for severity, count in report.counts.items()},
        "rules": [_rule(group) for group in by_rule(report, language)],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _rule(group: Group) -> dict[str, Any]:
    return {
        "rule": str(group.rule),
        "name": group.first.name,
        "sentence": group.first.rule,
        "severity": group.severity.name.lower(),
        "meaning": group.first.severity,
        "count": len(group.said),
        "results": [_result(said) for said in group.said],
    }


def _result(said: Said) -> dict[str, Any]:
    result, source = said.result, said.result.explanation.source
    place = said.place
    return {
        "fingerprint": said.fingerprint,
        "problem": said.problem,
        "suggestion": said.suggestion,
        "focusNode": _term(result.focus_node) | {"label": said.thing},
        "path": None if result.path is None else {"iri": str(result.path), "label": said.path},
        "value": None if result.value is None else _term(result.value) | {"label": said.value},
        "component": str(result.component),
        "place": None if place is None else {"file": place.file, "line": place.line, "column": place.column},
        "source": None
        if source is None
        else {
            "row": str(source.row),
            "file": source.file,
            "lines": list(source.lines),
            "quote": source.quote,
        },
    }


def _term(node: Node) -> dict[str, str]:
    if not isinstance(node, Literal):
        return {"iri": str(node)}
    kind = (
        {"language": node.language}
        if node.language
        else {"datatype": str(node.datatype)}
        if node.datatype
        else {}
    )
    return {"literal": str(node), **kind}
