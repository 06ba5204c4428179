"""The named graphs, read once from Turtle files into this process and then only asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store, Variable

from plangraph.store.answer import Answer, failed, write_triples
from plangraph.store.dataset import Description, in_order, parts_of
from plangraph.store.formats import Format
from plangraph.store.functions import Calls, Functions
from plangraph.store.graphs import INFERRED_GRAPH
from plangraph.store.guard import LONGEST, judge
from plangraph.store.loading import label_blanks, load_graph, read_bytes
from plangraph.store.nodes import graph_options, node_of
from plangraph.store.syntax import explain
from plangraph.store.terms import Iri, Statement, Term, from_engine, to_engine

if TYPE_CHECKING:
    from plangraph.store.federation import Federation


@dataclass(frozen=True, slots=True)
class EmbeddedDataset:
    """A :class:`~plangraph.store.dataset.Dataset` in this process's memory."""

    version: str
    """Digest of the names of the graphs and the bytes of their files: equal data, equal version."""
    modified: datetime
    """When the newest of these files was written, UTC."""
    graphs: Mapping[str, int]
    """IRI of each named graph and its number of triples."""
    prefixes: Mapping[str, str]
    """Those that the files declare, for writing."""
    _store: Store
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    """IRI of each named graph and a digest of the bytes of its files."""
    _federation: Federation | None = None
    _functions: Functions = field(default_factory=dict)

    def query(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        substitutions: Mapping[str, Term] | None = None,
        base: str = "",
        longest: int = LONGEST,
        seconds: float | None = None,  # noqa: ARG002  # the engine cannot be told
    ) -> Answer:
        """Ask a SPARQL query, see :meth:`Dataset.query <plangraph.store.dataset.Dataset.query>`."""
        verdict = judge(text, longest=longest, services=self.services)
        meaning: Callable[[Exception], Exception] = partial(failed, text=text, base=base)
        if self._federation and verdict.calls:
            meaning = self._federation.meaning
        bound = {Variable(name): to_engine(term) for name, term in (substitutions or {}).items()}
        options = graph_options(verdict, default_graphs, named_graphs)
        calls = Calls(self._functions)
        try:
            answer = self._store.query(
                self._federation.redirect(text) if self._federation and verdict.calls else text,
                base_iri=base or None,
                substitutions=bound or None,  # type: ignore[arg-type]
                custom_functions=calls.for_engine,  # type: ignore[arg-type]
                **options,  # type: ignore[arg-type]
            )
        except SyntaxError as error:
            raise explain(text, error, base) from error
        except (RuntimeError, OSError) as error:
            raise meaning(error) from error
        calls.require_success()  # ASK is answered by now
        return Answer(
            answer,
            self.prefixes,
            makes_blanks=verdict.makes_blanks,
            meaning=meaning,
            at_end=calls.require_success,
        )

    @property
    def has_stable_version(self) -> bool:
        """True: the graphs never change."""
        return True

    @property
    def services(self) -> frozenset[str]:
        """IRIs of the endpoints that a query may call by SERVICE."""
        return self._federation.endpoints if self._federation else frozenset()

    @property
    def functions(self) -> Collection[str]:
        """IRIs of the functions besides SPARQL's own that a query may call."""
        return tuple(self._functions)

    def with_functions(self, functions: Functions) -> EmbeddedDataset:
        """Return the same graphs with these functions."""
        return replace(self, _functions=functions)

    @property
    def computes_here(self) -> bool:
        """True: the engine is in this process."""
        return True

    def warm_up(self) -> None:
        """Let the engine allocate what the first query of a thread needs."""
        self.query("ASK {}")

    def knows(self, iri: str) -> bool:
        """Return whether any graph says something with ``iri`` as subject."""
        node = node_of(iri)
        return node is not None and next(self._store.quads_for_pattern(node, None, None), None) is not None

    def describe(self, iri: str) -> Description:
        """Return what is said about ``iri``; empty where nothing is."""
        node = node_of(iri)
        if node is None:
            return Description(iri, (), ())
        outgoing = _statements(self._store.quads_for_pattern(node, None, None))
        for part in parts_of(iri, outgoing):
            outgoing += _statements(self._store.quads_for_pattern(NamedNode(part), None, None))
        inbound = _statements(self._store.quads_for_pattern(None, None, node))
        inferred = _statements(self._store.quads_for_pattern(node, None, None, NamedNode(INFERRED_GRAPH)))
        return Description(iri, tuple(outgoing), tuple(inbound), frozenset(inferred))

    def objects(self, iri: str, predicate: str) -> tuple[Term, ...]:
        """Return the values of one property of ``iri``, sorted as :meth:`describe` does."""
        node = node_of(iri)
        if node is None:
            return ()
        found = _statements(self._store.quads_for_pattern(node, NamedNode(predicate), None))
        return tuple(value for _, _, value in found)

    def objects_of(
        self, iris: Collection[str], predicates: Collection[str]
    ) -> dict[tuple[str, str], tuple[Term, ...]]:
        """Return the values of each of ``predicates`` for each of ``iris``; those without are left out."""
        found = {(iri, name): self.objects(iri, name) for iri in iris for name in predicates}
        return {pair: values for pair, values in found.items() if values}

    def look_ahead(self, iris: Collection[str], predicates: Collection[str]) -> None:
        """Do nothing: what is here is found as fast one by one."""

    def graph(self, iri: str | None) -> tuple[Statement, ...]:
        """Return the triples of one named graph, or of the default graph for None, sorted.

        There are none where there is no such graph.
        """
        node = None if iri is None else NamedNode(iri)
        return tuple(_statements(self._store.quads_for_pattern(None, None, None, node)))

    def lines(self, iri: str) -> str:
        """Return the triples of one named graph as N-Triples, in no order."""
        node = NamedNode(iri)
        quads = self._store.quads_for_pattern(None, None, None, node)
        return "".join(f"{quad.triple} .\n" for quad in quads)

    def dump(self, iri: str | None, form: Format) -> bytes:
        """Return the same triples as :meth:`graph` in ``form``, by a shorter way.

        Raises:
            UnwritableError: ``form`` is RDF/XML and a predicate has no XML name.
        """
        node = None if iri is None else NamedNode(iri)
        triples = {quad.triple for quad in self._store.quads_for_pattern(None, None, None, node)}
        return write_triples(sorted(triples, key=str), form, self.prefixes)


def open_dataset(
    graphs: Mapping[str, Sequence[Path]], federation: Federation | None = None
) -> EmbeddedDataset:
    """Read files into named graphs held in memory: Turtle, and stored queries (``.rq``) as triples.

    Args:
        graphs: IRI of each graph and its files, in the order to read them.
        federation: makes the calls of SERVICE; without it none are allowed.

    Raises:
        RdfSyntaxError: a file is missing, is not UTF-8 or is no Turtle.
        QueryError: a stored query has a malformed head.
    """
    store, digest = Store(), hashlib.sha256()
    prefixes: dict[str, str] = {}
    sizes: dict[str, int] = {}
    fingerprints: dict[str, str] = {}
    for graph, paths in graphs.items():
        before = len(store)
        node, digest_of_graph = NamedNode(graph), hashlib.sha256()
        files = [(path, read_bytes(path)) for path in paths]
        digest_of_graph.update(b"".join(hashlib.sha256(content).digest() for _, content in files))
        prefixes |= load_graph(store, node, files)
        digest.update(graph.encode() + b"\0" + digest_of_graph.digest())
        fingerprints[graph] = digest_of_graph.hexdigest()
        sizes[graph] = len(store) - before
    label_blanks(store)
    newest = max((path.stat().st_mtime for paths in graphs.values() for path in paths), default=0.0)
    modified = datetime.fromtimestamp(newest, UTC)
    return EmbeddedDataset(
        digest.hexdigest(),
        modified,
        MappingProxyType(sizes),
        MappingProxyType(prefixes),
        store,
        fingerprints,
        federation,
    )


def _statements(quads: Iterable[Quad]) -> list[Statement]:
    triples = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    return in_order((from_engine(s), Iri(p.value), from_engine(o)) for s, p, o in triples)
