"""Reports as values, as text and as triples."""

from __future__ import annotations

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from plangraph.validation import Severity, ValidationReport, ValidationResult, report_text, report_triples
from plangraph.validation.shapes import SHAPES

EX = "https://example.org/"


def _result(
    name: str, severity: Severity = Severity.VIOLATION, *, shape: str = "title", value: int | None = None
) -> ValidationResult:
    return ValidationResult(
        focus_node=URIRef(EX + name),
        path=URIRef(EX + "p"),
        value=None if value is None else Literal(value),
        component=SH.MinCountConstraintComponent,
        source_shape=URIRef(SHAPES + shape),
        severity=severity,
        messages=(Literal("No title.", lang="en"), Literal("Manca il titolo.", lang="it")),
    )


def test_results_are_sorted_gravest_first_and_counted_once() -> None:
    info, warning, b, a = (
        _result("x", Severity.INFO),
        _result("x", Severity.WARNING),
        _result("b"),
        _result("a"),
    )
    report = ValidationReport.of([info, b, warning, a, b])
    assert report.results == (a, b, warning, info)
    assert report == ValidationReport.of([a, b, info, warning])
    assert report.counts == {Severity.VIOLATION: 2, Severity.WARNING: 1, Severity.INFO: 1}


def test_an_information_breaks_conformance_but_is_no_violation() -> None:
    report = ValidationReport.of([_result("a", Severity.INFO)])
    assert not report.conforms
    assert not report.has_violations
    assert ValidationReport().conforms


def test_a_severity_of_somebodys_own_counts_as_a_violation() -> None:
    assert Severity.of(URIRef(EX + "Disaster")) is Severity.VIOLATION
    assert Severity.of(SH.Info) is Severity.INFO


def test_a_message_in_another_language_is_better_than_none() -> None:
    assert _result("a").message("it") == "Manca il titolo."
    assert _result("a").message("de") == "No title."


def test_text_says_each_message_once_and_how_many_more_there_are() -> None:
    results = [_result(f"a{number}", value=number) for number in range(7)]
    report = ValidationReport.of([*results, _result("b", Severity.WARNING, shape="amount")])
    assert (
        report_text(report, language="it", limit=2)
        == f"""\
DA CORREGGERE · title · 7 casi
  Manca il titolo.
    «a0»
      p: 0
      <{EX}a0>
    «a1»
      p: 1
      <{EX}a1>
    … e altri 5

DA VERIFICARE · amount · 1 caso
  Manca il titolo.
    «b»
      <{EX}b>

da correggere: 7, da verificare: 1, per informazione: 0
"""
    )


def test_text_of_a_report_without_results_says_so() -> None:
    assert report_text(ValidationReport(), language="en") == "Nothing to report.\n"


def test_triples_have_iris_that_stay_as_long_as_the_result_does() -> None:
    iri = URIRef(EX + "report")
    result, other = _result("a", value=1), _result("b")
    first, second = Graph(), Graph()
    for triple in report_triples(ValidationReport.of([result, other]), iri=iri):
        first.add(triple)
    for triple in report_triples(ValidationReport.of([result]), iri=iri):
        second.add(triple)
    assert not [triple for triple in first if any(isinstance(term, BNode) for term in triple)]
    (kept,) = second.subjects(RDF.type, SH.ValidationResult)
    assert set(first.predicate_objects(kept)) == set(second.predicate_objects(kept))
    assert set(first.predicate_objects(kept)) == {
        (RDF.type, SH.ValidationResult),
        (SH.focusNode, URIRef(EX + "a")),
        (SH.resultPath, URIRef(EX + "p")),
        (SH.value, Literal(1)),
        (SH.sourceConstraintComponent, SH.MinCountConstraintComponent),
        (SH.sourceShape, URIRef(SHAPES + "title")),
        (SH.resultSeverity, SH.Violation),
        (SH.resultMessage, Literal("No title.", lang="en")),
        (SH.resultMessage, Literal("Manca il titolo.", lang="it")),
    }
    assert first.value(iri, SH.conforms) == Literal(False)
