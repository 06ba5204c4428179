"""Every term that is written is declared somewhere: a typo makes SPARQL and SHACL silent, not wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VANN, VOID, XSD

from plangraph.namespaces import CLV, COV, DCATAPIT, ELI, L0, OA, PI, PLAN, SPDX

STANDARD = (DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VANN, VOID, XSD)
"""Vocabularies whose terms rdflib lists."""

STUBBED = (CLV, COV, DCATAPIT, ELI, L0, OA, PI, SPDX)
"""Vocabularies of which ``ontology/alignments.ttl`` declares the terms that we use, and no more."""

PLAN_NAMESPACE = str(PLAN._NS)
DECLARATION = re.compile(r"^plan:(\w+) a owl:", re.MULTILINE)
"""How a bad example for the shapes over the ontology declares a term of its own."""
PLAN_TERM = re.compile(rf"(?<![\w:/-])plan:([A-Za-z]\w*)|{re.escape(PLAN_NAMESPACE)}(\w+)")


@pytest.fixture(scope="module")
def declared(root: Path) -> Set[str]:
    """Return the local names of the terms that ``ontology/plan.ttl`` gives a type."""
    ontology = Graph().parse(root / "ontology" / "plan.ttl")
    terms = {str(term) for term in ontology.subjects(RDF.type, None)}
    return {term.removeprefix(PLAN_NAMESPACE) for term in terms if term.startswith(PLAN_NAMESPACE)} - {""}


def test_the_list_in_the_code_is_the_ontology(declared: Set[str]) -> None:
    listed = {name for name in PLAN.__annotations__ if not name.startswith("_")}
    assert listed == declared, (
        f"only in vocabulary.py: {listed - declared}; only in plan.ttl: {declared - listed}"
    )


@pytest.mark.parametrize(
    ("folder", "suffix"),
    [
        ("ontology", ".ttl"),
        ("shapes", ".ttl"),
        ("queries", ".rq"),
        ("data", ".ttl"),
        ("src", ".py"),
        ("src", ".html"),
        ("tests", ".ttl"),
        ("tests", ".rq"),
        ("docs", ".md"),
    ],
)
def test_every_plan_term_is_declared(root: Path, declared: Set[str], folder: str, suffix: str) -> None:
    undeclared = {
        f"{path.relative_to(root)}: plan:{term}"
        for path in (root / folder).rglob(f"*{suffix}")
        for term in _plan_terms(path.read_text(encoding="utf-8"))
        if term not in declared
    }
    assert not undeclared


@pytest.mark.parametrize("folder", ["ontology", "shapes"])
def test_every_standard_term_exists_in_its_vocabulary(root: Path, folder: str) -> None:
    unknown = {
        f"{path.relative_to(root)}: {term}"
        for path in (root / folder).rglob("*.ttl")
        for term in _iris(Graph().parse(path))
        for vocabulary in STANDARD
        if term.startswith(str(vocabulary)) and str(term) != str(vocabulary) and term not in vocabulary
    }
    assert not unknown


@pytest.mark.parametrize("folder", ["ontology", "shapes", "data/gazetteer"])
def test_every_foreign_term_has_a_stub(root: Path, folder: str) -> None:
    stubs = set(Graph().parse(root / "ontology" / "alignments.ttl").subjects(RDF.type, None))
    namespaces = tuple(str(namespace) for namespace in STUBBED)
    missing = {
        f"{path.relative_to(root)}: {term}"
        for path in (root / folder).rglob("*.ttl")
        if "bad" not in path.parts  # an example of what is refused may name what there is not
        for term in _iris(Graph().parse(path))
        if str(term).startswith(namespaces) and term not in stubs and str(term) not in namespaces
    }
    assert not missing


def _plan_terms(text: str) -> set[str]:
    used = {prefixed or full for prefixed, full in PLAN_TERM.findall(text)}
    return used - set(DECLARATION.findall(text))


def _iris(graph: Graph) -> Iterator[URIRef]:
    for triple in graph:
        yield from (term for term in triple if isinstance(term, URIRef))
