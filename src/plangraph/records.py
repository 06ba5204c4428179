"""What a plan says, as frozen values: no RDF, no I/O, each with the rows of text it came from.

Between the text and the graph these records are the only currency: ``extract`` makes them,
``graph`` turns each type into triples. Absence is ``None`` or an empty tuple and means "not
stated in the text", never "no".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """How sure the reading of a mention is; only an exact one becomes a direct triple."""

    EXACT = "exact"
    PROBABLE = "probable"
    AMBIGUOUS = "ambiguous"


class MentionKind(StrEnum):
    """What a mention names; the values are the concepts of ``id:mention-kind``."""

    PROGRAMME = "programme"
    PNRR_CODE = "pnrr-code"
    CUP = "cup"
    LOCAL_CODE = "local-code"
    ACT = "act"
    AMOUNT = "amount"
    SECTOR = "sector"
    OFFICE = "office"
    PLACE = "place"
    BODY = "body"
    WELL_BEING = "well-being"
    ACRONYM = "acronym"
    INCENTIVISED = "incentivised"
    TRANSVERSAL = "transversal"


class AnomalyKind(StrEnum):
    """What is odd about a place in the text; the values are the concepts of ``id:anomaly-kind``."""

    TYPO = "typo"
    PUNCTUATION = "punctuation"
    TRUNCATION = "truncation"
    REPEATED_ROW = "repeated-row"
    NEAR_DUPLICATE = "near-duplicate"
    BROKEN_TABLE = "broken-table"
    BROKEN_ROW = "broken-row"
    SLIPPED_COLUMN = "slipped-column"
    HEADING_VARIANT = "heading-variant"
    AMBIGUOUS_READING = "ambiguous-reading"


class ActivityType(StrEnum):
    """The two kinds of activity that plans of this layout print."""

    DEVELOPMENT = "development"
    IMPROVEMENT = "improvement"


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A place in the source text: one line, or neighbouring lines that belong together."""

    first_line: int
    """1-based."""
    last_line: int
    """1-based, inclusive."""
    verbatim: str
    """The lines as printed, markup and tabs kept, joined by a newline."""
    quote: str
    """The part that is quoted: markup dropped, white space collapsed."""


# --- what a mention can resolve to ------------------------------------------------------------


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
class PnrrCode:
    """A mission, component, measure or sub-measure of the PNRR, by its ReGiS unique code."""

    code: str
    """``M5``, ``M5C2``, ``M5C2I2.01`` or ``M5C2I2.01.03``: ordinals of two digits, no trailing ``.00``."""

    @property
    def component(self) -> str | None:
        """The code of the component it lies in, None for a mission."""
        return self.code[:4] if "C" in self.code else None


@dataclass(frozen=True, slots=True, order=True)
class LegalAct:
    """A law, resolution, decree or contract, identified by its kind, number and year."""

    slug: str
    """Its IRI's last part: ``l-160-2019``, ``dgc-132-2021``, ``lr-puglia-36-2023``."""
    identifier: str
    """Its short citation: ``L. 160/2019``."""
    label: str
    number: str
    year: int
    nir: str | None = None
    """URN:NIR type of a state act (``stato:legge``), None for others."""
    dated: date | None = None
    """None where the text gives the year only."""


@dataclass(frozen=True, slots=True, order=True)
class Project:
    """A public investment project as the plan names it."""

    title: str
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


Target = Entry | Sector | PnrrCode | LegalAct | Project | Acronym


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One thing that a row names, with the words that name it."""

    kind: MentionKind
    surface: str
    start: int
    """Offset of ``surface`` in the quote of its activity, in characters."""
    status: Status
    targets: tuple[Target, ...] = ()
    """What it is taken for: one if exact, none or several candidates otherwise."""
    value: Decimal | bool | str | None = None
    """For what is a value and no thing: an amount in EUR, an office's name, a flag."""
    article: str | None = None
    """Of an act: the article cited."""
    paragraph: str | None = None
    """Of an act: the paragraph (comma) cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """A place where the text is not what it should be, and what was done about it."""

    kind: AnomalyKind
    rows: tuple[Row, ...]
    quote: str
    treatment_it: str
    treatment_en: str


# --- the plan -----------------------------------------------------------------------------------


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
    governs: bool
    """It only governs or reports on the programmes it names: cited, not funded."""
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
