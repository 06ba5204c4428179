"""Shapes as the native engine keeps them, with what its reports lack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from plangraph.validation.engines.asking import has_value, value_is_computed, value_may_be_unbound
from plangraph.validation.engines.finding import Finding
from plangraph.validation.engines.ntriples import lines_of, text_of
from plangraph.validation.engines.trust import path_nodes, reason_for_the_reference

if TYPE_CHECKING:
    import shacl

SKOLEM = "urn:plangraph:blank:"
"""Before the label of a blank node, in the IRI that stands for it while the engine runs."""
LABELLED = URIRef("urn:plangraph:labels")
"""Leads from such an IRI to the blank node of the data: the engine gives them labels of its own, and the
probe asks for them back. A triple *about* the blank node would be refused by ``sh:closed``."""
PROBE = URIRef("urn:plangraph:probe")

_PROBE_LINES = lines_of(
    [(PROBE, SH.path, LABELLED), (PROBE, SH.targetSubjectsOf, LABELLED), (PROBE, SH.nodeKind, SH.IRI)]
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """One shapes graph."""

    shapes: shacl.Shapes | None
    """None: the reference has to look at them."""
    size: int
    """Triples of the graph when it was compiled."""
    nodes: Mapping[str, Node]
    """Its blank nodes, by the text under which the engine knows them."""
    constraints: Mapping[Node, Node]
    """The SPARQL constraint of a shape that has one."""
    without_value: frozenset[Node | None]
    """Constraints whose query has no column ``?value``."""
    computing: frozenset[Node | None]
    """Those whose ``?value`` may be no term of the data: the engine gives another value, or none."""
    leaving_open: frozenset[Node | None]
    """Those whose ``?value`` may be unbound: the engine says the focus node instead."""

    def value_is_doubtful(self, finding: Finding) -> bool:
        """Say whether the engine may have given another value than the query."""
        constraint = finding.source_constraint
        unclear = finding.value is None or finding.value == finding.focus_node
        return constraint in self.computing or (unclear and constraint in self.leaving_open)


_COMPILED: WeakKeyDictionary[Graph, Compiled] = WeakKeyDictionary()


def compiled(shapes: Graph) -> Compiled:
    """Return ``shapes`` compiled; a graph that is given again, and has not grown, is compiled once."""
    known = _COMPILED.get(shapes)
    if known is None or known.size != len(shapes):
        known = _COMPILED[shapes] = _compile(shapes)
    return known


def _compile(shapes: Graph) -> Compiled:
    named = _named(shapes)
    constraints = dict(shapes.subject_objects(SH.sparql))
    queries = {node: str(shapes.value(node, SH.select)) for node in constraints.values()}
    valued = {node for node, query in queries.items() if has_value(query)}
    return Compiled(
        shapes=_accepted(shapes, named) if reason_for_the_reference(shapes) is None else None,
        size=len(shapes),
        nodes={text_of(name): node for node, name in named.items()},
        constraints=constraints,
        without_value=frozenset(queries.keys() - valued),
        computing=frozenset(node for node in valued if value_is_computed(queries[node])),
        leaving_open=frozenset(node for node in valued if value_may_be_unbound(queries[node])),
    )


def _named(shapes: Graph) -> dict[Node, URIRef]:
    """Return IRIs for the blank nodes of ``shapes``, except those of paths, which would become properties."""
    blank = {term for triple in shapes for term in triple if isinstance(term, BNode)}
    return {node: URIRef(SKOLEM + str(node)) for node in blank - path_nodes(shapes)}


def _accepted(shapes: Graph, named: Mapping[Node, URIRef]) -> shacl.Shapes | None:
    import shacl

    lines = lines_of((named.get(s, s), predicate, named.get(o, o)) for s, predicate, o in shapes)
    try:
        return shacl.Shapes.from_text(lines + _PROBE_LINES, "ntriples")
    except ValueError:  # the reference says what is wrong with them, or can do it
        return None
