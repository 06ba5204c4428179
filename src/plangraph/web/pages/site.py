"""Whose plan the pages are about, as the data say it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from plangraph.store.dataset import Dataset
from plangraph.web.links import Links, Shown

QUERIES = Path(__file__).parents[1] / "queries"
"""What the pages ask; each is offered to the reader as «the query behind this figure»."""


class Site:
    """Title and owner of the one plan of a dataset; there are neither where it has none, or several."""

    def __init__(self, dataset: Dataset, links: Links) -> None:
        self._dataset, self._links = dataset, links
        self._remembered = lru_cache(maxsize=8)(self._ask)

    def title(self, spoken: str) -> Shown | None:
        """Return the plan."""
        return self._remembered(self._dataset.version, spoken)[0]

    def owner(self, spoken: str) -> Shown | None:
        """Return whose plan it is."""
        return self._remembered(self._dataset.version, spoken)[1]

    def _ask(self, _version: str, spoken: str) -> tuple[Shown | None, Shown | None]:
        answer = self._dataset.query((QUERIES / "plans.rq").read_text(encoding="utf-8"))
        rows = [[term for term in row if term is not None] for row in answer.rows()]
        if len(rows) != 1 or len(rows[0]) != len(answer.variables):
            return None, None
        self._links.prepare(rows[0])
        plan, owner = (self._links.show(term, spoken) for term in rows[0])
        return plan, owner
