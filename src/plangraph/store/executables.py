"""Stored queries as triples, so that tools which read examples from an endpoint find them there.

Classes and properties are those of SHACL's vocabulary, prefixes as in its 5.2.1, put together as the Swiss
Institute of Bioinformatics does for its endpoints (github.com/sib-swiss/sparql-examples); ``spex:`` is its.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plangraph.errors import QueryError
from plangraph.queries import StoredQuery
from plangraph.store.terms import Iri, Literal, Statement
from plangraph.store.tokens import Kind, tokens

_ID = "https://w3id.org/plangraph/id/"
_SH = "http://www.w3.org/ns/shacl#"
_SPEX = "https://purl.expasy.org/sparql-examples/ontology#"
_SCHEMA = "https://schema.org/"
_A = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_COMMENT = Iri("http://www.w3.org/2000/01/rdf-schema#comment")
_ANY_URI = "http://www.w3.org/2001/XMLSchema#anyURI"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_PROPERTIES = {  # query form → class, property of the text
    "SELECT": (f"{_SH}SPARQLSelectExecutable", f"{_SH}select"),
    "ASK": (f"{_SH}SPARQLAskExecutable", f"{_SH}ask"),
    "CONSTRUCT": (f"{_SH}SPARQLConstructExecutable", f"{_SH}construct"),
    "DESCRIBE": (f"{_SPEX}SPARQLDescribeExecutable", f"{_SPEX}describe"),
}

PREFIXES = {"sh": _SH, "spex": _SPEX, "schema": _SCHEMA}
"""Of the vocabularies used here, for writing."""


def executable_statements(query: StoredQuery) -> Iterator[Statement]:
    """Yield the triples of one stored query, at ``id:query/{name}``.

    The declaration of a prefix has an IRI made of its name: within one set of queries, a prefix must stand
    for the same namespace everywhere.

    Raises:
        QueryError: the text has none of the four query forms.
    """
    node, prefixes = Iri(f"{_ID}query/{query.name}"), Iri(f"{_ID}query-prefixes")
    form, declared = _prologue(query)
    kind, text = _PROPERTIES[form]
    yield node, _A, Iri(f"{_SH}SPARQLExecutable")
    yield node, _A, Iri(kind)
    yield node, _COMMENT, Literal(query.question_it, "it", _LANG_STRING)
    yield node, _COMMENT, Literal(query.question_en, "en", _LANG_STRING)
    yield node, Iri(text), Literal(_without_head(query.text))
    yield node, Iri(f"{_SCHEMA}keywords"), Literal(query.audience)
    yield node, Iri(f"{_SH}prefixes"), prefixes
    for prefix, namespace in declared:
        declaration = Iri(f"{_ID}prefix/{prefix}")
        yield prefixes, Iri(f"{_SH}declare"), declaration
        yield declaration, _A, Iri(f"{_SH}PrefixDeclaration")
        yield declaration, Iri(f"{_SH}prefix"), Literal(prefix)
        yield declaration, Iri(f"{_SH}namespace"), Literal(namespace, datatype=_ANY_URI)


def _prologue(query: StoredQuery) -> tuple[str, list[tuple[str, str]]]:
    """Return the query form, and prefixes with their namespaces: [4] Prologue and the word after it."""
    found = tokens(query.text)
    prefixes: list[tuple[str, str]] = []
    for token in found:
        word = token.text.upper()
        if token.kind is Kind.WORD and word in _PROPERTIES:
            return word, prefixes
        if token.kind is Kind.WORD and word == "PREFIX":
            name, iri = next(found, token), next(found, token)
            prefixes.append((name.text.removesuffix(":"), iri.text.strip("<>")))
    raise QueryError("no query", path=query.path, remedy=f"Write one of {', '.join(_PROPERTIES)}.")


def _without_head(text: str) -> str:
    return re.sub(r"(?m)\A(?:#\+.*\n)+", "", text)
