"""What linking speaks of: activities as texts, targets, links, and what was searched in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rdflib import URIRef


class Method(StrEnum):
    """How a link was found: the concepts of ``ontology/schemes/link-methods.ttl``, the surest first."""

    CUP = "cup"
    LOCAL_CODE = "local-code"
    MEASURE_CODE = "measure-code"
    MEASURE_CODE_AND_PLACE = "measure-code-and-place"
    PROGRAMME_AND_WORDING = "programme-and-wording"
    WORDING = "wording"
    STEWARD = "steward"


class Status(StrEnum):
    """How far a link can be relied on: the concepts of ``ontology/schemes/link-statuses.ttl``."""

    STATED = "stated"
    DERIVED = "derived"
    CANDIDATE = "candidate"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What the text of an activity names, as read by the extraction."""

    iri: URIRef
    kind: str
    """Last part of its IRI in ``id/mention-kind/``."""
    surface: str
    exact: bool
    target: URIRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """An activity of a plan, as far as it is linked by its text."""

    iri: URIRef
    title: str
    text: str
    """The row as printed."""
    rows: tuple[URIRef, ...]
    mentions: tuple[Mention, ...] = ()
    funded_under: frozenset[URIRef] = frozenset()
    """What the plan itself states as its funding; empty where a programme is only governed or reported on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A measure of the PNRR, one of its components or missions, or a project."""

    iri: URIRef
    label: str
    code: str
    """ReGiS code, CUP or local code."""
    is_project: bool = False
    titles: tuple[str, ...] = ()
    """What its wording is compared with: a measure's own titles and those of its sub-measures."""
    within: frozenset[URIRef] = frozenset()
    """Of a measure: the concepts above it. Of a project: the measures that fund it and what is above them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A target that was considered and not chosen."""

    target: Target
    score: Decimal
    rank: int
    """1 for the best of all that were compared, chosen ones included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a steward decided on an activity and a target."""

    activity: URIRef
    target: str
    """CUP, or code of a measure."""
    status: Status
    """Confirmed or rejected."""
    by: str
    on: date
    why: str
    line: int
    """Where the file says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An activity and a target with the evidence for it."""

    activity: Activity
    target: Target
    method: Method
    status: Status
    score: Decimal
    """0 to 1; 1 where a code decides."""
    quote: str
    """The words of the text that the link rests on; empty if a steward gave it."""
    evidence: tuple[URIRef, ...]
    """Source rows, and mentions in them."""
    alternatives: tuple[Alternative, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was looked for on behalf of one activity, and what came of it."""

    activity: Activity
    links: tuple[Link, ...]
    alternatives: tuple[Alternative, ...]
    """The best measures by wording that were not chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The outcome of linking one plan."""

    searches: tuple[Search, ...]
    """One an activity, in the order of the plan."""
    used: tuple[URIRef, ...]
    """Graphs and published tables that were searched."""
    threshold: Decimal
    lost: tuple[Decision, ...] = ()
    """Decisions about something that is not there, or is no longer."""

    @property
    def links(self) -> tuple[Link, ...]:
        """All links, in the order of the plan."""
        return tuple(link for search in self.searches for link in search.links)
