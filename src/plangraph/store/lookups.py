"""Many small questions to another store, asked as few large ones and remembered for a while."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Generic, TypeVar

from pyoxigraph import NamedNode

from plangraph.store.terms import Iri, Term

Row = tuple[Term | None, ...]
Select = Callable[[str], list[Row]]
"""Asks a SELECT."""

_AT_ONCE = 500
"""IRIs in one query: some 50 KB."""
_KEPT = 50_000
"""Values remembered of each kind."""

_K = TypeVar("_K")
_V = TypeVar("_V")


class Lookups:
    """What is known of things, asked once and remembered; for one version of the data, from any thread."""

    def __init__(self, select: Select) -> None:
        self._select = select
        self._known: _Recent[str, bool] = _Recent(_KEPT)
        self._objects: _Recent[tuple[str, str], tuple[Term, ...]] = _Recent(_KEPT)

    def known(self, iris: Collection[str]) -> frozenset[str]:
        """Return those of ``iris`` that are a subject somewhere."""
        found = {iri: self._known.get(iri) for iri in iris}
        missing = [iri for iri, is_known in found.items() if is_known is None]
        for batch in _batches(missing):
            rows = self._select(f"SELECT DISTINCT ?s {{ {_values('s', batch)} ?s ?p ?o }}")
            there = {row[0].value for row in rows if isinstance(row[0], Iri)}
            for iri in batch:
                found[iri] = iri in there
                self._known.put(iri, iri in there)
        return frozenset(iri for iri, is_known in found.items() if is_known)

    def objects(
        self, iris: Collection[str], predicates: Collection[str]
    ) -> dict[tuple[str, str], tuple[Term, ...]]:
        """Return the sorted values of ``predicates`` for ``iris``, without the pairs that have none."""
        found = {(iri, name): self._objects.get((iri, name)) for iri in iris for name in predicates}
        missing = list(dict.fromkeys(iri for (iri, _), values in found.items() if values is None))
        for batch in _batches(missing):
            values: dict[tuple[str, str], set[Term]] = {}
            pattern = f"{_values('s', batch)} {_values('p', list(predicates))} ?s ?p ?o"
            for subject, predicate, value in self._select(f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }}"):
                if isinstance(subject, Iri) and isinstance(predicate, Iri) and value is not None:
                    values.setdefault((subject.value, predicate.value), set()).add(value)
            for pair in ((iri, name) for iri in batch for name in predicates):
                found[pair] = in_row(values.get(pair, ()))
                self._objects.put(pair, found[pair] or ())
        return {pair: values for pair, values in found.items() if values}


def in_row(values: Collection[Term]) -> tuple[Term, ...]:
    """Return values sorted as :func:`plangraph.store.dataset.in_order` sorts statements."""
    return tuple(sorted(values, key=lambda term: (type(term).__name__, term)))


def is_iri(text: str) -> bool:
    """Return whether ``text`` can stand in a query as an absolute IRI."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _values(name: str, iris: Collection[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(str(NamedNode(iri)) for iri in iris)} }}"


def _batches(iris: Sequence[str]) -> Iterator[Sequence[str]]:
    valid = [iri for iri in iris if is_iri(iri)]
    for start in range(0, len(valid), _AT_ONCE):
        yield valid[start : start + _AT_ONCE]


class _Recent(Generic[_K, _V]):
    """The values that were used last, up to a number of them."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._values: OrderedDict[_K, _V] = OrderedDict()

    def get(self, key: _K) -> _V | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: _K, value: _V) -> None:
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
