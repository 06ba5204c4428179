"""What one check says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.term import Node

from plangraph.validation import Severity, ValidationReport, ValidationResult, rule_result


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one check."""

    what: str
    """What must hold, a few words."""
    report: ValidationReport
    """What does not; nothing if all is well."""
    looked_at: str
    """How much was looked at."""

    @classmethod
    def of(cls, what: str, results: Iterable[ValidationResult], looked_at: str) -> Check:
        """Return the outcome with these results."""
        return cls(what, ValidationReport.of(results), looked_at)

    @property
    def passed(self) -> bool:
        """Say whether nothing must be mended; what should be looked at may remain."""
        return not self.report.has_violations

    @property
    def detail(self) -> str:
        """How much was looked at, what was found, and the first case of the gravest."""
        counts = self.report.counts
        found = ", ".join(
            f"{count} {severity.name.lower()}{'s' if count != 1 else ''}"
            for severity, count in counts.items()
            if count
        )
        grave = [r for r in self.report.results if r.severity in (Severity.VIOLATION, Severity.WARNING)]
        first = f"first: {grave[0].message('en')}" if grave else ""
        return "; ".join(part for part in (self.looked_at, found, first) if part)


def broken(
    rule: str,
    node: Node,
    italian: str,
    english: str,
    *,
    severity: Severity = Severity.VIOLATION,
    path: URIRef | None = None,
    value: Node | None = None,
) -> ValidationResult:
    """Return the result of a rule of ``rules.toml`` that ``node`` breaks, in both languages."""
    named = value if value is None or isinstance(value, Literal) else URIRef(str(value))
    words = (Literal(english, lang="en"), Literal(italian, lang="it"))
    return rule_result(rule, URIRef(str(node)), words, severity=severity, path=path, value=named)
