"""Small graphs and shapes from Turtle that a reader sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from plangraph.reasoning import read_ontology
from plangraph.validation import Shapes, read_shapes

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture(scope="session")
def turtle() -> Callable[[str], Graph]:
    """Return a function from Turtle without prefixes to a graph."""
    return lambda text: Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.fixture(scope="session")
def shapes_of(turtle: Callable[[str], Graph]) -> Callable[..., Shapes]:
    """Return a function from Turtle, by the graph it is run on, to shapes."""

    def make(entailed: str = "", *, asserted: str = "", ontology: str = "") -> Shapes:
        return Shapes(entailed=turtle(entailed), asserted=turtle(asserted), ontology=turtle(ontology))

    return make


@pytest.fixture(scope="session")
def own_shapes(root: Path) -> Shapes:
    """Return the project's own shapes."""
    return read_shapes(root / "shapes")


@pytest.fixture(scope="session")
def own_ontology(root: Path) -> Graph:
    """Return the project's own ontology."""
    return read_ontology(root / "ontology")
