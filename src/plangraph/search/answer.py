"""What a search answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plangraph.search.expression import Matched
from plangraph.search.snippets import Snippet, Text


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found."""

    iri: str
    kind: str
    """Name of one of :data:`~plangraph.search.kinds.KINDS`."""
    label: Text
    """In the language asked for if there is one; empty for a thing without a name."""
    line: int | None
    """First line of the source that says it, 1-based."""
    score: float
    """The more the better, comparable within one answer."""
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, or a part of it."""

    matched: Matched
    total: int
    """Of all things found that are of the kind asked for."""
    kinds: Mapping[str, int]
    """How many there are of each kind, whichever was asked for; kinds without any are left out."""
    hits: tuple[Hit, ...]
    left_out: tuple[str, ...]
    """Kinds that this index does not have, because there are too many things of them."""
