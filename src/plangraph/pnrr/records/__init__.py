"""One record type a table: what a row says, None where it says nothing.

Amounts are euro, to the cent. Codes are as printed, those of digits with their leading zeros. A field that
the layout of a file lacks is None in all of its records.
"""

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
from plangraph.pnrr.records.projects import Localisation, Payment, Project, TargetIndicator
from plangraph.pnrr.records.subjects import SubjectRole, Subjects
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
    "SubjectRole",
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
    "payments": Payment,
    "target-indicators": TargetIndicator,
    "subjects": Subjects,
    "subject-roles": SubjectRole,
    "tenders": Tender,
    "winners": Winner,
    "pnc-programmes": PncProgramme,
    "pnc-measures": PncMeasure,
    "pnc-projects": PncProject,
    "pnc-localisation": PncLocalisation,
    "pnc-tenders": PncTender,
}
"""Name of a table in ``layouts.toml`` → the type of its rows, a ``NamedTuple``."""
