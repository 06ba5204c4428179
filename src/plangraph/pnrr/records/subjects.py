"""Records of the subjects of each project: in one row together, or one row a role."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from plangraph.pnrr.taxcodes import Withheld


class Subjects(NamedTuple):
    """Programmer, implementer and beneficiary of each project."""

    submeasure_code: str
    cup: str | None
    programmer_tax_code: str | Withheld | None
    programmer: str | None
    programmer_legal_form_code: str | None
    programmer_legal_form: str | None
    programmer_ateco_code: str | None
    implementer_tax_code: str | Withheld | None
    implementer: str | None
    implementer_legal_form_code: str | None
    implementer_legal_form: str | None
    implementer_ateco_code: str | None
    beneficiary_tax_code: str | Withheld | None
    beneficiary: str | None
    beneficiary_legal_form_code: str | None
    beneficiary_legal_form: str | None
    beneficiary_ateco_code: str | None
    extraction_date: date | None


class SubjectRole(NamedTuple):
    """One subject in one role in a project."""

    submeasure_code: str | None
    submeasure_title: str | None
    cup: str | None
    local_project_code: str | None
    role_code: str
    role: str | None
    tax_code: str | Withheld | None
    name: str | None
    legal_form_code: str | None
    legal_form: str | None
    ateco_code: str | None
    updated_on: date | None
    extraction_date: date | None
