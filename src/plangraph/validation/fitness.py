"""Are shapes that somebody sent fit to be used? Two faults that well-formed shapes may have."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from plangraph.errors import ShapesError
from plangraph.validation.shapes import has_target

_REFERENCES = (SH.node, SH.property, SH["not"], SH.qualifiedValueShape)
_LISTS = (SH["and"], SH["or"], SH.xone)
"""Properties that lead from a shape to others (SHACL, 2.1 and 4.6)."""


def require_fit(shapes: Graph) -> None:
    """Refuse shapes that test nothing, or refer to themselves, which SHACL leaves undefined (3.4.3).

    Raises:
        ShapesError: they do.
    """
    if not has_target(shapes):
        problem = "no shape has a target, so nothing would be checked"
        raise ShapesError(problem, remedy="Give one shape at least sh:targetClass.")
    references: dict[Node, set[Node]] = {}
    for predicate in _REFERENCES:
        for shape, other in shapes.subject_objects(predicate):
            references.setdefault(shape, set()).add(other)
    for predicate in _LISTS:
        for shape, members in shapes.subject_objects(predicate):
            references.setdefault(shape, set()).update(_members(shapes, members))
    try:
        TopologicalSorter(references).prepare()
    except CycleError as error:
        named = next((node.n3() for node in error.args[1] if not node.n3().startswith("_:")), "a shape")
        problem = f"{named} refers to itself, by way of others perhaps, which SHACL leaves undefined"
        raise ShapesError(problem, remedy="Say what must hold without recursion.") from error


def _members(shapes: Graph, members: Node) -> list[Node]:
    try:
        return list(Collection(shapes, members))
    except ValueError as error:  # a list that contains its own rest
        problem = "a list of shapes goes round in a circle"
        raise ShapesError(problem, remedy="End it with rdf:nil.") from error
