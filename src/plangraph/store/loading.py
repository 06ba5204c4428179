"""Files into named graphs: Turtle, and stored queries as triples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Store

from plangraph.errors import RdfSyntaxError
from plangraph.queries import read_query
from plangraph.store.executables import PREFIXES, executable_statements
from plangraph.store.terms import to_engine

_WITH_BLANKS = (
    "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } FILTER (isBLANK(?s) || isBLANK(?o)) }"  # in the order of Quad
)


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        RdfSyntaxError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror})"
        raise RdfSyntaxError(problem, path=path, remedy="Run `plangraph build`.") from error


def load_graph(store: Store, graph: NamedNode, files: Sequence[tuple[Path, bytes]]) -> dict[str, str]:
    """Put files into ``graph``; return the prefixes that they declare.

    Raises:
        RdfSyntaxError: one is no Turtle, or not UTF-8.
        QueryError: a stored query has a malformed head.
    """
    prefixes: dict[str, str] = {}
    for path, content in files:
        prefixes |= load(store, graph, path, content)
    return prefixes


def label_blanks(store: Store) -> None:
    """Give all blank nodes the labels of RDF Dataset Canonicalization (W3C, RDFC-1.0).

    The engine gives those without a label a random one (pyoxigraph 0.5.13), and the same data would be other
    bytes in every process.
    """
    found = store.query(_WITH_BLANKS)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    quads = [Quad(*solution) for solution in found]
    labelled = Dataset(quads)
    labelled.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    for quad in quads:
        store.remove(quad)
    store.extend(labelled)


def load(store: Store, graph: NamedNode, path: Path, content: bytes) -> Mapping[str, str]:
    """Put the content of a file into ``graph``; return the prefixes that it declares.

    Raises:
        RdfSyntaxError: it is no Turtle, or not UTF-8.
        QueryError: a stored query has a malformed head.
    """
    return _load_query(store, graph, path) if path.suffix == ".rq" else _load(store, graph, path, content)


def _load(store: Store, graph: NamedNode, path: Path, content: bytes) -> Mapping[str, str]:
    try:
        # Twice as fast as adding what a parser yields, which however knows the prefixes.
        store.load(content, format=RdfFormat.TURTLE, base_iri=graph.value, to_graph=graph)
        parser = pyoxigraph.parse(content, format=RdfFormat.TURTLE, base_iri=graph.value)
        next(parser, None)  # prefixes stand before the first triple
    except SyntaxError as error:
        reason = error.msg.partition(": ")[2] or error.msg
        problem = f"not Turtle: {reason.removesuffix('.')}"
        raise RdfSyntaxError(problem, path=path, line=error.lineno) from error
    return dict(parser.prefixes)


def _load_query(store: Store, graph: NamedNode, path: Path) -> Mapping[str, str]:
    for subject, predicate, value in executable_statements(read_query(path)):
        quad = Quad(to_engine(subject), to_engine(predicate), to_engine(value), graph)  # type: ignore[arg-type]
        store.add(quad)
    return PREFIXES
