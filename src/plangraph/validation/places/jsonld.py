"""The triples of a JSON-LD file with their places; contexts that lie elsewhere are refused, never fetched.

https://www.w3.org/TR/json-ld11/. What a document means is told by rdflib's own parser, which hands on keys
and values as it finds them: as ``json_tree`` has made them, they know where they stand. (rdflib 7.6: the
methods below that begin with an underscore are its own.)
"""

from __future__ import annotations

from typing import Any

from rdflib import Graph
from rdflib.plugins.parsers.jsonld import Parser
from rdflib.plugins.shared.jsonld.context import Context
from rdflib.term import Node

from plangraph.validation.places.json_tree import Json, PlacedObject, PlacedText, members, placed_json
from plangraph.validation.places.statements import Statement


class RemoteContextError(Exception):
    """A document needs a context from another address.

    Args:
        address: of the context.
        at: where the document names it.
    """

    def __init__(self, address: str, at: int) -> None:
        self.address, self.at = address, at
        super().__init__(address)


def jsonld_statements(text: str, *, base: str = "") -> list[Statement]:
    """Return the triples of JSON-LD in the order in which they are found; named graphs are merged.

    Raises:
        json.JSONDecodeError: it is not JSON.
        RemoteContextError: see there.
        RecursionError: it is nested too deeply.
        Exception: whatever rdflib 7.6 raises for JSON that is no JSON-LD.
    """
    tree = placed_json(text)
    _refuse_remote_contexts(tree)
    notes = _Notes()
    _PlacingParser(notes, generalized_rdf=False).parse(tree, Context(base=base, version=1.1), _Sink(notes))
    return notes.found


def _refuse_remote_contexts(tree: Json) -> None:
    for key, value in members(tree):
        if key == "@context":
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, PlacedText):
                    raise RemoteContextError(str(item), item.at)
        elif key == "@import":
            raise RemoteContextError(str(value), key.at)


class _Notes:
    """Where the parser is: what it has read last of each kind."""

    def __init__(self) -> None:
        self.found: list[Statement] = []
        self.subjects: dict[Node, int] = {}
        self.node_at = 0
        self.predicate_at = 0
        self.object_at = 0

    def add(self, subject: Node, predicate: Node, value: Node) -> None:
        at = self.subjects.get(subject, self.predicate_at)
        self.found.append(Statement(subject, predicate, value, at, self.predicate_at, self.object_at))


class _Sink(Graph):
    """A graph that keeps nothing and tells the notes."""

    def __init__(self, notes: _Notes) -> None:
        super().__init__(bind_namespaces="none")
        self._notes = notes

    def add(self, triple: Any) -> _Sink:
        self._notes.add(*triple)
        return self


class _PlacingParser(Parser):
    def __init__(self, notes: _Notes, **options: Any) -> None:
        super().__init__(**options)
        self._notes = notes

    def _add_to_graph(
        self, dataset: Graph, graph: Graph, context: Context, node: Any, topcontext: bool = False
    ) -> Node | None:
        outer = self._notes.node_at
        if isinstance(node, PlacedObject):
            self._notes.node_at = _at(context.get_id(node), node.at)
        subject = super()._add_to_graph(dataset, graph, context, node, topcontext)
        self._notes.node_at = outer
        return subject

    def _key_to_graph(
        self,
        dataset: Graph,
        graph: Graph,
        context: Context,
        subj: Node,
        key: str,
        obj: Any,
        *args: Any,
        **more: Any,
    ) -> None:
        notes = self._notes
        outer = notes.predicate_at
        notes.predicate_at = key.at if isinstance(key, PlacedText) else outer
        notes.subjects.setdefault(subj, notes.node_at)
        super()._key_to_graph(dataset, graph, context, subj, key, obj, *args, **more)
        notes.predicate_at = outer

    def _to_object(
        self, dataset: Graph, graph: Graph, context: Context, term: Any, node: Any, inlist: bool = False
    ) -> Node | None:
        at, predicate_at = _at(node, self._notes.predicate_at), self._notes.predicate_at
        found = super()._to_object(dataset, graph, context, term, node, inlist)
        self._notes.object_at, self._notes.predicate_at = at, predicate_at
        return found


def _at(node: Any, otherwise: int) -> int:
    if isinstance(node, tuple):  # of a language map: value and language
        node = node[0]
    return node.at if isinstance(node, PlacedObject | PlacedText) else otherwise
