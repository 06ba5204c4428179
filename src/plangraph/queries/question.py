"""What a competency question is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

AUDIENCES = {
    "citizen": "Citizens",
    "consumer": "Consumers of linked open data",
    "researcher": "Researchers on the PNRR and on cohesion policy",
    "steward": "Data stewards",
}
"""Who asks: the word in the head of a file, and what to call them in English."""

TYPES = ("integer", "iri", "language", "string")
"""Of parameters."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A column of a query that a caller may fix."""

    name: str
    """Without the question mark."""
    type: str
    """One of :data:`TYPES`."""
    description: str


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """One competency question."""

    name: str
    """The file's name without ``.rq``."""
    path: Path
    text: str
    """The whole file: its head is comments, so that it is SPARQL 1.1 as it stands."""
    summary: str
    question_it: str
    question_en: str
    audience: str
    """A key of :data:`AUDIENCES`."""
    parameters: tuple[Parameter, ...]
    """In the order of the head."""
