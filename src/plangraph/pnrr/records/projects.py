"""Records of the projects of the PNRR: what they are, where, what was paid and reached."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plangraph.pnrr.taxcodes import Withheld


class Project(NamedTuple):
    """Projects."""

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
    owner: str | None
    pratt_code: str | None
    call_title: str | None
    procedure_type: str | None
    cup: str | None
    nature_code: str | None
    nature: str | None
    typology_code: str | None
    typology: str | None
    sector_code: str | None
    sector: str | None
    subsector_code: str | None
    subsector: str | None
    category_code: str | None
    category: str | None
    local_project_code: str | None
    cup_status: str | None
    progress: str | None
    title: str | None
    summary: str | None
    aid_type: str | None
    state_funding: Decimal | None
    state_budget_funding: Decimal | None
    foi_funding: Decimal | None
    fpop_funding: Decimal | None
    other_eu_funding: Decimal | None
    region_funding: Decimal | None
    province_funding: Decimal | None
    municipality_funding: Decimal | None
    other_public_funding: Decimal | None
    private_funding: Decimal | None
    funding_to_be_found: Decimal | None
    pnrr_funding: Decimal | None
    pnc_funding: Decimal | None
    other_funds: Decimal | None
    total_funding: Decimal | None
    public_funding: Decimal | None
    net_public_funding: Decimal | None
    implementer: str | None
    implementer_tax_code: str | Withheld | None
    existing_project: bool | None
    planned_start: date | None
    actual_start: date | None
    planned_end: date | None
    actual_end: date | None
    extraction_date: date | None
    validated_on: date | None
    validation_outcome: str | None
    phase_code: str | None
    phase: str | None
    phase_status: str | None


class Localisation(NamedTuple):
    """Where each project is."""

    submeasure_code: str
    submeasure_title: str | None
    cup: str | None
    local_project_code: str | None
    region_code: str | None
    region: str | None
    province_code: str | None
    province: str | None
    municipality_code: str | None
    municipality: str | None
    address: str | None
    postcode: str | None
    share: Decimal | None
    extraction_date: date | None


class Payment(NamedTuple):
    """Payments to each project."""

    submeasure_code: str
    submeasure_title: str | None
    cup: str | None
    local_project_code: str | None
    total_funding: Decimal | None
    pnrr_funding: Decimal | None
    total_paid: Decimal | None
    pnrr_paid: Decimal | None
    foi_paid: Decimal | None
    state_paid: Decimal | None
    state_budget_paid: Decimal | None
    fpop_paid: Decimal | None
    other_eu_paid: Decimal | None
    region_paid: Decimal | None
    province_paid: Decimal | None
    municipality_paid: Decimal | None
    other_public_paid: Decimal | None
    private_paid: Decimal | None
    to_be_found_paid: Decimal | None
    pnc_paid: Decimal | None
    other_funds_paid: Decimal | None
    extraction_date: date | None


class TargetIndicator(NamedTuple):
    """Target indicators of each project."""

    submeasure_code: str
    submeasure_title: str | None
    cup: str | None
    local_project_code: str | None
    indicator_code: str | None
    indicator: str | None
    unit_code: str | None
    unit: str | None
    indicator_type: str | None
    achieved_value: Decimal | None
    planned_value: Decimal | None
    month: int | None
    year: int | None
    extraction_date: date | None
