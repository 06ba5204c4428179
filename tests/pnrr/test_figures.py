"""The committed figures of the PNRR: they conform to their shapes, and add up to what was published."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import PROV, RDF

from plangraph.namespaces import ID, PLAN
from plangraph.turtle import read_turtle
from plangraph.validation import Shapes, report_text, validate


@pytest.fixture(scope="module")
def figures(root: Path) -> Graph:
    return read_turtle([root / "ontology" / "figures"])


def test_they_conform_to_their_shapes(root: Path, figures: Graph) -> None:
    entailed = read_turtle([root / "shapes" / "prefixes.ttl", root / "shapes" / "allocation.ttl"])
    shapes = Shapes(entailed=entailed, asserted=Graph(), ontology=Graph())
    report = validate(figures, Graph(), Graph(), shapes)
    assert report.conforms, report_text(report)


@pytest.mark.parametrize(
    ("table", "rows", "total"),
    [
        ("quadro-finanziario-v04", 285, "191499177890.2"),
        ("quadro-finanziario-repowereu", 306, "194415951465.97"),
    ],
)
def test_allocations_of_a_version_add_up_to_the_whole_plan(
    figures: Graph, table: str, rows: int, total: str
) -> None:
    """191.5 and 194.4 billion euro: the PNRR of 2021 and of December 2023."""
    nodes = set(figures.subjects(PROV.wasDerivedFrom, ID[f"pnrr-table/{table}"]))
    nodes &= set(figures.subjects(RDF.type, PLAN.Allocation))
    amounts = [figures.value(node, PLAN.amount) for node in nodes]
    assert len(nodes) == rows
    assert sum(value.toPython() for value in amounts if isinstance(value, Literal)) == Decimal(total)
