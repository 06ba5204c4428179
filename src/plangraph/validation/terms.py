"""Terms that a vocabulary does not have, most often misspelt: no shape is about them, so none sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from weakref import WeakKeyDictionary

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, VANN
from rdflib.term import Node as AnyNode

from plangraph.turtle import WRITTEN_PREFIXES
from plangraph.validation.explanation import Texts
from plangraph.validation.naming import skolem_iri
from plangraph.validation.results import ValidationResult
from plangraph.validation.rules import rule_result

Triple = tuple[AnyNode, AnyNode, AnyNode]

_PROPERTIES = (
    RDF.Property,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.OntologyProperty,
)
_KINDS = (*_PROPERTIES, OWL.Class, RDFS.Class, RDFS.Datatype)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a vocabulary declares."""

    namespaces: tuple[str, ...]
    """Those that it defines: a term of theirs that is not declared does not exist."""
    described: frozenset[str]
    """All that it says anything of, in any namespace."""
    classes: tuple[str, ...]
    properties: tuple[str, ...]
    """Declared ones of any namespace, sorted."""

    def lacks(self, term: AnyNode) -> bool:
        """Say whether ``term`` is in a namespace of the vocabulary, and not in the vocabulary."""
        text = str(term)
        return (
            isinstance(term, URIRef)
            and text.startswith(self.namespaces)
            and text not in self.described
            and text not in self.namespaces
        )

    def meant(self, term: str, *, as_class: bool) -> str:
        """Return the declared term whose name is the most like that of ``term``; empty if none is like it.

        A term of the same namespace goes before one of another, which may be what was meant, too.
        """
        declared = self.classes if as_class else self.properties
        space = _namespace(term)
        own = {_local(iri): iri for iri in declared if _namespace(iri) == space}
        others = {_local(iri): iri for iri in reversed(declared) if _namespace(iri) != space}
        for names in (own, others):
            if like := get_close_matches(_local(term), names, n=1, cutoff=_LIKENESS):
                return names[like[0]]
        return ""


_LIKENESS = 0.75
"""Of 1: ``Activty`` is like ``Activity``, ``sector`` is not like ``section``."""
_TERMS: WeakKeyDictionary[Graph, Terms] = WeakKeyDictionary()


def terms_of(vocabulary: Graph) -> Terms:
    """Return what ``vocabulary``, which is not changed any more, declares."""
    if vocabulary not in _TERMS:
        kinds = {kind: {*_iris(vocabulary.subjects(RDF.type, kind))} for kind in _KINDS}
        properties = set[str]().union(*(kinds[kind] for kind in _PROPERTIES))
        declared = set[str]().union(*kinds.values())
        _TERMS[vocabulary] = Terms(
            namespaces=_defined(vocabulary, declared),
            described=frozenset(_iris(vocabulary.subjects(unique=True))),
            classes=tuple(sorted(declared - properties)),
            properties=tuple(sorted(properties)),
        )
    return _TERMS[vocabulary]


def unknown_terms(data: Iterable[Triple], vocabulary: Graph) -> Iterator[tuple[Triple, URIRef]]:
    """Yield each triple of ``data`` with the property or class of it that ``vocabulary`` lacks.

    Only namespaces that the vocabulary defines count: of others nobody here knows the terms.
    """
    terms = terms_of(vocabulary)
    if not terms.namespaces:
        return
    lacking = cache(terms.lacks)
    for triple in data:
        for term in (triple[1], triple[2] if triple[1] == RDF.type else None):
            if term is not None and lacking(term):
                yield triple, URIRef(str(term))


def unknown_term_results(data: Graph, vocabulary: Graph) -> Iterator[ValidationResult]:
    """Yield a result for each thing of ``data`` and each term said of it that ``vocabulary`` lacks."""
    named = cache(lambda node: skolem_iri(node, data))
    said = {(s, term, p == RDF.type and term == o) for (s, p, o), term in unknown_terms(data, vocabulary)}
    for subject, term, as_class in said:
        problem = not_declared(term, vocabulary, as_class=as_class)
        path = RDF.type if as_class else None
        result = rule_result("declared-term", named(subject), problem, path=path, value=term)
        called = (Literal(shortened(term, vocabulary)),)
        yield replace(result, explanation=replace(result.explanation, value_label=called))


def not_declared(
    term: URIRef, vocabulary: Graph, *, as_class: bool, where: tuple[str, str] = ("", "")
) -> Texts:
    """Return, in both languages, that ``term`` is not in the vocabulary, and which one may be meant.

    Args:
        term: that is lacking.
        vocabulary: that lacks it.
        as_class: whether it is used as a class, else as a property.
        where: it is used, to begin the sentence with: in English and in Italian.
    """
    meant = terms_of(vocabulary).meant(str(term), as_class=as_class)
    called, other = shortened(term, vocabulary), shortened(meant, vocabulary)
    english = f"{where[0]}{called} is not in the vocabulary" + f"; did you mean {other}?" * bool(meant)
    italian = f"{where[1]}{called} non è nel vocabolario" + f"; forse si intendeva {other}?" * bool(meant)
    return (
        Literal(english + "." * (not meant), lang="en"),
        Literal(italian + "." * (not meant), lang="it"),
    )


def shortened(iri: str, vocabulary: Graph) -> str:
    """Return an IRI with the prefix that the vocabulary (``vann``) or we have for it, else between < >."""
    space = _namespace(iri)
    for header, said in vocabulary.subject_objects(VANN.preferredNamespaceUri):
        if str(said) == space and (prefix := vocabulary.value(header, VANN.preferredNamespacePrefix)):
            return f"{prefix}:{_local(iri)}"
    known = next((prefix for prefix, start in WRITTEN_PREFIXES.items() if start == space), None)
    return f"<{iri}>" if known is None else f"{known}:{_local(iri)}"


def _defined(vocabulary: Graph, declared: set[str]) -> tuple[str, ...]:
    """Return the namespaces that ``vocabulary`` is there to define; terms of others may be mere stubs.

    They follow from its ``owl:Ontology``. Where it has none, the namespace of most of its terms counts.
    """
    headers = {*_iris(vocabulary.subjects(RDF.type, OWL.Ontology))}
    spaces = Counter(_namespace(iri) for iri in declared)
    if headers:
        stated = {str(said) for said in vocabulary.objects(None, VANN.preferredNamespaceUri)}
        ours = {iri + end for iri in headers for end in ("", "#", "/") if (iri + end).endswith(("#", "/"))}
        return tuple(sorted((stated | ours) & spaces.keys()))
    return tuple(sorted(space for space, count in spaces.most_common(1) if count > 1))


def _iris(nodes: Iterable[AnyNode]) -> Iterator[str]:
    return (str(node) for node in nodes if isinstance(node, URIRef))


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _local(iri: str) -> str:
    return iri[len(_namespace(iri)) :]
