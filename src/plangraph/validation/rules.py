"""Rules that no shape states: results of other checks, in the same report as those of SHACL."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from rdflib import Literal, URIRef

from plangraph.validation.explanation import Explanation, Place, Texts
from plangraph.validation.results import Node, Severity, ValidationResult

RULES = "https://w3id.org/plangraph/id/rule/"
"""Namespace of the rules in ``rules.toml``."""


def rule_result(
    name: str,
    focus_node: Node,
    problem: str | Texts,
    *,
    severity: Severity = Severity.VIOLATION,
    path: URIRef | None = None,
    value: Node | None = None,
    place: Place | None = None,
) -> ValidationResult:
    """Return the result of a check that is no shape.

    Args:
        name: of a rule in ``rules.toml``.
        focus_node: what breaks it.
        problem: what is wrong in this case, one sentence; a plain string stands for all languages.
        severity: how grave it is.
        path: the property in question.
        value: the value in question.
        place: where it stands.
    """
    texts = (Literal(problem),) if isinstance(problem, str) else problem
    called, holds, mend = rule_words(name)
    rule = URIRef(RULES + name)
    return ValidationResult(
        focus_node=focus_node,
        path=path,
        value=value,
        component=rule,
        source_shape=rule,
        severity=severity,
        messages=texts,
        explanation=Explanation(rule_name=called, rule=holds, problem=texts, suggestion=mend),
        place=place,
    )


def rule_words(name: str) -> tuple[Texts, Texts, Texts]:
    """Return what a rule is called, what must hold and what to do, each in all languages.

    Raises:
        KeyError: ``rules.toml`` has no such rule.
    """
    sentences = _rules()[name]
    called, holds, mend = (
        tuple(Literal(said[number], lang=language) for language, said in sorted(sentences.items()))
        for number in range(3)
    )
    return called, holds, mend


@cache
def _rules() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
