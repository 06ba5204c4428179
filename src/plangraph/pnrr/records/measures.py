"""Records of what the PNRR itself is made of: measures, milestones and targets, alignments, tags, calls."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Measure(NamedTuple):
    """Measures and their financial table."""

    programme: str | None
    mission: str | None
    mission_title: str | None
    component: str | None
    component_title: str | None
    measure_id: str | None
    measure_code: str | None
    measure_title: str | None
    submeasure_id: str | None
    cid_code: str | None
    submeasure_code: str
    submeasure_title: str | None
    level: str | None
    intervention_type: str | None
    support_type: str | None
    owner: str | None
    total_amount: Decimal | None
    existing_projects_amount: Decimal | None
    fsc_amount: Decimal | None
    new_projects_amount: Decimal | None
    extraction_date: date | None


class Milestone(NamedTuple):
    """Milestones and targets."""

    mission: str | None
    mission_title: str | None
    component: str | None
    component_title: str | None
    measure_code: str | None
    measure_id: str | None
    measure_title: str | None
    submeasure_code: str
    submeasure_id: str | None
    cid_code: str | None
    submeasure_title: str | None
    owner: str | None
    code: str | None
    type: str | None
    title: str | None
    description: str | None
    scope: str | None
    qualitative_indicator: str | None
    unit: str | None
    baseline: Decimal | None
    goal_value: Decimal | None
    due_quarter: int | None
    due_year: int | None
    verification: str | None
    further_information: str | None
    extraction_date: date | None


class SdgAlignment(NamedTuple):
    """Measures and the indicators, targets and goals of the 2030 Agenda."""

    programme: str | None
    mission: str | None
    mission_title: str | None
    component: str | None
    component_title: str | None
    measure_id: str | None
    measure_code: str | None
    measure_title: str | None
    submeasure_id: str | None
    cid_code: str | None
    submeasure_code: str
    submeasure_title: str | None
    level: str | None
    total_amount: Decimal | None
    intervention_type: str | None
    support_type: str | None
    owner: str | None
    prevailing: bool | None
    indicator_code: str | None
    indicator: str | None
    survey: str | None
    definition: str | None
    note: str | None
    source: str | None
    unit: str | None
    sdg_indicator_code: str | None
    sdg_indicator: str | None
    sdg_target_code: str | None
    sdg_target: str | None
    sdg_goal_code: str | None
    sdg_goal: str | None
    extraction_date: date | None


class Tag(NamedTuple):
    """Climate and digital tags of measures."""

    programme: str | None
    mission: str | None
    mission_title: str | None
    component: str | None
    component_title: str | None
    measure_id: str | None
    measure_code: str | None
    measure_title: str | None
    submeasure_id: str | None
    cid_code: str | None
    submeasure_code: str
    submeasure_title: str | None
    level: str | None
    intervention_type: str | None
    support_type: str | None
    owner: str | None
    total_amount: Decimal | None
    climate_field: str | None
    climate_coefficient: int | None
    digital_field: str | None
    digital_coefficient: int | None
    climate_amount: Decimal | None
    digital_amount: Decimal | None
    extraction_date: date | None


class Call(NamedTuple):
    """Calls and other activation procedures (PRATT)."""

    submeasure_code: str | None
    submeasure_title: str | None
    owner: str | None
    pratt_code: str
    procedure_type: str | None
    title: str | None
    call_amount: Decimal | None
    committed_amount: Decimal | None
    available_amount: Decimal | None
    agreements_amount: Decimal | None
    project_count: int | None
    admitted_cost: Decimal | None
    extraction_date: date | None
