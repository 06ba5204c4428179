"""Names in a query's text and the IRIs that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pyoxigraph
from pyoxigraph import NamedNode

from plangraph.store.errors import QuerySyntaxError
from plangraph.store.tokens import Kind, Token, place, tokens

_PROLOGUE = ("BASE", "PREFIX", "VERSION")


def first_after_prologue(found: Sequence[Token]) -> int:
    """Return the index of the word that says the form of a query that parses."""
    for index, token in enumerate(found):
        if token.kind is Kind.WORD and token.text.upper() not in _PROLOGUE:
            return index
    raise AssertionError("a query that parses has a form")


def resolved(prologue: str, names: Sequence[str], base: str) -> list[str]:
    """Return the IRIs that ``names`` stand for, by asking the engine, which reads prefixes and escapes."""
    if not names:
        return []
    columns = " ".join(f"({name} AS ?g{number})" for number, name in enumerate(names))
    answer = pyoxigraph.Store().query(f"{prologue}SELECT {columns} {{}}", base_iri=base or None)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return [term.value for term in next(answer) if isinstance(term, NamedNode)]


def possible_calls(text: str, base: str) -> list[tuple[Token, str]]:
    """Return the names in a query that have a bracket behind them, and the IRIs that they stand for.

    Those are the functions that it calls (SPARQL 1.1 Query Language, rule 128), and properties whose value is
    a collection.

    Args:
        text: a query that parses.
        base: IRI that relative ones are resolved against; empty: there are none.
    """
    found = list(tokens(text))
    names = [
        name
        for name, following in pairwise(found)
        if name.kind in (Kind.IRI, Kind.NAME) and following.text == "("
    ]
    if not names:
        return []
    prologue = text[: found[first_after_prologue(found)].start]
    return list(zip(names, resolved(prologue, [name.text for name in names], base), strict=True))


def unknown_function(iri: str, text: str, start: int | None) -> QuerySyntaxError:
    """Return what is wrong with a query that calls a function that nobody has, at ``start`` in ``text``."""
    line, column = (None, None) if start is None else place(text, start)
    remedy = "Use SPARQL's own functions."
    return QuerySyntaxError(f"the function <{iri}> is not known", line=line, column=column, remedy=remedy)
