"""Which values the parameters of stored questions have in the data, and what those stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from plangraph.queries import StoredQuery
from plangraph.store.excerpt import Window
from plangraph.store.terms import Literal, Term
from plangraph.web.asking.answers import excerpt
from plangraph.web.own_queries import own_query
from plangraph.workers.errors import QueryStoppedError

_MOST_NAMES = 10_000


class Choices:
    """Asks the data, once a version and language."""

    def __init__(self) -> None:
        self._kept = lru_cache(maxsize=256)(self._ask)
        self._names = lru_cache(maxsize=4)(self._ask_names)

    def names(self, version: str, spoken: str) -> Mapping[tuple[str, str], str]:
        """Return what a value of a parameter stands for, by both; of any parameter, where that is empty.

        Raises:
            PlangraphError: as for :func:`ask`.
        """
        return self._names(version, spoken)

    def of(self, stored: StoredQuery, version: str, spoken: str) -> Mapping[str, tuple[Term, ...]]:
        """Return the values by parameter; one that has none, or too many to choose from, is left out.

        Nothing at all is known when the whole question takes too long: its parameters are typed then.
        """
        if not stored.parameters:
            return {}
        try:
            return self._kept(stored, version, spoken)
        except QueryStoppedError:
            return {}

    def _ask(self, stored: StoredQuery, _version: str, spoken: str) -> Mapping[str, tuple[Term, ...]]:
        names = tuple(each.name for each in stored.parameters)
        window = Window(most=0, language=spoken, values_of=names)
        found = excerpt(stored.text, {}, window).excerpt.values
        return {name: terms for name, terms in found.items() if terms}

    def _ask_names(self, _version: str, spoken: str) -> Mapping[tuple[str, str], str]:
        text = own_query("names")
        names: dict[tuple[str, str], str] = {}
        for parameter, value, name in excerpt(
            text, {}, Window(most=_MOST_NAMES, language=spoken)
        ).excerpt.rows:
            if isinstance(name, Literal) and parameter and value:
                key = (parameter.value, value.value)
                if name.language == spoken or key not in names:
                    names[key] = name.value
        return names
