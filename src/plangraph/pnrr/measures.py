"""What the tables of measures say, row by row: money, tags for climate and digital, goals of the Agenda."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plangraph.records import PnrrCode, PnrrLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A row of the financial table: a measure without sub-measures, or a sub-measure."""

    code: PnrrCode
    mission_name: str
    component_name: str
    measure_name: str
    name: str
    measure_id: str
    """ID of the measure."""
    own_id: str
    """ID of the sub-measure; of the measure again where the row is one."""
    cid: str | None
    """Code in the Council Implementing Decision, which several rows may share."""
    is_reform: bool
    is_loan: bool
    """Whether the Union lends the money; else it is a grant."""
    administration: str
    total: Decimal
    """Euro, as all amounts here."""
    existing: Decimal | None
    """Of the total, for projects that were under way before the PNRR."""
    new: Decimal | None
    """Of the total, for new projects."""
    cohesion_fund: Decimal | None
    """Of the total, drawn forward from the FSC; None in versions without that column."""

    def names(self) -> Iterator[tuple[PnrrCode, str]]:
        """Yield the item of the row and those it lies in, each with its name, from below."""
        yield self.code, self.name
        if self.code.level is PnrrLevel.SUB_MEASURE and self.code.broader:
            yield self.code.broader, self.measure_name
        yield PnrrCode(self.code.code[:4]), self.component_name
        yield self.code.mission, self.mission_name


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """A part of an item's money, and the fields it counts for (Regulation (EU) 2021/241, VI and VII)."""

    code: PnrrCode
    amount: Decimal
    climate_field: str | None
    climate_percent: int | None
    climate_amount: Decimal | None
    digital_field: str | None
    digital_percent: int | None
    digital_amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """A goal of the 2030 Agenda that the published mapping gives to an item."""

    code: PnrrCode
    goal: str
    target: str | None
    """``9.5``, ``12.b``; None where the mapping names the goal alone."""
    target_text: str | None
    prevailing: bool


Row = MeasureRow | TagRow | GoalRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of one table, with its rows in their order."""

    slug: str
    """Last part of its IRI below ``pnrr-table/``."""
    date: str
    """Day, month or period of ISO 8601 that it is of, as far as known: ``2022-12/2023-04``."""
    rows: tuple[Row, ...]
