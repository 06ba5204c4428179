"""Files into named graphs: Turtle, and stored queries as triples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple

from plangraph.errors import RdfSyntaxError
from plangraph.queries import read_query
from plangraph.store.executables import PREFIXES, executable_statements
from plangraph.store.terms import to_engine

_HAS_BLANKS = "ASK { ?s ?p ?o FILTER (isBLANK(?s) || isBLANK(?o)) }"


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
    """Put files into ``graph``, which is empty; return the prefixes that they declare.

    Blank nodes are numbered as they appear, file by file: the engine gives those without a label a random
    one (pyoxigraph 0.5.13), and the same data would be other bytes in every process.

    Raises:
        RdfSyntaxError: one is no Turtle, or not UTF-8.
        QueryError: a stored query has a malformed head.
    """
    prefixes: dict[str, str] = {}
    for path, content in files:
        prefixes |= load(store, graph, path, content)
    if store.query(_HAS_BLANKS, default_graph=[graph]):
        store.clear_graph(graph)
        for number, (path, content) in enumerate(files):
            if path.suffix == ".rq":
                _load_query(store, graph, path)
            else:
                store.extend(_numbered(graph, content, f"b{number}"))
    return prefixes


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


def _numbered(graph: NamedNode, content: bytes, label: str) -> Iterator[Quad]:
    """Yield the triples of a Turtle file that has been read once without a fault.

    Args:
        graph: to put them into.
        content: of the file.
        label: beginning of the labels of its blank nodes, no other file's.
    """
    numbers: dict[object, BlankNode] = {}

    def numbered(term: object) -> object:
        if isinstance(term, BlankNode):
            return numbers.setdefault(term, BlankNode(f"{label}-{len(numbers)}"))
        return Triple(*map(numbered, term)) if isinstance(term, Triple) else term  # type: ignore[arg-type]

    for quad in pyoxigraph.parse(content, format=RdfFormat.TURTLE, base_iri=graph.value):
        yield Quad(numbered(quad.subject), quad.predicate, numbered(quad.object), graph)  # type: ignore[arg-type]


def _load_query(store: Store, graph: NamedNode, path: Path) -> Mapping[str, str]:
    for subject, predicate, value in executable_statements(read_query(path)):
        quad = Quad(to_engine(subject), to_engine(predicate), to_engine(value), graph)  # type: ignore[arg-type]
        store.add(quad)
    return PREFIXES
