"""Records of the complementary plan (PNC, D.L. 59/2021), in its own numbering."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plangraph.pnrr.taxcodes import Withheld


class PncProgramme(NamedTuple):
    """Programmes of the complementary plan (PNC)."""

    programme_code: str
    programme: str | None
    description: str | None
    extraction_date: date | None


class PncMeasure(NamedTuple):
    """Financial table of the PNC."""

    intervention_type: str | None
    programme_code: str
    exclusive_or_cofinanced: str | None
    programme: str | None
    owner: str | None
    amount: Decimal | None
    pnrr_component: str | None
    extraction_date: date | None


class PncProject(NamedTuple):
    """Projects of the PNC."""

    plan: str | None
    programme_code: str | None
    programme: str | None
    investment_code: str | None
    investment: str | None
    intervention_code: str
    intervention: str | None
    owner: str | None
    cup: str | None
    cup_status: str | None
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
    title: str | None
    implementer: str | None
    implementer_tax_code: str | Withheld | None
    pnc_funding: Decimal | None
    extraction_date: date | None


class PncLocalisation(NamedTuple):
    """Where each project of the PNC is."""

    intervention_code: str
    intervention: str | None
    cup: str | None
    region_code: str | None
    region: str | None
    province_code: str | None
    province: str | None
    municipality_code: str | None
    municipality: str | None
    extraction_date: date | None


class PncTender(NamedTuple):
    """Tenders of the PNC."""

    intervention_code: str
    intervention: str | None
    cup: str | None
    cig: str | None
    contracting_authority_tax_code: str | Withheld | None
    contracting_authority: str | None
    execution: str | None
    award_code: str | None
    contract_object: str | None
    title: str | None
    publication_date: date | None
    award_procedure_code: str | None
    award_procedure: str | None
    award_date: date | None
    base_amount: Decimal | None
    award_amount: Decimal | None
    extraction_date: date | None
