"""Records of tenders and of those who won them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plangraph.pnrr.taxcodes import Withheld


class Tender(NamedTuple):
    """Tenders."""

    submeasure_code: str
    submeasure_title: str | None
    cup: str | None
    local_project_code: str | None
    maker_tax_code: str | Withheld | None
    winner: str | None
    winner_legal_form_code: str | None
    winner_legal_form: str | None
    winner_ateco_code: str | None
    extraction_date: date | None
    cig: str | None
    framework_cig: str | None
    user_procedure_code: str | None
    execution: str | None
    pda_code: str | None
    contract_object: str | None
    title: str | None
    publication_date: date | None
    no_cig_reason_code: str | None
    no_cig_reason: str | None
    award_procedure: str | None
    tender_amount: Decimal | None
    award_amount: Decimal | None
    award_date: date | None
    winner_tax_code: str | Withheld | None


class Winner(NamedTuple):
    """Winners of tenders."""

    submeasure_code: str
    submeasure_title: str | None
    cup: str | None
    local_project_code: str | None
    cig: str | None
    pda_code: str | None
    winner_tax_code: str | Withheld | None
    winner: str | None
    role_code: str | None
    role: str | None
    winner_legal_form_code: str | None
    winner_legal_form: str | None
    winner_ateco_code: str | None
    user_procedure_code: str | None
    extraction_date: date | None
