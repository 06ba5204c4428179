"""pyshacl, the reference: in memory, without inference, without imports, without the network."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from pyshacl import Validator
from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from plangraph.errors import ShapesError
from plangraph.validation.engines.finding import Finding, Triple
from plangraph.validation.flattening import flattened
from plangraph.validation.lexical import strictly_judged
from plangraph.validation.querying import QueriedGraph, refuse_other_addresses

_SILENT = logging.getLogger("plangraph.validation.pyshacl")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False  # what pyshacl logs as an error it raises as well


class Reference:
    """The engine that is always there, and that every other is compared with."""

    name = "pyshacl"

    def data(self) -> ReferenceData:
        """Return a graph to add to."""
        return ReferenceData()


class ReferenceData:
    """Data in a graph of rdflib."""

    def __init__(self) -> None:
        self._graph = QueriedGraph(bind_namespaces="none")

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; those of an earlier call stay."""
        for subject, predicate, value in triples:
            self._graph.add((subject, predicate, strictly_judged(value)))

    def findings(self, shapes: Graph) -> Iterator[Finding]:
        """Yield what ``shapes`` refuse in the data so far; see ``DataUnderTest``."""
        refuse_other_addresses(shapes)
        try:
            validator: Any = Validator(  # ``run`` has no annotations in pyshacl 0.40
                DataGraph.from_rdflib(self._graph), shacl_graph=flattened(shapes), options={"logger": _SILENT}
            )
            _, report, _ = validator.run()
        except (ReportableRuntimeError, NotImplementedError) as error:
            raise ShapesError(f"not well-formed SHACL: {_first_line(error)}") from error
        except RecursionError as error:
            raise ShapesError(
                "the shapes lead too deep: they refer to themselves, or a query calculates with no number"
            ) from error
        yield from _findings(report)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")


def _findings(report: Graph) -> Iterator[Finding]:
    for node in report.objects(None, SH.result):
        found = dict(report.predicate_objects(node))
        yield Finding(
            focus_node=found[SH.focusNode],
            path=found.get(SH.resultPath),
            value=found.get(SH.value),
            component=URIRef(str(found[SH.sourceConstraintComponent])),
            source_shape=found[SH.sourceShape],
            source_constraint=found.get(SH.sourceConstraint),
            severity=URIRef(str(found[SH.resultSeverity])),
        )
