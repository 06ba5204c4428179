"""The named graphs in another SPARQL 1.1 store, asked over HTTP.

Every request names its dataset, so that the store's own default graph does not matter, and graphs of somebody
else in the same store are not seen. Nothing is sent that our own parser does not accept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from types import MappingProxyType

from plangraph.errors import UsageError
from plangraph.store.answer import Answer, write_statements
from plangraph.store.clauses import Clauses, take_apart
from plangraph.store.connection import Connection
from plangraph.store.credentials import Credentials, require_address
from plangraph.store.dataset import Description, in_order
from plangraph.store.describing import described, statements_of
from plangraph.store.endpoint import Endpoint
from plangraph.store.errors import QuerySyntaxError, StoreAnswerError, names_no_graph
from plangraph.store.formats import Format
from plangraph.store.functions import Functions, refuse_search
from plangraph.store.guard import LONGEST
from plangraph.store.lookups import is_iri
from plangraph.store.narrowing import narrowed
from plangraph.store.refusals import refused_function
from plangraph.store.syntax import check
from plangraph.store.terms import Statement, Term, to_engine
from plangraph.store.watch import Facts, Watch

_NAME = "the store behind this service"
"""In errors that clients read: its address is none of their business."""


class RemoteDataset:
    """A :class:`~plangraph.store.dataset.Dataset` in another store."""

    def __init__(self, endpoint: Endpoint, *, graphs: Sequence[str] = ()) -> None:
        """Nothing is sent yet.

        Args:
            endpoint: of the store.
            graphs: IRIs of the graphs to serve; if none, those that ``plangraph publish`` recorded there,
                else those that a build makes.
        """
        self._endpoint = endpoint
        self._may_be_empty = bool(graphs)
        self._watch = Watch(endpoint, tuple(graphs))
        self._sizes: tuple[Facts, Mapping[str, int]] | None = None

    @property
    def version(self) -> str:
        """Digest that ``plangraph publish`` recorded; if none is there, another one every minute."""
        return self._watch.now().version

    @property
    def has_stable_version(self) -> bool:
        """Whether the graphs were published by ``plangraph publish``, and to the end."""
        return bool(self._watch.now().publication.version)

    @property
    def computes_here(self) -> bool:
        """False: the store does the work."""
        return False

    @property
    def services(self) -> frozenset[str]:
        """None: who the store may call is for its operator to say."""
        return frozenset()

    @property
    def functions(self) -> tuple[str, ...]:
        """None: the store would have to know them."""
        return ()

    def with_functions(self, functions: Functions) -> RemoteDataset:  # noqa: ARG002  # as everybody else
        """Return this dataset: the store answers the queries, without any functions of ours."""
        return self

    @property
    def modified(self) -> datetime:
        """When the present version was noticed."""
        return self._watch.now().noticed

    @property
    def graphs(self) -> Mapping[str, int]:
        """IRI of each named graph and its number of triples, as counted there."""
        facts = self._watch.now()
        if self._sizes is None or self._sizes[0] is not facts:
            counted = self._endpoint.sizes(facts.graphs)
            may_be_empty = facts.publication.version or self._may_be_empty
            shown = {iri: counted.get(iri, 0) for iri in facts.graphs if may_be_empty or iri in counted}
            self._sizes = (facts, MappingProxyType(shown))
        return self._sizes[1]

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Those that the stored queries declare (SHACL, 5.2.1)."""
        return self._watch.now().prefixes

    def warm_up(self) -> None:
        """Load what speaks HTTP."""
        import urllib3  # noqa: F401

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
        """Ask a SPARQL query, see :meth:`Dataset.query <plangraph.store.dataset.Dataset.query>`.

        Raises:
            QueryError: as for the embedded dataset.
            StoreQueryError: the store failed, perhaps at a function that it does not have.
            StoreError: the store has no answer that can be used.
        """
        clauses = _judged(text, base, longest)
        refuse_search(text, "the store behind this service has no full-text search that is known here")
        facts = self._watch.now()
        default, named = tuple(default_graphs), tuple(named_graphs)
        if not (default or named):
            default, named = clauses.default_graphs, clauses.named_graphs
        if default or named:
            default, named = _ours(default, facts), _ours(named, facts)
        else:
            default = named = facts.graphs
        ask = partial(self._endpoint.ask, default=default, named=named, seconds=seconds)
        try:
            reply = ask(clauses.query(named), clauses.form)
        except StoreAnswerError as error:
            raise refused_function(text, base) or error from error
        solutions = clauses.solutions(named)
        if self._endpoint.is_virtuoso and solutions is not None:
            # It cuts what makes a graph at ResultSetMaxRows without a word, and a SELECT with one.
            ask(solutions, "SELECT")
        answer = self._endpoint.read(reply, clauses.form, facts.prefixes)
        return narrowed(answer, substitutions) if substitutions else answer

    def knows(self, iri: str) -> bool:
        """Return whether any graph says something with ``iri`` as subject."""
        return bool(self._watch.now().lookups.known((iri,)))

    def describe(self, iri: str) -> Description:
        """Return what is said about ``iri``; empty where nothing is."""
        return described(iri, partial(self._endpoint.select, graphs=self._watch.now().graphs))

    def objects(self, iri: str, predicate: str) -> tuple[Term, ...]:
        """Return the values of one property of ``iri``."""
        return self.objects_of((iri,), (predicate,)).get((iri, predicate), ())

    def objects_of(
        self, iris: Collection[str], predicates: Collection[str]
    ) -> dict[tuple[str, str], tuple[Term, ...]]:
        """Return the values of each of ``predicates`` for each of ``iris``; those without are left out."""
        return self._watch.now().lookups.objects(iris, predicates)

    def look_ahead(self, iris: Collection[str], predicates: Collection[str]) -> None:
        """Ask for what :meth:`knows` and :meth:`objects` will be asked next, and remember it."""
        self._watch.now().lookups.ahead(iris, predicates)

    def graph(self, iri: str | None) -> tuple[Statement, ...]:
        """Return the triples of one named graph, or of the default graph for None, sorted."""
        graphs = self._watch.now().graphs
        if iri is not None:
            graphs = tuple(name for name in graphs if name == iri)
        return tuple(self._statements("?s ?p ?o", graphs)) if graphs else ()

    def dump(self, iri: str | None, form: Format) -> bytes:
        """Return the same triples as :meth:`graph` in ``form``."""
        return write_statements(sorted(self.graph(iri), key=_as_written), form, self.prefixes)

    def _statements(self, pattern: str, graphs: Sequence[str]) -> list[Statement]:
        rows = self._endpoint.select(f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }}", graphs)
        return in_order(statements_of(rows))


def open_remote(
    address: str,
    credentials: Credentials,
    *,
    graphs: Sequence[str] = (),
    seconds: float,
    most: int,
) -> RemoteDataset:
    """Return the dataset at ``address``, after a first question to it.

    Args:
        address: where the store takes queries.
        credentials: for it.
        graphs: see :class:`RemoteDataset`.
        seconds: that an answer may take.
        most: bytes that one may have.

    Raises:
        UsageError: a graph's name, or the address, cannot be one.
        StoreError: the store does not answer as it should.
    """
    for iri in graphs:
        if not is_iri(iri):
            raise UsageError(f"«{iri}» is no absolute IRI, so it names no graph. Mend --graphs.")
    connection = Connection(credentials, seconds=seconds, most=most, name=_NAME)
    dataset = RemoteDataset(Endpoint(require_address(address, "--store"), connection), graphs=graphs)
    assert dataset.version
    return dataset


def _judged(text: str, base: str, longest: int) -> Clauses:
    """Return the clauses of a query that is fine; the base goes along only if an IRI needs it."""
    if base:
        with suppress(QuerySyntaxError):
            check(text, longest=longest)
            return take_apart(text)
    check(text, base=base, longest=longest)
    return take_apart(text, base)


def _ours(wanted: Sequence[str], facts: Facts) -> tuple[str, ...]:
    """Return those of the graphs that are served here; of others, nothing is known."""
    for iri in wanted:
        if not is_iri(iri):
            raise names_no_graph(iri)
    return tuple(iri for iri in wanted if iri in facts.graphs)


def _as_written(statement: Statement) -> str:
    return " ".join(str(to_engine(term)) for term in statement)
