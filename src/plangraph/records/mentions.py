"""What a row names, in its own words, and how sure the reading is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from plangraph.records.targets import Target


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
