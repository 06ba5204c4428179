"""One record type a table: what a row says, None where it says nothing. Amounts are euro, to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plangraph.pnrr.records.complementary import (
    PncLocalisation,
    PncMeasure,
    PncProgramme,
    PncProject,
    PncTender,
)
from plangraph.pnrr.records.measures import Call, Measure, Milestone, SdgAlignment, Tag
from plangraph.pnrr.records.projects import Localisation, Payment, Project, Subjects, TargetIndicator
from plangraph.pnrr.records.tenders import Tender, Winner

__all__ = [
    "RECORDS",
    "Call",
    "Localisation",
    "Measure",
    "Milestone",
    "Payment",
    "PncLocalisation",
    "PncMeasure",
    "PncProgramme",
    "PncProject",
    "PncTender",
    "Project",
    "SdgAlignment",
    "Subjects",
    "Tag",
    "TargetIndicator",
    "Tender",
    "Winner",
]

RECORDS: Mapping[str, Any] = {
    "measures": Measure,
    "milestones": Milestone,
    "sdg-mapping": SdgAlignment,
    "tags": Tag,
    "calls": Call,
    "projects": Project,
    "localisation": Localisation,
    "subjects": Subjects,
    "payments": Payment,
    "target-indicators": TargetIndicator,
    "tenders": Tender,
    "winners": Winner,
    "pnc-programmes": PncProgramme,
    "pnc-measures": PncMeasure,
    "pnc-projects": PncProject,
    "pnc-localisation": PncLocalisation,
    "pnc-tenders": PncTender,
}
"""Name of a table in ``layouts.toml`` → the type of its rows, a ``NamedTuple``."""
