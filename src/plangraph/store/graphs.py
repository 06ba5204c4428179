"""Which files make up which named graph."""

from __future__ import annotations

from pathlib import Path

from plangraph.layout import Layout

_GRAPH = "https://w3id.org/plangraph/id/graph/"
PLAN_GRAPH = f"{_GRAPH}plan"
INFERRED_GRAPH = f"{_GRAPH}inferred"
VOCABULARY_GRAPH = f"{_GRAPH}vocabulary"
SHAPES_GRAPH = f"{_GRAPH}shapes"
CATALOGUE_GRAPH = f"{_GRAPH}catalogue"
PNRR_GRAPH = f"{_GRAPH}pnrr"
QUERIES_GRAPH = f"{_GRAPH}queries"
LINKS_GRAPH = f"{_GRAPH}links"
VALIDATION_GRAPH = f"{_GRAPH}validation"
GRAPHS = (
    PLAN_GRAPH,
    INFERRED_GRAPH,
    VOCABULARY_GRAPH,
    SHAPES_GRAPH,
    QUERIES_GRAPH,
    PNRR_GRAPH,
    LINKS_GRAPH,
    VALIDATION_GRAPH,
    CATALOGUE_GRAPH,
)
"""All that there may be."""


def graph_files(layout: Layout, data: Path | None = None) -> dict[str, list[Path]]:
    """Return the files of each named graph, in a fixed order.

    Args:
        layout: where ontology, shapes, stored queries and, unless ``data`` says otherwise, the built graphs
            are.
        data: folder of the built graphs.

    The plan's own graphs are named even if their files are missing, so that reading them says so; the
    projects of the PNRR, the links to them, the report of a validation and the catalogue may be missing:
    the plan is served without.
    """
    built = data or layout.data
    files = {
        PLAN_GRAPH: [built / "plan.ttl"],
        INFERRED_GRAPH: [built / "inferred.ttl"],
        VOCABULARY_GRAPH: sorted(layout.ontology.rglob("*.ttl")),
        SHAPES_GRAPH: sorted({*layout.shapes.rglob("*.ttl")} - {*layout.examples.rglob("*.ttl")}),
        QUERIES_GRAPH: sorted(layout.queries.glob("*.rq")),
    }
    optional = {
        PNRR_GRAPH: built / "pnrr.ttl",
        LINKS_GRAPH: built / "links.ttl",
        VALIDATION_GRAPH: built / "validation.ttl",
        CATALOGUE_GRAPH: built / "catalogue.ttl",
    }
    return files | {graph: [path] for graph, path in optional.items() if path.exists()}
