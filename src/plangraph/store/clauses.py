"""The outer clauses of a query that another store shall answer: its form, its dataset, its base.

Not every store obeys SPARQL 1.1 Protocol, 2.1.4: Virtuoso 7 adds the graphs of FROM to those of the request.
So FROM clauses are taken out of the text, and the dataset goes with the request alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import NamedNode

from plangraph.store.errors import QueryRefusedError
from plangraph.store.tokens import Kind, Token, place, tokens

_PROLOGUE = ("BASE", "PREFIX", "VERSION")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@dataclass(frozen=True, slots=True)
class Clauses:
    """A query taken apart."""

    form: str
    """SELECT, ASK, CONSTRUCT or DESCRIBE."""
    text: str
    """The query without its FROM clauses, and with the base before it."""
    default_graphs: tuple[str, ...]
    """IRIs of FROM."""
    named_graphs: tuple[str, ...]
    """IRIs of FROM NAMED."""
    solutions: str | None
    """A SELECT with as many solutions as the pattern of a CONSTRUCT or DESCRIBE has.

    None for the other forms, and where there is no pattern.
    """


class _From(NamedTuple):
    """One [13] DatasetClause."""

    is_named: bool
    iri: Token
    start: int
    end: int


def take_apart(text: str, base: str = "") -> Clauses:
    """Return the clauses of a query.

    Args:
        text: one that :func:`plangraph.store.syntax.check` lets pass with the same ``base``.
        base: IRI that relative ones are resolved against; empty: there are none.

    Raises:
        QueryRefusedError: FROM stands without a blank beside its neighbour, as only the engine reads it.
    """
    found = list(tokens(text))
    first = _first_after_prologue(found)
    body = found[first:]
    form = next(form for form in _FORMS if body[0].text.upper().startswith(form))
    clauses = list(_from_clauses(text, body))
    prologue = f"BASE {NamedNode(base)}\n{text[: body[0].start]}" if base else text[: body[0].start]
    iris = _resolved(prologue, [clause.iri.text for clause in clauses])
    plain = _blanked(text, clauses)
    graphs = list(zip(clauses, iris, strict=True))
    return Clauses(
        form,
        prologue + plain[body[0].start :],
        tuple(iri for clause, iri in graphs if not clause.is_named),
        tuple(iri for clause, iri in graphs if clause.is_named),
        _solutions(prologue, plain, body, form),
    )


def _first_after_prologue(found: Sequence[Token]) -> int:
    for index, token in enumerate(found):
        if token.kind is Kind.WORD and token.text.upper() not in _PROLOGUE:
            return index
    raise AssertionError("a query that parses has a form")


def _from_clauses(text: str, body: Sequence[Token]) -> Iterator[_From]:
    for index, token in enumerate(body):
        if token.kind is not Kind.WORD or "FROM" not in token.text.upper():
            continue
        is_named = index + 1 < len(body) and body[index + 1].text.upper() == "NAMED"
        graph = body[index + 1 + is_named] if index + 1 + is_named < len(body) else token
        if token.text.upper() != "FROM" or graph.kind not in (Kind.IRI, Kind.NAME):
            line, column = place(text, token.start)
            raise QueryRefusedError(
                "FROM cannot be told from its neighbours",
                line=line,
                column=column,
                remedy="Put blanks around FROM and NAMED.",
            )
        yield _From(is_named, graph, token.start, graph.start + len(graph.text))


def _resolved(prologue: str, terms: Sequence[str]) -> list[str]:
    """Return the IRIs that ``terms`` stand for, by asking the engine, which reads prefixes and escapes."""
    if not terms:
        return []
    columns = " ".join(f"({term} AS ?g{number})" for number, term in enumerate(terms))
    answer = pyoxigraph.Store().query(f"{prologue}SELECT {columns} {{}}")
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return [term.value for term in next(answer) if isinstance(term, NamedNode)]


def _blanked(text: str, clauses: Sequence[_From]) -> str:
    for clause in clauses:
        text = text[: clause.start] + " " * (clause.end - clause.start) + text[clause.end :]
    return text


def _solutions(prologue: str, plain: str, body: Sequence[Token], form: str) -> str | None:
    if form not in ("CONSTRUCT", "DESCRIBE"):
        return None
    braces = [token for token in body if token.text in ("{", "}")]
    depth, opened = 0, []
    for token in braces:
        if token.text == "{" and depth == 0:
            opened.append(token.start)
        depth += 1 if token.text == "{" else -1
    # [10] ConstructQuery: two groups, template and pattern; or one, which is both.
    start = opened[1] if form == "CONSTRUCT" and len(opened) > 1 and body[1].text == "{" else None
    if start is None:
        start = opened[0] if opened else None
    if start is None:
        return None
    is_grouped = any(token.kind is Kind.WORD and token.text.upper() == "GROUP" for token in body)
    return f"{prologue}SELECT {'(COUNT(*) AS ?solutions)' if is_grouped else '*'} {plain[start:]}"
