"""Names in a query's text and the IRIs that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pyoxigraph
from pyoxigraph import NamedNode

from plangraph.store.tokens import Kind, Token, tokens

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


def first_call(text: str, function: str, base: str) -> int | None:
    """Return where a query calls a function first, None if that cannot be told.

    Args:
        text: a query that parses.
        function: its IRI.
        base: IRI that relative ones are resolved against; empty: there are none.
    """
    found = list(tokens(text))
    called = [
        name
        for name, following in pairwise(found)
        if name.kind in (Kind.IRI, Kind.NAME) and following.text == "("  # [128] iriOrFunction
    ]
    prologue = text[: found[first_after_prologue(found)].start]
    iris = resolved(prologue, [name.text for name in called], base)
    return next((name.start for name, iri in zip(called, iris, strict=True) if iri == function), None)
