"""The PNRR as SKOS and its money: two graphs from the published tables of measures.

They are apart because a plan is reasoned over with the concepts, never with the figures (decision 0002).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from plangraph.graph.triples import Triple
from plangraph.pnrr.figure_triples import administration_triples, allocation_triples, tag_triples
from plangraph.pnrr.items import items
from plangraph.pnrr.measures import GoalRow, Version
from plangraph.pnrr.scheme_tables import SchemeTables, read_scheme_tables
from plangraph.pnrr.scheme_triples import item_triples, target_triples

CONCEPTS_HEADING = """\
Missions, components, measures and sub-measures of the PNRR as Italia Domani publishes them, CC BY 4.0.
Written by plangraph pnrr scheme; do not edit. The scheme itself and English names: pnrr-scheme.ttl."""
FIGURES_HEADING = """\
Money of PNRR items and who is in charge of them, as Italia Domani publishes it, CC BY 4.0.
Written by plangraph pnrr scheme; do not edit. The versions of the tables: pnrr-tables.ttl."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The PNRR, made and not yet written."""

    concepts: Graph
    figures: Graph


def make_scheme(paths: Sequence[Path], register: Graph) -> Scheme:
    """Make the scheme from published tables.

    Args:
        paths: files or folders; tables that say nothing of measures are passed over.
        register: the versions of the tables, ``ontology/figures/pnrr-tables.ttl``.

    Raises:
        TableError: see ``read_scheme_tables``.
    """
    tables = read_scheme_tables(paths, register)
    return Scheme(_graph(_concepts(tables)), _graph(_figures(tables)))


def _concepts(tables: SchemeTables) -> Iterator[Triple]:
    slug = tables.mapping.slug if tables.mapping else None
    for item in items(tables.financial, tables.mapping):
        yield from item_triples(item, slug)
    if tables.mapping:
        yield from target_triples(_targets(tables.mapping), tables.mapping.slug)


def _figures(tables: SchemeTables) -> Iterator[Triple]:
    yield from administration_triples(tables.financial)
    for version in tables.financial:
        yield from allocation_triples(version)
    for version in tables.tags:
        yield from tag_triples(version)


def _targets(mapping: Version) -> dict[str, str]:
    return {
        row.target: row.target_text
        for row in mapping.rows
        if isinstance(row, GoalRow) and row.target and row.target_text
    }


def _graph(triples: Iterator[Triple]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph
