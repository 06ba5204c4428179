"""Rows of published tables as triples, for one municipality and for all of Italy alike: one function a table.

The functions yield N-Triples text, which may repeat a triple; stores and graphs take it once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from plangraph.pnrr.triples import complementary, contracts, projects, targets
from plangraph.pnrr.triples.desk import Desk, Reference
from plangraph.pnrr.triples.source import Source, sha256_of

__all__ = ["TRIPLES", "Desk", "Reference", "Source", "sha256_of"]

TRIPLES: Mapping[str, Callable[[Iterable[Any], Desk], Iterator[str]]] = {
    "localisation": projects.localisation_lines,
    "projects": projects.project_lines,
    "payments": projects.payment_lines,
    "target-indicators": targets.indicator_lines,
    "subjects": contracts.subject_lines,
    "subject-roles": contracts.role_lines,
    "tenders": contracts.tender_lines,
    "winners": contracts.winner_lines,
    "milestones": targets.milestone_lines,
    "calls": targets.call_lines,
    "pnc-localisation": complementary.pnc_localisation_lines,
    "pnc-projects": complementary.pnc_project_lines,
    "pnc-programmes": complementary.programme_lines,
    "pnc-measures": complementary.measure_lines,
    "pnc-tenders": complementary.pnc_tender_lines,
}
"""Name of a table → what makes its triples. Measures, tags and goals belong to ``plangraph pnrr scheme``."""
