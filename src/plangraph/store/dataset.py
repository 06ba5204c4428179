"""What everybody asks: named graphs behind one interface, wherever they are.

:mod:`~plangraph.store.embedded` holds them in memory, :mod:`~plangraph.store.remote` asks another SPARQL
store for them. Whoever gets a :class:`Dataset` need not know which it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from plangraph.store.answer import Answer
from plangraph.store.formats import Format
from plangraph.store.functions import Functions
from plangraph.store.guard import LONGEST
from plangraph.store.terms import Iri, Statement, Term


@dataclass(frozen=True, slots=True)
class Description:
    """All that is said about one thing, in all graphs, without duplicates and in a fixed order."""

    iri: str
    outgoing: tuple[Statement, ...]
    """With the thing as subject, then with its parts: objects whose IRI is the thing's with a fragment."""
    inbound: tuple[Statement, ...]
    """With the thing as object."""
    inferred: frozenset[Statement] = frozenset()
    """Those of ``outgoing`` that nobody stated: they follow from others by the ontology."""


class Dataset(Protocol):
    """A read-only RDF dataset whose default graph is the union of its named graphs.

    Every method and property may raise a :class:`~plangraph.store.errors.StoreError` where the graphs are in
    another store.
    """

    @property
    def version(self) -> str:
        """Of the data: equal data in one store, equal version, so that answers can be kept under it."""
        ...

    @property
    def has_stable_version(self) -> bool:
        """Whether the version changes when the data do; if not, it changes by the clock."""
        ...

    @property
    def computes_here(self) -> bool:
        """Whether queries take this machine's processor time."""
        ...

    @property
    def services(self) -> frozenset[str]:
        """IRIs of the endpoints that a query may call by SERVICE."""
        ...

    @property
    def functions(self) -> Collection[str]:
        """IRIs of the functions besides SPARQL's own that a query may call."""
        ...

    def with_functions(self, functions: Functions) -> Self:
        """Return the same dataset with these functions if it answers queries here; else itself."""
        ...

    @property
    def modified(self) -> datetime:
        """When the data changed last as far as is known, UTC."""
        ...

    @property
    def graphs(self) -> Mapping[str, int]:
        """IRI of each named graph and its number of triples."""
        ...

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Names of namespaces, for writing."""
        ...

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
        """Ask a SPARQL query.

        Args:
            text: the query.
            default_graphs: IRIs of graphs to be the default graph; with ``named_graphs`` they replace the
                query's own FROM clauses (SPARQL 1.1 Protocol, 2.1.4). A graph that is not here is empty.
            named_graphs: IRIs of the graphs that GRAPH sees.
            substitutions: values of projected variables of a SELECT, by name without ``?``; only rows with
                these values are wanted. Terms, never text: nothing is pasted into a query.
            base: IRI that relative ones are resolved against (SPARQL 1.1 Protocol, 2.3); empty: none may be.
            longest: characters allowed in ``text``.
            seconds: after which nobody waits for the answer any more, for a store that can be told.

        Raises:
            QueryError: refused by the guard, or no SPARQL; a subclass says which.
        """
        ...

    def knows(self, iri: str) -> bool:
        """Return whether any graph says something with ``iri`` as subject."""
        ...

    def describe(self, iri: str) -> Description:
        """Return what is said about ``iri``; empty where nothing is."""
        ...

    def objects(self, iri: str, predicate: str) -> tuple[Term, ...]:
        """Return the values of one property of ``iri``, sorted as :meth:`describe` does."""
        ...

    def objects_of(
        self, iris: Collection[str], predicates: Collection[str]
    ) -> Mapping[tuple[str, str], tuple[Term, ...]]:
        """Return :meth:`objects` by IRI and predicate, by few requests; pairs without values are left out."""
        ...

    def look_ahead(self, iris: Collection[str], predicates: Collection[str]) -> None:
        """Be told what :meth:`knows` and :meth:`objects` will be asked next.

        Another store is asked for all of it by two requests, instead of one for each.
        """
        ...

    def graph(self, iri: str | None) -> tuple[Statement, ...]:
        """Return the triples of one named graph, or of the default graph for None, sorted.

        There are none where there is no such graph.
        """
        ...

    def dump(self, iri: str | None, form: Format) -> bytes:
        """Return the same triples as :meth:`graph` in ``form``, by a shorter way.

        Raises:
            UnwritableError: ``form`` is RDF/XML and a predicate has no XML name.
        """
        ...

    def warm_up(self) -> None:
        """Do what the first query of a new process would have to do; asks no other store."""
        ...


def is_part(term: Term, iri: str) -> bool:
    """Return whether ``term`` is a part of the document ``iri``: the same IRI with a fragment."""
    return isinstance(term, Iri) and term.value.startswith(f"{iri}#")


def parts_of(iri: str, outgoing: Iterable[Statement]) -> list[str]:
    """Return the IRIs, sorted, of the parts of ``iri`` among the objects of what is said about it."""
    return sorted({value.value for _, _, value in outgoing if isinstance(value, Iri) and is_part(value, iri)})


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Return statements sorted: first by the kind of each term, then by its value."""
    return sorted(statements, key=lambda triple: [(type(term).__name__, term) for term in triple])
