"""A store on disk as a dataset: opened read-only, by each process for itself, when it is first asked."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Store

from plangraph.errors import UsageError
from plangraph.store.answer import Answer
from plangraph.store.dataset import Description
from plangraph.store.embedded import EmbeddedDataset
from plangraph.store.formats import Format
from plangraph.store.functions import Functions
from plangraph.store.generations import CURRENT, Generation, current_generation
from plangraph.store.guard import LONGEST
from plangraph.store.terms import Statement, Term


class DiskDataset:
    """A :class:`~plangraph.store.dataset.Dataset` over the generation that was current when it was made.

    The engine's threads do not survive a fork: a process that was forked opens the store anew.
    """

    has_stable_version = True
    computes_here = True
    services: frozenset[str] = frozenset()
    """No endpoint may be called from here."""

    def __init__(self, folder: Path, generation: Generation) -> None:
        """Nothing is opened yet.

        Args:
            folder: see :mod:`~plangraph.store.generations`.
            generation: to be served, whatever comes later.
        """
        self._path = folder / generation.name
        self._generation = generation
        self._opened: tuple[int, EmbeddedDataset] | None = None
        self._functions: Functions = {}
        self.modified = datetime.fromtimestamp((folder / CURRENT).stat().st_mtime, UTC)
        told = json.dumps(dict(generation.fingerprints), sort_keys=True)
        self.version = hashlib.sha256(told.encode()).hexdigest()

    @property
    def functions(self) -> Collection[str]:
        """IRIs of the functions besides SPARQL's own that a query may call."""
        return tuple(self._functions)

    def with_functions(self, functions: Functions) -> DiskDataset:
        """Return the same graphs with these functions."""
        made = copy(self)
        made._functions, made._opened = functions, None
        return made

    @property
    def graphs(self) -> Mapping[str, int]:
        """IRI of each named graph and its number of triples."""
        return self._generation.sizes

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Those that the project's own files declare."""
        return self._generation.prefixes

    def query(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        substitutions: Mapping[str, Term] | None = None,
        base: str = "",
        longest: int = LONGEST,
        seconds: float | None = None,
    ) -> Answer:
        """Ask a SPARQL query."""
        return self._here().query(
            text,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
            substitutions=substitutions,
            base=base,
            longest=longest,
            seconds=seconds,
        )

    def knows(self, iri: str) -> bool:
        """Return whether any graph says something with ``iri`` as subject."""
        return self._here().knows(iri)

    def describe(self, iri: str) -> Description:
        """Return what is said about ``iri``."""
        return self._here().describe(iri)

    def objects(self, iri: str, predicate: str) -> tuple[Term, ...]:
        """Return the values of one property of ``iri``."""
        return self._here().objects(iri, predicate)

    def objects_of(
        self, iris: Collection[str], predicates: Collection[str]
    ) -> dict[tuple[str, str], tuple[Term, ...]]:
        """Return the values of each of ``predicates`` for each of ``iris``."""
        return self._here().objects_of(iris, predicates)

    def look_ahead(self, iris: Collection[str], predicates: Collection[str]) -> None:
        """Do nothing: what is here is found as fast one by one."""

    def graph(self, iri: str | None) -> tuple[Statement, ...]:
        """Return the triples of one named graph, sorted."""
        return self._here().graph(iri)

    def dump(self, iri: str | None, form: Format) -> bytes:
        """Return the same triples in ``form``."""
        return self._here().dump(iri, form)

    def warm_up(self) -> None:
        """Open the store, and let the engine allocate what the first query of a thread needs."""
        self._here().warm_up()

    def _here(self) -> EmbeddedDataset:
        if self._opened is None or self._opened[0] != os.getpid():
            store = Store.read_only(str(self._path))
            self._opened = (
                os.getpid(),
                EmbeddedDataset(
                    self.version,
                    self.modified,
                    self.graphs,
                    self.prefixes,
                    store,
                    _functions=self._functions,
                ),
            )
        return self._opened[1]


def open_folder(folder: Path) -> DiskDataset:
    """Return the store in a folder that ``plangraph pnrr import --store`` made.

    Raises:
        UsageError: there is none.
    """
    generation = current_generation(folder)
    if generation is None:
        raise UsageError(f"{folder} holds no store. Make one: plangraph pnrr import PATH… --store {folder}")
    return DiskDataset(folder, generation)
