"""Checks against the plan's own text: rows, and the quotes that are said to be from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rdflib import Graph, Literal
from rdflib.namespace import PROV, RDF
from rdflib.term import Node

from plangraph.checks.check import broken
from plangraph.namespaces import OA, PLAN
from plangraph.validation import ValidationResult

_MARKUP = re.compile(r"</?(?:i|b|em|strong|u|br|span)(?:\s[^<>]*)?/?>|[*]{2}", re.IGNORECASE)


def unprinted_rows(graph: Graph, lines: Sequence[str]) -> Iterator[ValidationResult]:
    """Yield the source rows that do not repeat the lines of the text that they point to."""
    for row in graph.subjects(RDF.type, PLAN.SourceRow):
        verbatim = graph.value(row, PLAN.verbatim)
        if verbatim is None or str(verbatim) != "\n".join(_lines_of(row, graph, lines)):
            yield broken(
                "printed-row",
                row,
                f"Le righe di {row} non sono quelle del testo.",
                f"The lines of {row} are not the text's.",
                path=PLAN.verbatim,
            )


def misquoted(graph: Graph, lines: Sequence[str]) -> Iterator[ValidationResult]:
    """Yield mentions, anomalies and links whose words do not occur on the lines that they derive from.

    Markup and runs of white space count for nothing, as in the shapes; everything else is compared verbatim.

    Args:
        graph: plan and links together.
        lines: of the text, from line 1.
    """
    for predicate in (PLAN.surfaceForm, PLAN.quote, OA.exact):
        for node, quote in graph.subject_objects(predicate):
            rows = _rows_of(node, graph)
            place = _plain(" ".join(line for row in rows for line in _lines_of(row, graph, lines)))
            if rows and _plain(str(quote)) not in place:
                yield broken(
                    "quote-on-lines",
                    node,
                    f"«{quote}» non si trova nelle righe indicate.",
                    f"“{quote}” does not occur on the lines given.",
                    path=predicate,
                    value=Literal(str(quote)),
                )


def _rows_of(node: Node, graph: Graph) -> list[Node]:
    sources = [*graph.objects(node, PROV.wasDerivedFrom), *graph.subjects(OA.hasSelector, node)]
    rows = [source for source in sources if (source, RDF.type, PLAN.SourceRow) in graph]
    return sorted(rows, key=lambda row: str(graph.value(row, PLAN.firstLine)).zfill(9))


def _lines_of(row: Node, graph: Graph, lines: Sequence[str]) -> Sequence[str]:
    numbers = [str(graph.value(row, edge)) for edge in (PLAN.firstLine, PLAN.lastLine)]
    if not all(number.isascii() and number.isdigit() for number in numbers):
        return []
    first, last = map(int, numbers)
    return lines[max(first - 1, 0) : last]


def _plain(text: str) -> str:
    return " ".join(_MARKUP.sub("", text).split())
