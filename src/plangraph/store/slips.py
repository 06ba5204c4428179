"""Slips in a query that the engine notices late and cannot name: it only says that something was expected.

Each is looked for among the tokens before the one where the engine gave up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from plangraph.store.tokens import Kind, Token

Slip = tuple[Token, str, str]
"""The token to blame, what is wrong, what to do."""


def slip(text: str, found: Sequence[Token], wrong: int, goes_on: Callable[[str], bool]) -> Slip | None:
    """Return what is probably the matter before the token at which no query can go on, None if nobody knows.

    Args:
        text: of the query.
        found: its tokens.
        wrong: index of that token.
        goes_on: whether a query could begin like a text.
    """
    if found[wrong].text == ">":
        return _broken_iri(text, found[:wrong], found[wrong].start)
    if found[wrong].text != "}":
        return None
    end = found[wrong].start + 1
    for name in _bound_again(found[:wrong]):
        if goes_on(f"{text[: name.start]}?not_{name.text[1:]}{text[name.start + len(name.text) : end]}"):
            told = f"BIND gives a value to {name.text}, which has one before"
            return name, told, "Choose another name, or compare the two with FILTER."
    return _uneven_row(found[:wrong])


def _broken_iri(text: str, before: Sequence[Token], end: int) -> Slip | None:
    for token in reversed(before):
        if token.text == "<" and "\n" not in (iri := text[token.start : end + 1]):
            return (
                token,
                f"«{iri[:60]}» is no IRI",
                "Write blanks and other such characters as %20 and the like.",
            )
    return None


def _bound_again(before: Sequence[Token]) -> Iterator[Token]:
    """Yield the variables that BIND names although they stand before it: SPARQL 1.1 Query, 18.2.1."""
    seen: set[str] = set()
    for word, name in pairwise(before):
        if name.kind is Kind.VARIABLE:
            if word.text.upper() == "AS" and name.text[1:] in seen:
                yield name
            seen.add(name.text[1:])


def _uneven_row(before: Sequence[Token]) -> Slip | None:
    """Return the first row of an open VALUES that has not as many values as there are variables."""
    start = next((i for i in range(len(before) - 1, -1, -1) if before[i].text.upper() == "VALUES"), None)
    if start is None:
        return None
    texts = [token.text for token in before[start:]]
    if texts[1:2] != ["("] or "}" in texts:
        return None
    columns = sum(token.kind is Kind.VARIABLE for token in before[start:])
    row, values = None, 0
    for last, token in pairwise(before[start:]):
        if token.text == "(":
            row, values = token, 0
        elif token.text == ")":
            if row is not None and last.kind is not Kind.VARIABLE and values != columns:
                told = f"a row of VALUES has {values} value(s), there are {columns} variables"
                return row, told, "Write UNDEF for a value that is missing."
        elif token.text != "^^" and last.text != "^^" and token.kind is not Kind.LANGUAGE:
            values += 1
    return None
