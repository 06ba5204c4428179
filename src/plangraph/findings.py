"""What is wrong in a plan's own graphs, as a graph of its own that is served with them.

The report tells the row of the plan's text, where a finding is mended, and no line of a generated file: it
changes only with what is found. The catalogue is left out, for it describes the report too; ``plangraph
check`` validates it.
"""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph, URIRef

from plangraph.layout import Layout
from plangraph.store.embedded import open_dataset
from plangraph.store.formats import N_TRIPLES
from plangraph.store.graphs import PNRR_GRAPH
from plangraph.turtle import read_turtle
from plangraph.validation import (
    completed,
    explained,
    read_shapes,
    report_triples,
    validate,
    validate_ntriples,
)


def findings_graph(
    asserted: Graph, inferred: Graph, vocabulary: Graph, layout: Layout, folder: Path | None, *, iri: URIRef
) -> Graph:
    """Return the report on a plan as triples without blank nodes (SHACL, 3.6).

    Args:
        asserted: triples of the plan.
        inferred: what follows from them.
        vocabulary: ontology and schemes.
        layout: where the shapes are.
        folder: where links and projects of the PNRR stand beside the plan, if they do; None: nowhere.
        iri: of the report.

    Raises:
        InputError: shapes, links or projects cannot be read.
        ShapesError: the shapes are not well-formed SHACL.
    """
    shapes = read_shapes(layout.shapes)
    links, projects = (_beside(folder, name) for name in ("links.ttl", "pnrr.ttl"))
    data = asserted + read_turtle(links)
    report = validate(data, inferred, vocabulary, shapes)
    report = completed(report, data, inferred, vocabulary, shapes)
    for path in projects:
        lines = _lines(path)
        found = validate_ntriples(lines, vocabulary, shapes)
        if found.results:  # only then a graph of many more triples than the plan's is worth its time
            report += found
            data += read_turtle([path])
    told = explained(report, shapes=shapes.all, data=data, vocabulary=vocabulary)
    graph = Graph(bind_namespaces="none")
    for triple in report_triples(told, iri=iri):
        graph.add(triple)
    return graph


def _beside(folder: Path | None, name: str) -> list[Path]:
    return [path for path in [folder / name] if path.is_file()] if folder else []


def _lines(path: Path) -> str:
    return open_dataset({PNRR_GRAPH: [path]}).dump(PNRR_GRAPH, N_TRIPLES).decode()
