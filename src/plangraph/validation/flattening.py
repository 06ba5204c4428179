"""Shapes rewritten so that pyshacl looks at each property shape once, with the same results."""

from __future__ import annotations

from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
"""The target declarations of SHACL, 2.1.3; the implicit target of a class is not among them."""


def flattened(shapes: Graph) -> Graph:
    """Return a copy of ``shapes`` in which property shapes have the targets of their node shapes.

    Results of ``sh:property`` bear the property shape as their source (SHACL, 4.7.1), so it makes no
    difference to them whether the focus nodes come from its own targets. To pyshacl 0.40 it does: it runs
    a property shape that it meets through ``sh:property`` anew for every focus node.
    """
    copy = Graph()
    for triple in shapes:
        copy.add(triple)
    for node_shape in set(shapes.subjects(SH.property)):
        if _is_reached_by_targets_alone(node_shape, shapes):
            _pass_targets_on(node_shape, copy)
    return copy


def _is_reached_by_targets_alone(shape: Node, shapes: Graph) -> bool:
    own = set(shapes.predicates(shape))
    is_class = not {RDFS.Class, OWL.Class}.isdisjoint(shapes.objects(shape, RDF.type))
    is_referred_to = any(shapes.subjects(None, shape))
    # SHACL, 4.7.3: siblings are the property shapes of the same node shape.
    has_siblings = any(
        (child, SH.qualifiedValueShapesDisjoint, None) in shapes
        for child in shapes.objects(shape, SH.property)
    )
    return (
        not (is_class or is_referred_to or has_siblings or own.isdisjoint(TARGETS))
        and SH.deactivated not in own
    )


def _pass_targets_on(node_shape: Node, shapes: Graph) -> None:
    for property_shape in list(shapes.objects(node_shape, SH.property)):
        shapes.remove((node_shape, SH.property, property_shape))
        for target in TARGETS:
            for value in shapes.objects(node_shape, target):
                shapes.add((property_shape, target, value))
