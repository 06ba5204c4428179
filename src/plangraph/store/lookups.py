"""Many small questions to another store, asked as few large ones and remembered for a while."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from plangraph.store.terms import Iri, Term

Row = tuple[Term | None, ...]
Select = Callable[[str], list[Row]]
"""Asks a SELECT."""

_AT_ONCE = 500
"""IRIs in one query: some 50 KB."""
_KEPT = 50_000
"""Things remembered."""
_Values = Mapping[str, tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class _Thing:
    """What is known of one IRI."""

    is_subject: bool | None = None
    """Whether anything says something about it; None if that was not asked."""
    asked: frozenset[str] = frozenset()
    """Predicates."""
    values: _Values = field(default_factory=dict)
    """Of those of ``asked`` that have any."""


_NOTHING = _Thing()


class Lookups:
    """What is known of things, asked once and remembered; for one version of the data, from any thread."""

    def __init__(self, select: Select) -> None:
        self._select = select
        self._things = _Recent(_KEPT)

    def known(self, iris: Collection[str]) -> frozenset[str]:
        """Return those of ``iris`` that are a subject somewhere."""
        things = self._ask(iris, frozenset(), are_subjects=True)
        return frozenset(iri for iri, thing in things.items() if thing.is_subject)

    def objects(
        self, iris: Collection[str], predicates: Collection[str]
    ) -> dict[tuple[str, str], tuple[Term, ...]]:
        """Return the sorted values of ``predicates`` for ``iris``, without the pairs that have none."""
        things = self._ask(iris, frozenset(predicates), are_subjects=False)
        return {
            (iri, name): thing.values[name]
            for iri, thing in things.items()
            for name in predicates
            if name in thing.values
        }

    def ahead(self, iris: Collection[str], predicates: Collection[str]) -> None:
        """Ask at once for what :meth:`known` and :meth:`objects` will be asked next."""
        self._ask(iris, frozenset(predicates), are_subjects=True)

    def _ask(
        self, iris: Collection[str], predicates: frozenset[str], *, are_subjects: bool
    ) -> dict[str, _Thing]:
        """Return what is known of ``iris``, after asking for what is not yet."""
        things = {iri: self._things.get(iri) or _NOTHING for iri in iris}
        missing = [
            iri
            for iri, thing in things.items()
            if predicates - thing.asked or (are_subjects and thing.is_subject is None)
        ]
        for batch in _batches(missing):
            for iri, found in self._found(batch, predicates, are_subjects=are_subjects).items():
                old = things[iri]
                things[iri] = _Thing(
                    found.is_subject if are_subjects else old.is_subject,
                    old.asked | predicates,
                    {**old.values, **found.values},
                )
                self._things.put(iri, things[iri])
        return things

    def _found(
        self, batch: Sequence[str], predicates: frozenset[str], *, are_subjects: bool
    ) -> dict[str, _Thing]:
        """Return what one query says of a batch."""
        subjects, parts = _values("s", batch), []
        if predicates:
            parts.append(f"{{ {subjects} {_values('p', sorted(predicates))} ?s ?p ?o }}")
        if are_subjects:
            parts.append(f"{{ SELECT DISTINCT ?s {{ {subjects} ?s ?any ?thing }} }}")
        values: dict[str, dict[str, set[Term]]] = {iri: {} for iri in batch}
        there = set()
        for subject, predicate, value in self._select(
            f"SELECT DISTINCT ?s ?p ?o {{ {' UNION '.join(parts)} }}"
        ):
            if isinstance(subject, Iri) and subject.value in values:
                there.add(subject.value)
                if isinstance(predicate, Iri) and value is not None:
                    values[subject.value].setdefault(predicate.value, set()).add(value)
        return {
            iri: _Thing(iri in there, predicates, {name: in_row(each) for name, each in found.items()})
            for iri, found in values.items()
        }


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


class _Recent:
    """The things that were used last, up to a number of them."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._values: OrderedDict[str, _Thing] = OrderedDict()

    def get(self, key: str) -> _Thing | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: str, value: _Thing) -> None:
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
