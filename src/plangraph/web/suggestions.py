"""What somebody may have meant by an IRI of which nothing is said."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process

from plangraph.store.dataset import Dataset
from plangraph.web.naming import above
from plangraph.web.own_queries import own_query

_MOST = 5
_LIKE = 75
"""Per cent of likeness below which nobody meant it."""
_LONGEST = 300
"""Characters; longer ones were not typed by a person, and are compared slowly."""


class Suggestions:
    """Knows the IRIs of things with a class, for each version of the data."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._known = lru_cache(maxsize=1)(self._read)

    def like(self, iri: str) -> tuple[str, ...]:
        """Return the IRIs most like ``iri``, the best first: at most five.

        What stands above it in the path comes first, for that is where one looks next.
        """
        if len(iri) > _LONGEST:
            return ()
        nearest = above(self._dataset, iri)
        found = process.extract(
            iri, self._known(self._dataset.version), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_MOST
        )
        ranked = sorted(found, key=lambda each: (-each[1], each[0]))
        iris: list[str] = [iri for iri in (nearest, *(each[0] for each in ranked)) if iri]
        return tuple(dict.fromkeys(iris))[:_MOST]

    def _read(self, _version: str) -> tuple[str, ...]:
        answer = self._dataset.query(own_query("things"))
        return tuple(row[0].value for row in answer.rows() if row[0] is not None)
