"""What a validation found: results, and the report that holds them, as values that compare and sort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from hashlib import sha256
from typing import TypeAlias

from rdflib import Literal, URIRef
from rdflib.namespace import SH

from plangraph.validation.explanation import Explanation, Place, spoken
from plangraph.validation.unchecked import Unchecked

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

    def meaning(self, language: str) -> str:
        """Return what it asks of the reader, in ``it`` or ``en``: to mend, to look, to know."""
        return _MEANINGS[self.name][language == "it"]

    @property
    def rank(self) -> int:
        """0 for violations, then 1, 2."""
        return list(Severity).index(self)

    @classmethod
    def of(cls, iri: URIRef) -> Severity:
        """Return the severity with this IRI; one of somebody's own counts as a violation."""
        return next((severity for severity in cls if severity.value == iri), cls.VIOLATION)


_MEANINGS = {
    "VIOLATION": ("must be mended", "da correggere"),
    "WARNING": ("should be looked at", "da verificare"),
    "INFO": ("for information", "per informazione"),
}


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
    explanation: Explanation = field(default_factory=Explanation)
    """See ``plangraph.validation.explaining``; an engine leaves it empty."""
    place: Place | None = None
    """In the file that was validated; None where nobody looked, or where it is not stated in a file."""

    def message(self, language: str) -> str:
        """Return the message in ``language``, or else the first there is, or an empty string."""
        return spoken(self.messages, language)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that stay the same wherever the result stands in its file.

        Made from shape, component, focus node, path and value: neither from places nor from wordings, so that
        a baseline outlives both.
        """
        said = (self.source_shape, self.component, self.focus_node, self.path, self.value)
        terms = ["" if term is None else term.n3() for term in said]
        return sha256("\n".join(terms).encode()).hexdigest()[:16]

    @property
    def sort_key(self) -> tuple[int, bool, str, str, int, int, str, str, str, str, str]:
        """Gravest first, then by shape, then by where and what.

        What a value itself should be goes before what queries say of it together with others: of a code that
        is misspelt, first its form and then all that does not agree with it.
        """
        place = self.place or Place(file="")
        return (
            self.severity.rank,
            self.component == SH.SPARQLConstraintComponent,
            self.source_shape,
            place.file,
            place.line or 0,
            place.column or 0,
            str(self.focus_node),
            self.path or "",
            "" if self.value is None else self.value.n3(),
            self.component,
            "\n".join(map(str, self.messages)),
        )


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All results of a validation, each once, sorted by ``ValidationResult.sort_key``."""

    results: tuple[ValidationResult, ...] = ()
    unchecked: Unchecked | None = None
    """Why a report without results means nothing; None: the data were looked at."""
    generated: tuple[str, ...] = ()
    """Files that plangraph wrote, sorted: they are mended where they come from."""

    @classmethod
    def of(cls, results: Iterable[ValidationResult]) -> ValidationReport:
        """Return the report of ``results``, whatever their order and however often they occur."""
        return cls(tuple(sorted(set(results), key=lambda result: result.sort_key)))

    @property
    def conforms(self) -> bool:
        """Say whether there is no result at all: SHACL counts warnings and infos too (3.6.1.1).

        So do data that nothing was checked of; see ``unchecked``.
        """
        return not self.results

    @property
    def has_violations(self) -> bool:
        """Say whether anything must be mended."""
        return self.counts[Severity.VIOLATION] > 0

    @property
    def is_in_order(self) -> bool:
        """Say whether something was checked and nothing must be mended."""
        return not (self.has_violations or self.unchecked)

    @property
    def counts(self) -> dict[Severity, int]:
        """Number of results of each severity, zero included, gravest first."""
        return {
            severity: sum(result.severity is severity for result in self.results) for severity in Severity
        }

    def __add__(self, other: ValidationReport) -> ValidationReport:
        """Return the report of both."""
        whole = ValidationReport.of([*self.results, *other.results])
        generated = tuple(sorted({*self.generated, *other.generated}))
        return replace(whole, unchecked=self.unchecked or other.unchecked, generated=generated)

    def mapped(self, change: Callable[[ValidationResult], ValidationResult]) -> ValidationReport:
        """Return the report with what ``change`` makes of each result."""
        return replace(self, results=ValidationReport.of(map(change, self.results)).results)

    def fingerprinted(self) -> Iterator[tuple[str, ValidationResult]]:
        """Yield each result with a fingerprint that no other result of this report has.

        Of results with equal fingerprints (two SPARQL constraints of one shape, for instance) the second
        gets ``-2``, and so on.
        """
        seen: Counter[str] = Counter()
        for result in self.results:
            seen[result.fingerprint] += 1
            number = seen[result.fingerprint]
            yield result.fingerprint + (f"-{number}" if number > 1 else ""), result

    def at_least(self, severity: Severity) -> ValidationReport:
        """Return the report without what is less grave than ``severity``."""
        return replace(self, results=tuple(r for r in self.results if r.severity.rank <= severity.rank))

    def without(self, known: Iterable[str]) -> ValidationReport:
        """Return the report without the results whose ``fingerprinted`` name is among ``known``."""
        accepted = set(known)
        return replace(
            self, results=tuple(result for name, result in self.fingerprinted() if name not in accepted)
        )
