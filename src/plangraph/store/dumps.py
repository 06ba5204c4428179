"""Dumps: graphs as files, with bytes that depend on the triples alone."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from plangraph.store.answer import write_triples
from plangraph.store.dataset import Dataset
from plangraph.store.errors import AnswerTooLargeError
from plangraph.store.formats import N_QUADS, N_TRIPLES, Format

AS_ONE = "default"
"""All graphs as one, without names: the default graph."""
NAMED = "named"
"""All graphs, each with its name."""


def dump(dataset: Dataset, whole: str, form: Format, *, largest: int) -> bytes:
    """Return a graph whole, in an order of its own.

    Args:
        dataset: that has it.
        whole: its IRI, :data:`AS_ONE` or :data:`NAMED`.
        form: for graphs; with names if they are wanted.
        largest: bytes allowed.

    Raises:
        AnswerTooLargeError: more than ``largest``.
        UnwritableError: ``form`` is RDF/XML and a predicate has no XML name.
    """
    body = quads(dataset, form) if whole == NAMED else dataset.dump(None if whole == AS_ONE else whole, form)
    if len(body) > largest:
        raise AnswerTooLargeError(
            f"the graph has more than {largest:,} bytes in this format, as much as one answer may have",
            remedy="Ask for what you need of it at /sparql, or ask the operator for the data.",
        )
    return body


def n_triples(content: bytes) -> bytes:
    """Return triples as :meth:`Dataset.dump <plangraph.store.dataset.Dataset.dump>` writes them as N-Triples.

    Sorted, and with literals as the engine keeps them: the same graph gives the same bytes. Blank nodes
    excepted, whose labels are those of the input.

    Args:
        content: Turtle, or its subset N-Triples.
    """
    store = Store()
    store.load(content, format=RdfFormat.TURTLE)
    triples = {quad.triple for quad in store.quads_for_pattern(None, None, None)}
    return write_triples(sorted(triples, key=str), N_TRIPLES, {})


def quads(dataset: Dataset, form: Format) -> bytes:
    """Return all named graphs with their names, one after the other in the order of their IRIs.

    Args:
        dataset: read whole; nobody but the caller knows whether it is small enough.
        form: TriG or N-Quads.
    """
    assert isinstance(form.engine, RdfFormat)
    body = io.BytesIO()
    prefixes = None if form is N_QUADS else dict(dataset.prefixes)
    pyoxigraph.serialize(_quads(dataset), body, format=form.engine, prefixes=prefixes)
    return body.getvalue()


def _quads(dataset: Dataset) -> Iterator[Quad]:
    for name in sorted(dataset.graphs):
        graph = NamedNode(name)
        # The way through N-Triples is short, and the only one that every kind of dataset has.
        for quad in pyoxigraph.parse(dataset.dump(name, N_TRIPLES), format=RdfFormat.N_TRIPLES):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
