"""The plan itself: areas, objectives, activities, and the whole of an extraction."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from plangraph.records.ledger import Anomaly, Row
from plangraph.records.mentions import Mention, MentionKind, Status
from plangraph.records.targets import Target


class ActivityType(StrEnum):
    """The two kinds of activity that plans of this layout print."""

    DEVELOPMENT = "development"
    IMPROVEMENT = "improvement"


class ProgrammeRole(StrEnum):
    """What an activity does with the programmes it names; only the first is funded by them."""

    IMPLEMENTS = "implements"
    GOVERNS = "governs"
    """It coordinates, monitors or reports on them: cited, not funded."""
    UNDECIDED = "undecided"
    """The text does not say: cited, and in the ledger."""
    NONE = "none"
    """It names none."""


def same_text(text: str) -> str:
    """Return ``text`` so that equal texts are equal: Unicode NFC, white space collapsed, case kept.

    Rows of one objective that agree in this are one activity, and its IRI is a hash of it.
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity, from one row or from several that repeat it word for word."""

    objective: str
    """``12.1``."""
    title: str
    """The text as printed without prefix, suffix and marker; typos kept."""
    source_text: str
    """The row, white space collapsed."""
    type: ActivityType
    years: tuple[int, ...]
    """The years marked, ascending; empty: not stated."""
    role: ProgrammeRole
    """What it does with the programmes it names."""
    mentions: tuple[Mention, ...]
    rows: tuple[Row, ...]

    def exact(self, *kinds: MentionKind) -> tuple[Mention, ...]:
        """Return the exact mentions of these kinds, in the order of the text."""
        return tuple(m for m in self.mentions if m.kind in kinds and m.status is Status.EXACT)

    def targets(self, *kinds: MentionKind) -> tuple[Target, ...]:
        """Return what the exact mentions of these kinds resolve to, each once."""
        return tuple(dict.fromkeys(target for m in self.exact(*kinds) for target in m.targets))

    @property
    def sectors(self) -> tuple[Target, ...]:
        """The numbered sectors that answer for it."""
        return self.targets(MentionKind.SECTOR)

    @property
    def programmes(self) -> tuple[Target, ...]:
        """The programmes and PNRR concepts it names."""
        return self.targets(MentionKind.PROGRAMME, MentionKind.PNRR_CODE)

    @property
    def projects(self) -> tuple[Target, ...]:
        """The investment projects it is carried out through, as far as the text says so."""
        return self.targets(MentionKind.CUP, MentionKind.LOCAL_CODE)

    @property
    def amount(self) -> Decimal | None:
        """Euro; None where the row states no amount, or more than one."""
        values = {m.value for m in self.exact(MentionKind.AMOUNT) if isinstance(m.value, Decimal)}
        return values.pop() if len(values) == 1 else None

    @property
    def office(self) -> str | None:
        """The office inside the sector."""
        return next((str(m.value) for m in self.exact(MentionKind.OFFICE)), None)

    @property
    def incentivised(self) -> bool:
        """The row says "attività incentivata"."""
        return bool(self.exact(MentionKind.INCENTIVISED))

    @property
    def transversal(self) -> bool:
        """The row belongs to an objective that all sectors share ("OB. TRASV.")."""
        return bool(self.exact(MentionKind.TRANSVERSAL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A strategic objective."""

    area: int
    number: int
    """As printed; unique inside its area only."""
    title: str
    rows: tuple[Row, ...]

    @property
    def identifier(self) -> str:
        """``12.1``: area and objective."""
        return f"{self.area}.{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A strategic area."""

    number: int
    title: str
    rows: tuple[Row, ...]
    """Its headings: an area's heading is printed anew above each of its objectives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """A whole plan, everything in the order of printing."""

    areas: tuple[Area, ...]
    objectives: tuple[Objective, ...]
    activities: tuple[Activity, ...]
    row_count: int
    """Activity rows read, repeated ones included; a row broken in two counts once."""
    duplicates: tuple[tuple[Activity, Activity], ...] = field(default=())
    """Pairs that may be one activity written twice, the first printed first."""
    anomalies: tuple[Anomaly, ...] = ()
    """By line."""
