"""The native engine of the extra ``native``: the PyPI package ``shacl``, made to say what the reference says.

What it is not trusted with (``trust``), and what it refuses, is put to the reference instead, so that both
engines find the same and raise the same errors. Decision 0010 lists the differences that are met here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from plangraph.validation.engines.asking import narrowed
from plangraph.validation.engines.compiling import LABELLED, PROBE, SKOLEM, Compiled, compiled
from plangraph.validation.engines.finding import Finding, Triple
from plangraph.validation.engines.ntriples import lines_of, term_of
from plangraph.validation.engines.reference import ReferenceData
from plangraph.validation.querying import refuse_other_addresses

if TYPE_CHECKING:
    import shacl


class Native:
    """The package ``shacl`` behind the reference's manners."""

    name = "shacl"

    def data(self) -> NativeData:
        """Return a text to add to."""
        return NativeData()


class NativeData:
    """Data as lines of N-Triples, since the engine reads nothing else from memory."""

    def __init__(self) -> None:
        self._parts: list[Iterable[Triple]] = []
        self._lines: list[str] = []
        self._blank: dict[BNode, None] = {}

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; those of an earlier call stay. ``triples`` must not change afterwards."""
        self._parts.append(triples)
        self._lines.append(lines_of(triples))
        if "_:" in self._lines[-1]:
            terms = (term for triple in triples for term in triple)
            self._blank.update((term, None) for term in terms if isinstance(term, BNode))

    def add_lines(self, lines: str) -> None:
        """Add lines of N-Triples that have no blank node, without making triples of them."""
        self._parts.append(_Lines(lines))
        self._lines.append(lines)

    def findings(self, shapes: Graph) -> Iterator[Finding]:
        """Yield what ``shapes`` refuse in the data so far; see ``DataUnderTest``."""
        refuse_other_addresses(shapes)
        if not shapes:
            return
        known = compiled(shapes)
        # A query may find the labels of blank nodes, which are no data.
        report = None if self._blank and known.constraints else self._report(known)
        if report is None:
            yield from self._by_reference(shapes)
            return
        doubtful: dict[Node, set[Node]] = defaultdict(set)
        for finding in _findings(report, known, shapes):
            if known.value_is_doubtful(finding):
                doubtful[finding.source_shape].add(finding.focus_node)
            else:
                yield finding
        if doubtful:
            yield from self._by_reference(narrowed(shapes, doubtful))

    def _report(self, known: Compiled) -> shacl.Report | None:
        if known.shapes is None:
            return None
        labels = lines_of((URIRef(SKOLEM + str(node)), LABELLED, node) for node in self._blank)
        try:
            return known.shapes.validate_text("".join([*self._lines, labels]), "ntriples")
        except ValueError:  # what it cannot read or evaluate; UnicodeEncodeError is one too
            return None

    def _by_reference(self, shapes: Graph) -> Iterator[Finding]:
        data = ReferenceData()
        data.add(chain.from_iterable(self._parts))
        return data.findings(shapes)


class _Lines:
    """Triples in a text, read only if the reference has to look at them."""

    def __init__(self, lines: str) -> None:
        self._text = lines

    def __iter__(self) -> Iterator[Triple]:
        return iter(Graph(bind_namespaces="none").parse(data=self._text, format="nt"))


def _findings(report: shacl.Report, known: Compiled, shapes: Graph) -> Iterator[Finding]:
    labels = {
        result.value: BNode(str(term_of(result.focus_node)).removeprefix(SKOLEM))
        for result in report.results
        if result.source_shape == f"<{PROBE}>"
    }

    def node(text: str) -> Node:
        return known.nodes.get(text) or labels.get(text) or term_of(text)

    for result in report.results:
        if result.source_shape == f"<{PROBE}>":
            continue
        shape, component = node(result.source_shape or ""), URIRef(result.component_iri)
        constraint = known.constraints[shape] if component == SH.SPARQLConstraintComponent else None
        # SHACL, 5.3.2: without ?value, the focus node is the value of a node shape only.
        unsaid = constraint in known.without_value and (shape, SH.path, None) in shapes
        yield Finding(
            focus_node=node(result.focus_node),
            path=_path(result.path, shape, shapes),
            value=None if result.value is None or unsaid else node(result.value),
            component=component,
            source_shape=shape,
            source_constraint=constraint,
            severity=URIRef(result.severity_iri),
        )


def _path(text: str | None, shape: Node, shapes: Graph) -> Node | None:
    """Return the property that the engine names, or the node of a path that is no single property."""
    if text is None:
        return None
    return term_of(text) if re.fullmatch(r"<[^<>]*>", text) else shapes.value(shape, SH.path)
