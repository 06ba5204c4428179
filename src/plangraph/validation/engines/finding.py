"""What every engine takes and gives: triples and shapes in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from rdflib import Graph, URIRef
from rdflib.term import Node

Triple: TypeAlias = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A validation result in the nodes of the graphs it is about: blank nodes are theirs, not an engine's."""

    focus_node: Node
    path: Node | None
    """A node of the shapes graph, or the property that a SPARQL constraint or ``sh:closed`` names."""
    value: Node | None
    component: URIRef
    source_shape: Node
    source_constraint: Node | None
    """The SPARQL constraint, as only such a constraint has messages of its own (SHACL, 5.3.2)."""
    severity: URIRef


class DataUnderTest(Protocol):
    """Data that grow, and that shapes are put to at any time."""

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; those of an earlier call stay."""

    def findings(self, shapes: Graph) -> Iterator[Finding]:
        """Yield what ``shapes`` refuse in the data so far, in no order, perhaps one thing twice.

        Raises:
            ShapesError: the shapes are not well-formed SHACL, or would read from another address.
        """
        ...


class Engine(Protocol):
    """Puts shapes to data, without inference and without requests."""

    name: str

    def data(self) -> DataUnderTest:
        """Return a place for data, empty."""
        ...
