"""RDF terms as plain values, for those who must not know the engine."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An IRI."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Blank:
    """A blank node; its label holds inside one answer only."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A literal."""

    value: str
    """The lexical form, as the engine keeps it: 12.50 comes back as 12.5."""
    language: str = ""
    datatype: str = XSD_STRING


Term = Iri | Blank | Literal
Statement = tuple[Term, Iri, Term]

_EngineTerm = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple


def from_engine(term: _EngineTerm) -> Term:
    """Return the value of an engine's term; a triple term (RDF 1.2) becomes its text."""
    if isinstance(term, pyoxigraph.NamedNode):
        return Iri(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return Blank(term.value)
    if isinstance(term, pyoxigraph.Literal):
        return Literal(term.value, term.language or "", term.datatype.value)
    return Literal(str(term))


def to_engine(term: Term) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
    """Return the engine's term for a value.

    Raises:
        ValueError: the IRI is no absolute IRI, or the language is no language tag.
    """
    if isinstance(term, Iri):
        return pyoxigraph.NamedNode(term.value)
    if isinstance(term, Blank):
        return pyoxigraph.BlankNode(term.value)
    if term.language:
        return pyoxigraph.Literal(term.value, language=term.language)
    return pyoxigraph.Literal(term.value, datatype=pyoxigraph.NamedNode(term.datatype))


def written(term: Term) -> str:
    """Return ``term`` as SPARQL writes it, which is how N-Triples does: ``<…>``, or quoted with escapes.

    Raises:
        ValueError: as for :func:`to_engine`.
    """
    return str(to_engine(term))
