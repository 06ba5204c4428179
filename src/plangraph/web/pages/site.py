"""Whose plan the pages are about, as the data say it."""

from __future__ import annotations

from functools import lru_cache

from plangraph.store.dataset import Dataset
from plangraph.store.errors import StoreError
from plangraph.web.links import Links, Shown
from plangraph.web.own_queries import own_query


class Site:
    """Title and owner of the one plan of a dataset; there are neither where it has none, or several.

    Nor where another store fails to tell.
    """

    def __init__(self, dataset: Dataset, links: Links) -> None:
        self._dataset, self._links = dataset, links
        self._remembered = lru_cache(maxsize=8)(self._ask)

    def title(self, spoken: str) -> Shown | None:
        """Return the plan."""
        return self._now(spoken)[0]

    def owner(self, spoken: str) -> Shown | None:
        """Return whose plan it is."""
        return self._now(spoken)[1]

    def _now(self, spoken: str) -> tuple[Shown | None, Shown | None]:
        try:
            return self._remembered(self._dataset.version, spoken)
        except StoreError:  # the page about that error has a frame as well
            return None, None

    def _ask(self, _version: str, spoken: str) -> tuple[Shown | None, Shown | None]:
        answer = self._dataset.query(own_query("plans"))
        rows = [[term for term in row if term is not None] for row in answer.rows()]
        if len(rows) != 1 or len(rows[0]) != len(answer.variables):
            return None, None
        self._links.prepare(rows[0])
        plan, owner = (self._links.show(term, spoken) for term in rows[0])
        return plan, owner
