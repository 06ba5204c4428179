"""What a SPARQL constraint says about nodes that are known to break it, asked of the reference."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node

_KEPT = (SH.path, SH.sparql, SH.severity, SH.message)
_MADE = re.compile(r"\bAS\s+[?$]value\b", re.IGNORECASE)
_MAY_BE_UNBOUND = re.compile(r"\b(?:OPTIONAL|UNION)\b", re.IGNORECASE)
_COLUMNS = re.compile(r"\bSELECT\b(.*?)(?:\bWHERE\b|\{)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*")


def projections(query: str) -> list[str]:
    """Return what stands between each SELECT of a query and its pattern, the outermost first."""
    return _COLUMNS.findall(_COMMENT.sub("", query))


def has_value(query: str) -> bool:
    """Say whether a constraint's query has a column ``?value``; else SHACL says what the value is (5.3.2)."""
    columns = projections(query)
    return bool(columns and re.search(r"[?$]value\b", columns[0]))


def value_is_computed(query: str) -> bool:
    """Say whether ``?value`` may be a term that is not in the data."""
    return bool(_MADE.search(query))


def value_may_be_unbound(query: str) -> bool:
    """Say whether a solution may be without ``?value`` although there is such a column."""
    return bool(_MAY_BE_UNBOUND.search(query))


def narrowed(shapes: Graph, focus_nodes: Mapping[Node, Collection[Node]]) -> Graph:
    """Return the SPARQL constraints of some shapes, with no other target than the nodes given for each."""
    narrow = Graph(bind_namespaces="none")
    for shape, nodes in focus_nodes.items():
        narrow.add((shape, RDF.type, SH.PropertyShape if (shape, SH.path, None) in shapes else SH.NodeShape))
        for triple in shapes.triples((shape, None, None)):
            if triple[1] in _KEPT:
                narrow.add(triple)
        for node in nodes:
            narrow.add((shape, SH.targetNode, node))
        for constraint in shapes.objects(shape, SH.sparql):
            _add_described(constraint, shapes, narrow)
    return narrow


def _add_described(node: Node, shapes: Graph, narrow: Graph) -> None:
    if (node, None, None) in narrow:
        return
    for triple in shapes.triples((node, None, None)):
        narrow.add(triple)
        _add_described(triple[2], shapes, narrow)
