"""The project's own shapes and ontology, read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDF

from plangraph.reasoning import read_ontology
from plangraph.validation import Shapes, ValidationReport, read_shapes, validate, validate_ontology


@pytest.fixture(scope="session")
def shapes(root: Path) -> Shapes:
    return read_shapes(root / "shapes")


@pytest.fixture(scope="session")
def ontology(root: Path) -> Graph:
    return read_ontology(root / "ontology")


class Examiner:
    """The shapes put to an example: those over the ontology if it declares terms, all others if not."""

    def __init__(self, ontology: Graph, shapes: Shapes) -> None:
        self._ontology, self._shapes = ontology, shapes

    def __call__(self, data: Graph) -> ValidationReport:
        if (None, RDF.type, OWL.Class) in data:
            return validate_ontology(data, self._shapes)
        return validate(data, Graph(), self._ontology, self._shapes)


@pytest.fixture(scope="session")
def examine(ontology: Graph, shapes: Shapes) -> Examiner:
    return Examiner(ontology, shapes)
