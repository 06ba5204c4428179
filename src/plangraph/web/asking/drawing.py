"""Answers as pictures, where they fit: bars for one number a name, a graph for triples and pairs of things.

Both are SVG without a style of their own, so that they keep the policy, and stand beside the table that says
the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from plangraph.store.excerpt import Excerpt, number
from plangraph.store.formats import Kind
from plangraph.store.terms import Iri, Literal, Term
from plangraph.web.asking.cells import Cell

WIDTH, HEIGHT = 960, 640
"""Of a graph, in its own units."""
MOST_NODES = 60
"""More cannot be told apart."""
_BAR = 1000
_LONGEST_NAME = 30
_MARGIN = 250
"""For names beside the outermost nodes."""

Show = Callable[[Term], Cell]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    name: Cell
    number: Cell
    length: int
    """Of 1,000."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in a graph, where the page without scripts puts it."""

    key: str
    name: Cell
    label: str
    """Its name, shortened."""
    x: float
    y: float
    is_left: bool
    """Its name stands to the left of it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One line of a graph."""

    source: Node
    target: Node
    name: str
    """What relates the two; empty for pairs."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int
    """Edges of these rows for which there was no room."""


def bar_columns(excerpt: Excerpt) -> tuple[int, int] | None:
    """Return the columns of names and of numbers, if these rows are one number a name; else None.

    There is one column of numbers, none of them below zero; the names differ from row to row.
    """
    if excerpt.kind is not Kind.SOLUTIONS or len(excerpt.rows) < 2:
        return None
    width = range(len(excerpt.columns))
    numeric = [place for place in width if all(number(row[place]) is not None for row in excerpt.rows)]
    if len(numeric) != 1 or min(number(row[numeric[0]]) or 0 for row in excerpt.rows) < 0:
        return None
    naming = [
        place
        for place in width
        if place not in numeric and len({row[place] for row in excerpt.rows}) == len(excerpt.rows)
    ]
    texts = [place for place in naming if all(isinstance(row[place], Literal) for row in excerpt.rows)]
    return ((texts or naming)[-1], numeric[0]) if naming else None


def bars(excerpt: Excerpt, show: Show) -> list[Bar]:
    """Return the bars of these rows, none if they are not one number a name."""
    columns = bar_columns(excerpt)
    if columns is None:
        return []
    values = [number(row[columns[1]]) or 0.0 for row in excerpt.rows]
    longest = max(values) or 1.0
    pairs = [(row[columns[0]], row[columns[1]]) for row in excerpt.rows]
    return [
        Bar(show(name) if name else Cell(""), show(term), round(_BAR * value / longest))
        for (name, term), value in zip(pairs, values, strict=True)
        if term is not None
    ]


def edge_columns(excerpt: Excerpt) -> tuple[int, int] | None:
    """Return the columns of what each row relates: of a graph, or the first two of IRIs; None if none."""
    if excerpt.kind is Kind.GRAPH:
        return (0, 2) if any(isinstance(row[2], Iri) for row in excerpt.rows) else None
    places = [
        place
        for place in range(len(excerpt.columns))
        if excerpt.rows and all(isinstance(row[place], Iri) for row in excerpt.rows)
    ]
    return (places[0], places[1]) if len(places) > 1 else None


def drawing(excerpt: Excerpt, show: Show) -> Drawing | None:
    """Return the graph of these rows, its nodes on a circle; None if they relate nothing."""
    columns = edge_columns(excerpt)
    if columns is None:
        return None
    found: dict[Term, None] = {}
    pairs: list[tuple[Term, Term, str]] = []
    left_out = 0
    for row in excerpt.rows:
        source, target = row[columns[0]], row[columns[1]]
        if source is None or target is None or isinstance(source, Literal) or isinstance(target, Literal):
            continue
        if len(found.keys() | {source, target}) > MOST_NODES:
            left_out += 1
            continue
        found |= {source: None, target: None}
        between = row[1] if excerpt.kind is Kind.GRAPH else None
        pairs.append((source, target, show(between).text if between else ""))
    nodes = {term: _node(term, show(term), place, len(found)) for place, term in enumerate(found)}
    edges = tuple(dict.fromkeys(Edge(nodes[a], nodes[b], name) for a, b, name in pairs))
    return Drawing(tuple(nodes.values()), edges, left_out)


def _node(term: Term, name: Cell, place: int, of: int) -> Node:
    angle = 2 * math.pi * place / of - math.pi / 2
    x = WIDTH / 2 + (WIDTH / 2 - _MARGIN) * math.cos(angle)
    y = HEIGHT / 2 + (HEIGHT / 2 - 30) * math.sin(angle)
    label = name.text if len(name.text) <= _LONGEST_NAME else f"{name.text[: _LONGEST_NAME - 1]}…"
    return Node(term.value, name, label, round(x, 1), round(y, 1), math.cos(angle) < -1e-9)
