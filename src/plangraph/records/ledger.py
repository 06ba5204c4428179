"""Places in the source text, and the ledger of what is odd about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    IGNORED_LINE = "ignored-line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """A place where the text is not what it should be, and what was done about it."""

    kind: AnomalyKind
    rows: tuple[Row, ...]
    quote: str
    treatment_it: str
    treatment_en: str
