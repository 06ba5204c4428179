"""Queries name only what there is: a misspelt term is no error in SPARQL, it just finds nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest
from rdflib import URIRef
from rdflib.namespace import DCAT, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD

from plangraph.namespaces import CLV, COV, DCATAPIT, ELI, L0, OA, PI, PLAN, SPDX
from plangraph.queries import StoredQuery
from plangraph.store.dataset import Dataset
from plangraph.store.tokens import Kind, tokens

STANDARD = (DCAT, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD)
DECLARED = tuple(str(namespace) for namespace in (PLAN._NS, CLV, COV, DCATAPIT, ELI, L0, OA, PI, SPDX))
WRITTEN = {OA.hasBody, OA.hasTarget, OA.motivatedBy, OA.identifying}
"""Terms of the Web Annotation Vocabulary (W3C Recommendation, 2017) that one query makes and no data have."""


@pytest.fixture(scope="module")
def named(queries: Mapping[str, StoredQuery]) -> list[tuple[str, URIRef]]:
    """Return each IRI that a query names, with the query's name."""
    return [(name, term) for name, query in queries.items() for term in iris(query.text)]


def iris(text: str) -> Iterator[URIRef]:
    """Yield the IRIs of a query after its prologue, prefixed names written out."""
    found = list(tokens(text))
    prefixes = {}
    for word, prefix, iri in zip(found, found[1:], found[2:], strict=False):
        if word.text == "PREFIX":
            prefixes[prefix.text] = iri.text.strip("<>")
    for before, token in pairwise(found):
        if token.kind is Kind.NAME and before.text != "PREFIX":
            name, _, local = token.text.partition(":")
            yield URIRef(prefixes[f"{name}:"] + local)
        elif token.kind is Kind.IRI and f"<{prefixes.get(before.text)}>" != token.text:
            yield URIRef(token.text.strip("<>"))


def test_every_declared_prefix_is_used(queries: Mapping[str, StoredQuery]) -> None:
    for name, query in queries.items():
        names = (token.text for token in tokens(query.text) if token.kind is Kind.NAME)
        times = Counter(text.partition(":")[0] for text in names)
        assert [prefix for prefix, count in times.items() if count < 2] == [], name


def test_every_standard_term_exists(named: list[tuple[str, URIRef]]) -> None:
    unknown = {
        (name, term)
        for name, term in named
        for vocabulary in STANDARD
        if term.startswith(str(vocabulary)) and term not in vocabulary
    }
    assert unknown == set()


def test_every_other_term_is_declared(dataset: Dataset, named: list[tuple[str, URIRef]]) -> None:
    unknown = {
        (name, term)
        for name, term in named
        if str.startswith(term, DECLARED) and term not in {URIRef(each) for each in (*DECLARED, *WRITTEN)}
        if not dataset.objects(term, str(RDF.type))
    }
    assert unknown == set()


def test_every_concept_and_graph_is_there(dataset: Dataset, named: list[tuple[str, URIRef]]) -> None:
    base = "https://w3id.org/plangraph/id/"
    concepts = {(name, str(term)) for name, term in named if term.startswith(base) and term[-1] != "/"}
    there = {iri for _, iri in concepts if iri in dataset.graphs or dataset.knows(iri)}
    assert there
    assert {each for each in concepts if each[1] not in there} == set()
