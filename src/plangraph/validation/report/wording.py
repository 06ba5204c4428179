"""A report in one language: each result as the strings that every format shows, and the results by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Literal, URIRef

from plangraph.validation.explaining import local_name
from plangraph.validation.explanation import Place, SourceLines, spoken
from plangraph.validation.results import Node, Severity, ValidationReport, ValidationResult

WORDS = {
    "it": {
        "title": "Esito dei controlli",
        "none": "Nessun rilievo.",
        "more": "… e altri {count}",
        "mend": "Che cosa fare",
        "value": "valore",
        "property": "dato",
        "line": "riga {lines} del testo",
        "lines": "righe {lines} del testo",
        "cases": "{count} casi",
        "case": "1 caso",
        "rule": "Regola",
        "thing": "elemento",
        "place": "dove",
        "excerpt": "righe",
        "source": "nel testo",
        "contents": "Regole non rispettate",
        "problem": "che cosa non va",
        "severity": "gravità",
        "unchecked": "nessun controllo",
    },
    "en": {
        "title": "What the checks found",
        "none": "Nothing to report.",
        "more": "… and {count} more",
        "mend": "What to do",
        "value": "value",
        "property": "property",
        "line": "line {lines} of the text",
        "lines": "lines {lines} of the text",
        "cases": "{count} cases",
        "case": "1 case",
        "rule": "Rule",
        "thing": "thing",
        "place": "where",
        "excerpt": "lines",
        "source": "in the text",
        "contents": "Rules that are broken",
        "problem": "what is wrong",
        "severity": "severity",
        "unchecked": "nothing checked",
    },
}
"""Of the report itself; ``severity`` has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One result in one language; what is not known is empty."""

    fingerprint: str
    result: ValidationResult
    severity: str
    """``must be mended``, for instance."""
    name: str
    """Of the rule, a few words."""
    rule: str
    problem: str
    suggestion: str
    thing: str
    path: str
    """The property, as people call it."""
    value: str
    source: str
    """``line 438 of the text``, for instance."""

    @property
    def place(self) -> Place | None:
        """Where it stands in the file that was validated."""
        return self.result.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All results of one rule, in the order of the report."""

    rule: URIRef
    severity: Severity
    said: tuple[Said, ...]

    @property
    def first(self) -> Said:
        """The result that speaks for the rule."""
        return self.said[0]


def in_words(report: ValidationReport, language: str) -> Iterator[Said]:
    """Yield the results of ``report`` in its order, in ``it`` or ``en``."""
    for fingerprint, result in report.fingerprinted():
        known = result.explanation
        yield Said(
            fingerprint=fingerprint,
            result=result,
            severity=result.severity.meaning(language),
            name=spoken(known.rule_name, language) or local_name(result.source_shape),
            rule=spoken(known.rule, language) or result.message(language),
            problem=spoken(known.problem, language) or result.message(language),
            suggestion=spoken(known.suggestion, language),
            thing=spoken(known.focus_label, language) or local_name(result.focus_node),
            path="" if result.path is None else spoken(known.path_label, language) or local_name(result.path),
            value=_value(result.value, spoken(known.value_label, language)),
            source=_lines(known.source, language),
        )


def by_rule(report: ValidationReport, language: str) -> list[Group]:
    """Return the results of ``report`` by rule, gravest first, in ``it`` or ``en``."""
    groups: dict[tuple[Severity, URIRef], list[Said]] = {}
    for said in in_words(report, language):
        groups.setdefault((said.result.severity, said.result.source_shape), []).append(said)
    return [
        Group(severity=severity, rule=rule, said=tuple(results))
        for (severity, rule), results in groups.items()
    ]


def notice(report: ValidationReport, language: str) -> str:
    """Return that nothing was checked, and what to do; empty if something was."""
    why = report.unchecked
    return "" if why is None else f"{why.sentence(language)} {why.remedy(language)}"


def counted(count: int, language: str) -> str:
    """Return ``3 cases``."""
    return WORDS[language]["case" if count == 1 else "cases"].format(count=count)


def summary(report: ValidationReport, language: str) -> str:
    """Return how many results there are of each severity: ``must be mended: 3, …``."""
    return ", ".join(f"{severity.meaning(language)}: {count}" for severity, count in report.counts.items())


def _value(value: Node | None, label: str) -> str:
    if value is None or isinstance(value, Literal):
        return "" if value is None else str(value)
    return label or str(value)


def _lines(source: SourceLines | None, language: str) -> str:
    if source is None:
        return ""
    key = "line" if len(source.lines) == 1 else "lines"
    return WORDS[language][key].format(lines=", ".join(map(str, source.lines)))
