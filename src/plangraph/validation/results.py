"""What a validation found: results, and the report that holds them, as values that compare and sort."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from rdflib import Literal, URIRef
from rdflib.namespace import SH

Node: TypeAlias = URIRef | Literal
"""A node of a result: a blank node of the data appears as a skolem IRI, so that reports can be compared."""


class Severity(Enum):
    """How much a result matters, gravest first (SHACL, 2.1.4)."""

    VIOLATION = SH.Violation
    """Must be mended before the data are published."""
    WARNING = SH.Warning
    """To be looked at: most often a mistake, sometimes right."""
    INFO = SH.Info
    """Tells what the document leaves open."""

    @property
    def rank(self) -> int:
        """0 for violations, then 1, 2."""
        return list(Severity).index(self)

    @classmethod
    def of(cls, iri: URIRef) -> Severity:
        """Return the severity with this IRI; one of somebody's own counts as a violation."""
        return next((severity for severity in cls if severity.value == iri), cls.VIOLATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationResult:
    """One ``sh:ValidationResult`` (SHACL, 3.6.2)."""

    focus_node: Node
    path: URIRef | None = None
    """None for a node shape. A path that is no single property appears as a skolem IRI."""
    value: Node | None = None
    component: URIRef
    """``sh:sourceConstraintComponent``."""
    source_shape: URIRef
    severity: Severity
    messages: tuple[Literal, ...] = ()
    """One a language, sorted by language; placeholders are filled in."""

    def message(self, language: str) -> str:
        """Return the message in ``language``, or else the first there is, or an empty string."""
        spoken = [message for message in self.messages if message.language == language]
        return str(next(iter([*spoken, *self.messages]), ""))

    @property
    def sort_key(self) -> tuple[int, str, str, str, str, str]:
        """Gravest first, then by shape, then by where and what."""
        return (
            self.severity.rank,
            self.source_shape,
            str(self.focus_node),
            self.path or "",
            "" if self.value is None else self.value.n3(),
            self.component,
        )


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All results of a validation, each once, sorted by ``ValidationResult.sort_key``."""

    results: tuple[ValidationResult, ...] = ()

    @classmethod
    def of(cls, results: Iterable[ValidationResult]) -> ValidationReport:
        """Return the report of ``results``, whatever their order and however often they occur."""
        return cls(tuple(sorted(set(results), key=lambda result: result.sort_key)))

    @property
    def conforms(self) -> bool:
        """Say whether there is no result at all: SHACL counts warnings and infos too (3.6.1.1)."""
        return not self.results

    @property
    def has_violations(self) -> bool:
        """Say whether anything must be mended."""
        return self.counts[Severity.VIOLATION] > 0

    @property
    def counts(self) -> dict[Severity, int]:
        """Number of results of each severity, zero included, gravest first."""
        return {
            severity: sum(result.severity is severity for result in self.results) for severity in Severity
        }

    def __add__(self, other: ValidationReport) -> ValidationReport:
        """Return the report of both."""
        return ValidationReport.of([*self.results, *other.results])
