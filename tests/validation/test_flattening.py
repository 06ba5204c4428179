"""Flattened shapes find what the shapes as written find."""

from __future__ import annotations

from collections.abc import Callable

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH

from plangraph.validation.flattening import flattened

NODE_AND_PROPERTY = """
ex:Activity a sh:NodeShape ; sh:targetClass plan:Activity ; sh:property ex:name , ex:number ;
    sh:nodeKind sh:IRI .
ex:Area a sh:NodeShape ; sh:targetSubjectsOf ex:in ; sh:property ex:name .
ex:name a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 .
ex:number a sh:PropertyShape ; sh:targetNode ex:c ; sh:path ex:n ; sh:maxCount 1 .
"""
REFERRED_TO = """
ex:outer a sh:NodeShape ; sh:targetClass plan:Activity ; sh:node ex:inner .
ex:inner a sh:NodeShape ; sh:targetSubjectsOf ex:in ; sh:property ex:name .
ex:name a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 .
"""
SWITCHED_OFF = """
ex:Activity a sh:NodeShape ; sh:targetClass plan:Activity ; sh:property ex:name ; sh:deactivated true .
ex:name a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 .
"""
IMPLICIT = """
plan:Activity a sh:NodeShape , rdfs:Class ; sh:targetNode ex:c ; sh:property ex:name .
ex:name a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 .
"""
DATA = """
ex:a a plan:Activity ; ex:n 1, 2 .
ex:b a plan:Activity ; ex:p 1 .
ex:c ex:in ex:d ; ex:n 1, 2 .
[] a plan:Activity .
"""

Result = tuple[object, ...]


@pytest.mark.parametrize("text", [NODE_AND_PROPERTY, REFERRED_TO, SWITCHED_OFF, IMPLICIT])
def test_flattened_shapes_give_the_same_results(turtle: Callable[[str], Graph], text: str) -> None:
    shapes, data = turtle(text), turtle(DATA)
    assert _results(data, flattened(shapes)) == _results(data, shapes)


def test_the_shapes_as_written_stay_as_they_were(turtle: Callable[[str], Graph]) -> None:
    shapes = turtle(NODE_AND_PROPERTY)
    before = set(shapes)
    assert set(flattened(shapes)) != before
    assert set(shapes) == before


def _results(data: Graph, shapes: Graph) -> set[Result]:
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph() + shapes)
    assert isinstance(report, Graph)
    parts = (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.sourceShape)
    return {
        tuple(_named(report.value(result, part)) for part in parts)
        for result in report.objects(None, SH.result)
    }


def _named(term: object) -> object:
    return term if isinstance(term, URIRef | Literal) or term is None else "a blank node"
