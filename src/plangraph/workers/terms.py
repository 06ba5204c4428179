"""On which terms the workers of a pool work: how many, how long, and in which words it is said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is told to a client that got no answer."""

    work: str
    works: str
    """One and many of what a client asks for, as in "your query"."""
    too_long: str
    """What to do when it took too long, whole sentences."""
    too_much: str
    """What to do when it wanted too much memory, whole sentences."""
    died: str
    """What to do when the process ended, whole sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The limits of a pool."""

    wording: Wording
    workers: int
    """At most so many at once."""
    spares: int
    """So many are kept ready although nobody needs them."""
    queue: int
    """At most so many questions wait."""
    each: int
    """Questions that one client may have running or waiting; 0 for no limit."""
    memory: int
    """MiB for each question."""
    at_once: int
    """How many run that have not yet shown to be long."""
    share: float
    """Seconds that every question is sure of, however many wait."""
