"""What a plan says, as frozen values: no RDF, no I/O, each with the rows of text it came from.

Between the text and the graph these records are the only currency: ``extract`` makes them,
``graph`` turns each type into triples. Absence is ``None`` or an empty tuple and means "not
stated in the text", never "no".
"""

from plangraph.records.ledger import Anomaly, AnomalyKind, Row
from plangraph.records.mentions import Mention, MentionKind, Status
from plangraph.records.plan import (
    Activity,
    ActivityType,
    Area,
    Extraction,
    Objective,
    ProgrammeRole,
    same_text,
)
from plangraph.records.pnrr import PnrrCode, PnrrLevel
from plangraph.records.targets import Acronym, Entry, EntryKind, LegalAct, Project, Sector, Target

__all__ = [
    "Acronym",
    "Activity",
    "ActivityType",
    "Anomaly",
    "AnomalyKind",
    "Area",
    "Entry",
    "EntryKind",
    "Extraction",
    "LegalAct",
    "Mention",
    "MentionKind",
    "Objective",
    "PnrrCode",
    "PnrrLevel",
    "ProgrammeRole",
    "Project",
    "Row",
    "Sector",
    "Status",
    "Target",
    "same_text",
]
