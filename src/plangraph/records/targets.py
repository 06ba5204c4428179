"""What a mention can resolve to: gazetteer entries, sectors, PNRR codes, acts, projects, acronyms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plangraph.records.pnrr import PnrrCode


class EntryKind(StrEnum):
    """Kinds of gazetteer entries."""

    PROGRAMME = "programme"
    PLACE = "place"
    BODY = "body"
    ACT = "act"
    WELL_BEING = "well-being"


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that a gazetteer names."""

    iri: str
    kind: EntryKind
    label: str
    """Its preferred Italian name."""
    forms: tuple[str, ...]
    """Every spelling to recognise, the label among them; longest first."""


@dataclass(frozen=True, slots=True)
class Sector:
    """A numbered sector of the municipality."""

    number: str
    """Two digits, as the plan prints them."""


@dataclass(frozen=True, slots=True, order=True)
class LegalAct:
    """A law, resolution, decree or contract, identified by its kind, number and year, or its date."""

    slug: str
    """Its IRI's last part: ``l-160-2019``, ``dgc-132-2021``, ``lr-puglia-36-2023``."""
    identifier: str
    """Its short citation: ``L. 160/2019``."""
    label: str
    number: str | None
    """None for a decree that is cited by its date alone."""
    year: int
    nir: str | None = None
    """URN:NIR type of a state act (``stato:legge``), None for others."""
    dated: date | None = None
    """None where the text gives the year only."""


@dataclass(frozen=True, slots=True, order=True)
class Project:
    """A public investment project as the plan names it."""

    title: str
    """What the row calls it; its CUP or local code where the row has no words for it alone."""
    cup: str | None = None
    programme: str | None = None
    """Slug of the programme that numbers it; with ``local_code`` its identity where no CUP is given."""
    local_code: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Acronym:
    """An abbreviation with what it stands for."""

    notation: str
    """As a key: capitals and digits only (``ERP`` for ``E.R.P.``)."""
    expansion: str
    stated: bool = True
    """The plan's text explains it; else the wording file does."""


Target = Entry | Sector | PnrrCode | LegalAct | Project | Acronym
