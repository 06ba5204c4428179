"""What people call the nodes of a graph, and where the plan's own text speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, RDFS, SDO, SKOS
from rdflib.term import Node as AnyNode

from plangraph.namespaces import OA, PLAN
from plangraph.validation.explanation import SourceLines, Texts
from plangraph.validation.results import Node

NAMES = (PLAN.surfaceForm, DCTERMS.title, SKOS.prefLabel, RDFS.label, FOAF.name, SDO.name, PLAN.quote)
"""Properties by which things are called, the one that says most first."""


class Names:
    """The names of nodes, looked up in the data first and then in their vocabulary.

    Args:
        data: the graph that was validated.
        vocabulary: names of classes, properties and concepts.
        blanks: the blank nodes of ``data`` that skolem IRIs stand for.
    """

    def __init__(self, data: Graph, vocabulary: Graph, blanks: Mapping[Node, BNode]) -> None:
        self._data, self._vocabulary, self._blanks = data, vocabulary, blanks

    def of(self, node: AnyNode | None) -> Texts:
        """Return what ``node`` is called, one text a language; nothing for a literal."""
        if node is None or isinstance(node, Literal):
            return ()
        for graph in (self._data, self._vocabulary):
            for name in NAMES:
                texts = sorted(
                    (text for text in graph.objects(self._in_data(node), name) if isinstance(text, Literal)),
                    key=lambda text: (text.language or "", str(text)),
                )
                if texts:
                    return tuple({text.language: text for text in reversed(texts)}.values())[::-1]
        return ()

    def source_of(self, node: AnyNode) -> SourceLines | None:
        """Return the rows of the plan's text that ``node`` was read from, if the data name any."""
        known = self._in_data(node)
        rows = [row for row in self._data.objects(known, PROV.wasDerivedFrom) if isinstance(row, URIRef)]
        if isinstance(known, URIRef) and (known, PLAN.firstLine, None) in self._data:
            rows.append(known)
        numbered = sorted((line, row) for row in rows for line in self._lines(row))
        if not numbered:
            return None
        row = numbered[0][1]
        return SourceLines(
            row=row,
            lines=tuple(sorted({line for line, _ in numbered})),
            file=PurePosixPath(str(self._data.value(row, OA.hasSource) or "")).name,
            quote=" ".join(str(self._data.value(row, PLAN.verbatim) or "").split()),
        )

    def _in_data(self, node: AnyNode) -> AnyNode:
        return self._blanks.get(node, node) if isinstance(node, URIRef) else node

    def _lines(self, row: URIRef) -> range:
        """Return the numbers of the lines of a row; none if they are not numbers."""
        ends = [self._data.value(row, end) for end in (PLAN.firstLine, PLAN.lastLine)]
        first, last = (int(str(end)) if str(end).isdecimal() else 0 for end in ends)
        return range(first, max(first, min(last, first + _LONGEST_ROW)) + 1) if first else range(0)


_LONGEST_ROW = 1_000
"""Lines; more are a mistake in the data, whose shape says so."""
