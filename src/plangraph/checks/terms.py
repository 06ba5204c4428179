"""Whether everything named is declared or described somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import DCAT, FOAF, RDF

from plangraph.checks.check import broken
from plangraph.namespaces import ID, PLAN
from plangraph.validation import Severity, ValidationResult, rule_result
from plangraph.validation.engines import Triple
from plangraph.validation.terms import not_declared, terms_of, unknown_terms

_WRITTEN = re.compile(r"\bplan:([A-Za-z]\w*)|<" + re.escape(str(PLAN._NS)) + r"([A-Za-z]\w*)>")
_COMMENT_OR_STRING = re.compile(r"(?:^|(?<=\s))#[^\n]*|\"(?:[^\"\\\n]|\\.)*\"")
_ADDRESSES = frozenset(
    {
        DCAT.downloadURL,
        DCAT.accessURL,
        DCAT.endpointURL,
        DCAT.endpointDescription,
        DCAT.landingPage,
        FOAF.page,
    }
)
"""Properties whose values are documents on the web, not things of the graph."""


def undeclared_in_data(triples: Iterable[Triple], vocabulary: Graph) -> Iterator[ValidationResult]:
    """Yield each ``plan:`` property or class of the data that the ontology lacks."""
    for term in sorted({term for _, term in unknown_terms(triples, vocabulary)}):
        yield _undeclared(term, vocabulary, "data", "dati")


def undeclared_in_shapes(shapes: Iterable[Triple], vocabulary: Graph) -> Iterator[ValidationResult]:
    """Yield each ``plan:`` term of the shapes, their queries included, that the ontology lacks."""
    used = set[str]()
    for triple in shapes:
        for term in triple:
            used |= {str(term)} if isinstance(term, URIRef) else _written(str(term))
    yield from _lacking(used, vocabulary, "shapes", "forme")


def undeclared_in_questions(texts: Mapping[str, str], vocabulary: Graph) -> Iterator[ValidationResult]:
    """Yield each ``plan:`` term of stored questions, given by name, that the ontology lacks."""
    for name, text in texts.items():
        yield from _lacking(_written(text), vocabulary, f"question {name}", f"domanda {name}")


def dangling(graph: Iterable[Triple], base: str = str(ID)) -> Iterator[ValidationResult]:
    """Yield links to IRIs below ``base`` that nothing describes.

    Args:
        graph: all graphs that are served, together.
        base: of the IRIs that this host answers for.
    """
    triples = list(graph)
    described = {subject for subject, _, _ in triples}
    for subject, predicate, value in triples:
        is_ours = isinstance(value, URIRef) and value.startswith(base)
        if is_ours and value not in described and predicate not in _ADDRESSES:
            yield broken(
                "described-here",
                subject,
                f"{subject} rimanda a {value}, che nessun grafo descrive.",
                f"{subject} points to {value}, which no graph describes.",
                severity=Severity.WARNING,
                path=URIRef(str(predicate)),
                value=value,
            )


def nameless(graph: Iterable[Triple]) -> Iterator[ValidationResult]:
    """Yield the properties that lead to or from blank nodes; one result a property."""
    predicates = {p for s, p, o in graph if isinstance(s, BNode) or isinstance(o, BNode)}
    for predicate in predicates:
        yield broken(
            "named-node",
            predicate,
            f"{predicate} porta a un nodo senza IRI, o ne parte.",
            f"{predicate} leads to or from a node without IRI.",
        )


def unlinked(links: Graph, plan: Graph) -> Iterator[ValidationResult]:
    """Yield the ends of links that are no activity of the plan, for a build may have changed it since."""
    for predicate in (PLAN.linkedActivity, PLAN.searchedActivity):
        for link, activity in links.subject_objects(predicate):
            if (activity, RDF.type, PLAN.Activity) not in plan:
                yield broken(
                    "linked-activity",
                    link,
                    f"{activity} non è un'attività del piano.",
                    f"{activity} is no activity of the plan.",
                    path=predicate,
                    value=activity,
                )


def _written(text: str) -> set[str]:
    code = _COMMENT_OR_STRING.sub("", text)
    return {str(PLAN._NS) + (short or full) for short, full in _WRITTEN.findall(code)}


def _lacking(used: set[str], vocabulary: Graph, where: str, dove: str) -> Iterator[ValidationResult]:
    terms = terms_of(vocabulary)
    for term in sorted(used):
        if terms.lacks(URIRef(term)):
            yield _undeclared(URIRef(term), vocabulary, where, dove)


def _undeclared(term: URIRef, vocabulary: Graph, where: str, dove: str) -> ValidationResult:
    is_class = str(term).partition("#")[2][:1].isupper()
    said = not_declared(term, vocabulary, as_class=is_class, where=(f"{where}: ", f"{dove}: "))
    return rule_result("declared-term", term, said)
