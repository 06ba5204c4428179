"""Contradictions between data and vocabulary as results: what is told of, so that its place can be found."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node as AnyNode

from plangraph.contradictions import Contradiction
from plangraph.errors import InconsistencyError
from plangraph.validation.explaining import local_name
from plangraph.validation.explanation import spoken
from plangraph.validation.names import Names
from plangraph.validation.naming import skolem_iri
from plangraph.validation.results import ValidationReport, ValidationResult
from plangraph.validation.rules import rule_result
from plangraph.validation.sentences import LANGUAGES

_DATA = URIRef("https://w3id.org/plangraph/id/graph/plan")


def contradiction_report(error: InconsistencyError, data: Graph, vocabulary: Graph) -> ValidationReport:
    """Return a result for each contradiction, or one about the data as a whole if none is known by its terms.

    Args:
        error: what reasoning has found.
        data: the triples asserted, for names and for the statement that is to be looked at.
        vocabulary: for the names of classes and properties.
    """
    names = Names(data, vocabulary, {})
    results = [_result(found, data, names) for found in error.contradictions]
    return ValidationReport.of(results or [rule_result("consistent", _DATA, str(error))])


def _result(found: Contradiction, data: Graph, names: Names) -> ValidationResult:
    def called(node: AnyNode, language: str) -> str:
        return spoken(names.of(node), language) or local_name(node)

    path, value = found.stated(data)
    return rule_result(
        "consistent",
        skolem_iri(found.node, data),
        tuple(Literal(found.sentence(language, called), lang=language) for language in LANGUAGES),
        path=path if isinstance(path, URIRef) else None,
        value=None if value is None else skolem_iri(value, data),
    )
