"""Errors put into a good graph at random, of the kinds that editors and scripts make."""

# ruff: noqa: ARG001 -- all ways of spoiling have one signature
from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

Triple = tuple[Node, Node, Node]


def spoilt(graph: Graph, *, seed: int, errors: int) -> Graph:
    """Return a copy of ``graph`` with this many triples spoilt, the same for the same seed."""
    random = Random(seed)
    copy = Graph() + graph
    triples = sorted(graph, key=lambda triple: [term.n3() for term in triple])
    by_predicate: dict[Node, list[Triple]] = {}
    for triple in triples:
        by_predicate.setdefault(triple[1], []).append(triple)
    predicates = sorted(by_predicate, key=str)
    for number in range(errors):
        # Each predicate in turn, so that rare ones are met too; each way of spoiling in turn.
        triple = random.choice(by_predicate[predicates[number % len(predicates)]])
        way = WAYS[(number // len(predicates) + number) % len(WAYS)]
        copy.remove(triple)
        for made in way(triple, random, triples):
            copy.add(made)
    return copy


def _gone(triple: Triple, random: Random, triples: list[Triple]) -> Iterator[Triple]:
    yield from ()


def _twice(triple: Triple, random: Random, triples: list[Triple]) -> Iterator[Triple]:
    """Yield the triple and one with the value of another that has the same predicate."""
    yield triple
    others = [other for other in triples if other[1] == triple[1] and other[2] != triple[2]]
    if others:
        yield triple[0], triple[1], random.choice(others)[2]


def _text_for_thing(triple: Triple, random: Random, triples: list[Triple]) -> Iterator[Triple]:
    subject, predicate, value = triple
    yield (
        subject,
        predicate,
        Literal(str(value)) if isinstance(value, URIRef) else URIRef("https://example.org/x"),
    )


def _wrong_kind(triple: Triple, random: Random, triples: list[Triple]) -> Iterator[Triple]:
    subject, predicate, value = triple
    if isinstance(value, URIRef):
        yield subject, predicate, random.choice([s for s, p, _ in triples if p == RDF.type])
    else:
        yield (
            subject,
            predicate,
            Literal(str(value), datatype=random.choice([XSD.gYear, XSD.boolean, XSD.decimal])),
        )


def _misspelt(triple: Triple, random: Random, triples: list[Triple]) -> Iterator[Triple]:
    subject, predicate, value = triple
    if isinstance(value, URIRef):
        yield subject, predicate, URIRef(value[: random.randrange(20, len(value) + 1)] + "0")
    elif isinstance(value, Literal):
        yield (
            subject,
            predicate,
            Literal(" " + str(value)[::-1] + "\n", lang=value.language, datatype=value.datatype),
        )


def _other_language(triple: Triple, random: Random, triples: list[Triple]) -> Iterator[Triple]:
    yield triple
    yield triple[0], triple[1], Literal(str(triple[2]) or "x", lang=random.choice(["it", "en", "fr"]))


WAYS: list[Callable[[Triple, Random, list[Triple]], Iterator[Triple]]] = [
    _gone,
    _twice,
    _text_for_thing,
    _wrong_kind,
    _misspelt,
    _other_language,
]
