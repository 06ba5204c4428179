"""What a validation says besides SHACL: terms that no vocabulary has, and that nothing was checked."""

from __future__ import annotations

from dataclasses import replace

from rdflib import Graph

from plangraph.validation.results import ValidationReport
from plangraph.validation.shapes import Shapes
from plangraph.validation.terms import unknown_term_results
from plangraph.validation.unchecked import Unchecked, has_focus_node


def completed(
    report: ValidationReport, data: Graph, inferred: Graph, vocabulary: Graph, shapes: Shapes
) -> ValidationReport:
    """Return ``report`` with what shapes cannot say of the data.

    Args:
        report: what ``validate`` has found in the data.
        data: all that was stated.
        inferred: what follows from it.
        vocabulary: whose terms the data should use.
        shapes: that were run on the data.
    """
    whole = report + ValidationReport.of(unknown_term_results(data, vocabulary))
    if not data:
        return replace(whole, unchecked=Unchecked.EMPTY)
    is_checked = report.results or (
        has_focus_node(shapes.asserted, data, Graph(), vocabulary)
        or has_focus_node(shapes.entailed, data, inferred, vocabulary)
    )
    return whole if is_checked else replace(whole, unchecked=Unchecked.UNTOUCHED)
