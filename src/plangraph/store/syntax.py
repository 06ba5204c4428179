"""Where a query stops being SPARQL, in words.

pyoxigraph 0.5.13 says where its parser looked last, which is up to a keyword's length too far, and lists
grammar rules. The place found here is that of the first token after which no query could go on: the engine
is asked about beginnings of the text, each followed by blanks that outlast the longest keyword.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from itertools import pairwise

import pyoxigraph

from plangraph.store.errors import QuerySyntaxError
from plangraph.store.guard import LONGEST, judge
from plangraph.store.names import possible_calls, unknown_function
from plangraph.store.tokens import Kind, Token, place, tokens

_BLANKS = " " * 64
_MEANINGS = {  # the engine's own words for faults that are no matter of grammar
    "Duplicated variable name in SELECT": "a variable is named twice in SELECT",
    "contains a variable that is unbound": "SELECT has a variable that is neither grouped by nor aggregated",
    "SELECT * is not authorized with GROUP BY": "SELECT * cannot be grouped, nor have an aggregate",
    "overrides an existing variable": "SELECT gives a name to an expression that the pattern has already",
    "contains an expression with a variable that is unbound": (
        "an expression in SELECT uses a variable that is neither grouped by nor aggregated"
    ),
}


def check(
    text: str,
    *,
    base: str = "",
    longest: int = LONGEST,
    services: frozenset[str] = frozenset(),
    functions: Collection[str] | None = None,
) -> None:
    """Judge a query without running it, nor planning it.

    Args:
        text: the query.
        base: IRI that relative ones are resolved against; empty: there must be none.
        longest: characters allowed.
        services: IRIs of the endpoints that SERVICE may name.
        functions: IRIs of those that may be called besides SPARQL's and the engine's; None: nobody knows.

    Raises:
        PlacedQueryError: why :meth:`Dataset.query <plangraph.store.dataset.Dataset.query>` would refuse it.
    """
    judge(text, longest=longest, services=services)
    try:
        _parse(text, base)
    except SyntaxError as error:
        raise explain(text, error, base) from error
    unknown = None if functions is None else first_unknown(text, functions, base)
    if unknown is not None:
        raise unknown_function(unknown[1], text, unknown[0].start)


def first_unknown(text: str, functions: Collection[str], base: str = "") -> tuple[Token, str] | None:
    """Return the first function that a query calls and nobody has, with its IRI.

    Args:
        text: a query that parses.
        functions: IRIs of those that somebody has besides SPARQL and the engine.
        base: IRI that relative ones are resolved against; empty: there are none.
    """
    for name, iri in possible_calls(text, base):
        if iri not in functions and not _has_function(iri) and _is_call(text, name, base):
            return name, iri
    return None


def _has_function(iri: str) -> bool:
    try:
        pyoxigraph.Store().query(f"SELECT (<{iri}>(1) AS ?x) {{}}")
    except RuntimeError as error:
        return "is not supported" not in str(error)  # it may want more than one argument
    return True


def _is_call(text: str, name: Token, base: str) -> bool:
    """Tell a function from a property with a collection, for which a variable or a path can stand."""
    before, after = text[: name.start], text[name.start + len(name.text) :]
    for instead in ("?instead ", f"({name.text}) "):
        with suppress(SyntaxError):
            _parse(f"{before}{instead}{after}", base)
            return False
    return True


def explain(text: str, error: SyntaxError, base: str = "") -> QuerySyntaxError:
    """Return what ``error``, raised by the engine for the query ``text``, means and where.

    Meant for texts that passed the guard: the engine parses beginnings of it again, about ten times.
    """
    found = list(tokens(text))
    index = _first_wrong(text, found, base)
    stray = next((i for i, token in enumerate(found) if token.kind is Kind.STRAY), None)
    if stray is not None and (index is None or stray < index):  # the engine reads an open text to its end
        index = stray
    meaning = _meaning(error)
    if index is None:
        # What is wrong with SELECT as a whole, the engine sees at the end of the query.
        selects = (t.start for t in found if t.kind is Kind.WORD and t.text.upper() == "SELECT")
        line, column = place(text, next(selects, len(text)) if meaning else len(text))
        return QuerySyntaxError(
            meaning or "the query ends too early",
            line=line,
            column=column,
            remedy="" if meaning else "Is a bracket not closed?",
        )
    token = found[index]
    line, column = place(text, token.start)
    problem, remedy = _complaint(token, found[:index], meaning)
    return QuerySyntaxError(problem, line=line, column=column, remedy=remedy)


def _parse(text: str, base: str) -> None:
    """Let the engine parse ``text`` and nothing more.

    It has no function for that, and ``query`` answers an ASK at once, which may take minutes even of an empty
    store. But it parses before it looks at the other arguments, and these contradict each other.

    Raises:
        SyntaxError: the engine's complaint.
    """
    with suppress(ValueError):
        pyoxigraph.Store().query(
            text, base_iri=base or None, use_default_graph_as_union=True, default_graph=[]
        )


def _first_wrong(text: str, found: list[Token], base: str) -> int | None:
    low, high = 0, len(found)
    while low < high:  # the beginning with `low` tokens can go on, see _can_go_on
        middle = (low + high) // 2
        token = found[middle]
        if _can_go_on(text[: token.start + len(token.text)], base):
            low = middle + 1
        else:
            high = middle
    return low if low < len(found) else None


def _can_go_on(beginning: str, base: str) -> bool:
    padded = beginning + _BLANKS
    try:
        _parse(padded, base)
    except SyntaxError as error:
        seen = re.match(r"error at (\d+):(\d+)", str(error))
        line, column = padded.count("\n") + 1, len(padded) - padded.rfind("\n")
        return seen is not None and (int(seen[1]), int(seen[2])) == (line, column)
    return True


def _meaning(error: SyntaxError) -> str:
    return next((ours for theirs, ours in _MEANINGS.items() if theirs in str(error)), "")


def _complaint(token: Token, before: list[Token], meaning: str) -> tuple[str, str]:
    if meaning:
        return meaning, ""
    if token.kind is Kind.NAME:
        prefix = token.text.partition(":")[0]
        declared = {b.text for a, b in pairwise(before) if a.text.upper() == "PREFIX"}
        if f"{prefix}:" not in declared:
            return f"the prefix «{prefix}:» is not declared", f"Write PREFIX {prefix}: <…> before the query."
    if token.kind is Kind.STRAY and token.text in "\"'":
        return "a text in quotation marks is not closed on its line", "Close it, or use three marks."
    if token.kind is Kind.IRI:
        return f"the IRI {_short(token.text)} cannot stand here", "Is it absolute, and without blanks?"
    return f"«{_short(token.text)}» cannot stand here", ""


def _short(text: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in text)
    return printable if len(printable) <= 60 else f"{printable[:59]}…"
