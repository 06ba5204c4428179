"""Asking a finished index: which things, and in which order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plangraph.search.expression import Matched, expressions
from plangraph.search.request import Request, read_request

# bm25 is negative, the best the lowest: https://www.sqlite.org/fts5.html#the_bm25_function
_WEIGHTS = "10.0, 10.0, 4.0, 1.0"  # in the order of kinds.FIELDS
_THING = "thing.id, thing.kind, thing.iri, thing.line"
_MATCHING = f"""SELECT -bm25(found, {_WEIGHTS}), {_THING}
FROM found CROSS JOIN thing ON thing.id = found.rowid WHERE found MATCH ?"""
_IDENTIFIED, NAMED = 100.0, 50.0
"""What a thing has in advance whose identifier, line or IRI is what was typed, or one of whose names: more
than words are worth."""
_CODED = "thing.id IN (SELECT thing FROM code WHERE key = ?)"
_COVERING = "thing.id IN (SELECT thing FROM range WHERE first <= ? AND last >= ?)"
_MOST_WORDS, _FEWEST_WORDS = 200, 5
"""Words that all beginnings of a request may stand for together, and that each may at least."""


class Row(NamedTuple):
    """A thing that was found."""

    score: float
    """Six digits, so that equals are equal on every machine."""
    thing: int
    """Its number in the index."""
    kind: int
    """Its place in :data:`~plangraph.search.kinds.KINDS`."""
    iri: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """All that was found."""

    matched: Matched
    rows: Sequence[Row]
    """In no order."""

    def in_order(self) -> list[Row]:
        """Return the rows, the best first, equals by kind and IRI."""
        return sorted(self.rows, key=lambda row: (-row.score, row.kind, row.iri))


def understand(database: sqlite3.Connection, typed: str) -> Request:
    """Return what was typed as a request to this index."""

    def occurring(forms: Sequence[str]) -> Iterator[str]:
        marks = ", ".join("?" for _ in forms)
        rows = database.execute(
            f"SELECT DISTINCT key FROM word WHERE folded IN ({marks}) ORDER BY key", forms
        )
        return (key for (key,) in rows)

    return read_request(typed, occurring)


def rank(database: sqlite3.Connection, request: Request, typed: str, *, loosely: bool = False) -> Ranked:
    """Return all that ``request``, which was understood from ``typed``, finds.

    Args:
        database: a finished index.
        request: what is looked for.
        typed: the words that it was understood from.
        loosely: some of several words are enough, also where something has them all.
    """
    identified = {row.thing: row for row in _identified(database, request, typed)}
    share = max(_FEWEST_WORDS, _MOST_WORDS // max(1, sum(bool(term.beginning) for term in request.terms)))
    sought = expressions(request, lambda text: _vocabulary(database, text, share), loosely=loosely)
    for matched, expression in sought:
        if identified and matched is not Matched.ALL:  # what is identified is enough
            break
        rows = [Row(_rounded(score), *thing) for score, *thing in database.execute(_MATCHING, (expression,))]
        if rows or identified:
            return Ranked(matched, _above(identified, rows))
    return Ranked(Matched.ALL if identified else Matched.NONE, _above(identified, []))


def _above(identified: dict[int, Row], rows: list[Row]) -> list[Row]:
    """Return rows with those that are identified far above the others."""
    there = {row.thing: row.score for row in rows}
    others = [row for row in rows if row.thing not in identified]
    raised = (
        row._replace(score=_rounded(row.score + there.get(row.thing, 0.0))) for row in identified.values()
    )
    return [*raised, *others]


def _identified(database: sqlite3.Connection, request: Request, typed: str) -> Iterator[Row]:
    asked: list[tuple[float, str, Sequence[object]]] = [(NAMED, _CODED, (name,)) for name in request.names]
    asked += [(_IDENTIFIED, _CODED, (key,)) for key in request.codes]
    asked.append((_IDENTIFIED, "thing.iri = ?", (typed.strip(),)))
    if request.lines is not None:
        first, last = request.lines
        asked.append((_IDENTIFIED, _COVERING, (last, first)))
    for score, condition, values in asked:
        for row in database.execute(f"SELECT {score}, {_THING} FROM thing WHERE {condition}", values):
            yield Row(*row)


def _vocabulary(database: sqlite3.Connection, folded: str, most: int) -> list[str]:
    """Return keys of at most so many words that begin with ``folded``, those of the shortest words first."""
    rows = database.execute(
        "SELECT key, MIN(LENGTH(folded)) AS length FROM word WHERE folded >= ? AND folded < ? "
        "GROUP BY key ORDER BY length, key LIMIT ?",
        (folded, f"{folded}\U0010ffff", most),
    )
    return [key for key, _ in rows]


def _rounded(score: float) -> float:
    return float(f"{score:.6g}")
