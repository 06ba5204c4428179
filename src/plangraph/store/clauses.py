"""A query that another store shall answer, taken apart as far as its dataset goes.

Not every store obeys SPARQL 1.1 Protocol, 2.1.4: Virtuoso 7 adds the graphs of FROM to those of the request,
and finds one solution in a graph that is not among the request's. So FROM clauses are taken out of the text,
graphs that are not served are replaced by one that is empty, and the dataset goes with the request alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from plangraph.store.errors import QueryRefusedError
from plangraph.store.names import first_after_prologue, resolved
from plangraph.store.tokens import Kind, Token, place, tokens

NOTHING = "https://w3id.org/plangraph/id/graph/none"
"""A graph that does not exist: an empty list of graphs would leave the choice to the store."""
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class _Graph(NamedTuple):
    """A place in the query that names a graph."""

    clause: str
    """FROM, NAMED ([13] DatasetClause) or GRAPH ([58] GraphGraphPattern)."""
    name: Token
    start: int
    """Of the clause, in the text."""
    end: int


@dataclass(frozen=True, slots=True)
class Clauses:
    """What was found in a query."""

    form: str
    """SELECT, ASK, CONSTRUCT or DESCRIBE."""
    default_graphs: tuple[str, ...]
    """IRIs of FROM."""
    named_graphs: tuple[str, ...]
    """IRIs of FROM NAMED."""
    _text: str
    _base: str
    _graphs: tuple[tuple[_Graph, str], ...]

    def query(self, served: Collection[str]) -> str:
        """Return the query without FROM, and with :data:`NOTHING` for graphs that are not ``served``."""
        text = self._text
        for graph, iri in reversed(self._graphs):
            kept = ""
            if graph.clause == "GRAPH":
                kept = f"GRAPH {NamedNode(iri if iri in served else NOTHING)}"
            text = f"{text[: graph.start]}{kept} {text[graph.end :]}"
        return f"BASE {NamedNode(self._base)}\n{text}" if self._base else text

    def solutions(self, served: Collection[str]) -> str | None:
        """Return a SELECT with as many solutions as the pattern of a CONSTRUCT or DESCRIBE has.

        None for the other forms, and where there is no pattern.
        """
        if self.form not in ("CONSTRUCT", "DESCRIBE"):
            return None
        text = self.query(served)
        found = list(tokens(text))
        first = first_after_prologue(found)
        groups = _outer_groups(found[first:])
        # [10] ConstructQuery: template and pattern, or CONSTRUCT WHERE with one group that is both.
        if len(groups) > 1 and found[first + 1].text == "{":
            del groups[0]
        if not groups:
            return None
        is_grouped = any(token.kind is Kind.WORD and token.text.upper() == "GROUP" for token in found[first:])
        columns = "(COUNT(*) AS ?solutions)" if is_grouped else "*"
        return f"{text[: found[first].start]}SELECT {columns} {text[groups[0] :]}"


def take_apart(text: str, base: str = "") -> Clauses:
    """Return the clauses of a query.

    Args:
        text: one that :func:`plangraph.store.syntax.check` lets pass with the same ``base``.
        base: IRI that relative ones are resolved against; empty: there are none.

    Raises:
        QueryRefusedError: FROM stands without a blank beside its neighbour, as only the engine reads it, or
            its IRI has escapes.
    """
    found = list(tokens(text))
    first = first_after_prologue(found)
    body = found[first:]
    form = next(form for form in _FORMS if body[0].text.upper().startswith(form))
    graphs = list(_graphs(text, body))
    iris = resolved(text[: body[0].start], [graph.name.text for graph in graphs], base)
    named = list(zip(graphs, iris, strict=True))
    return Clauses(
        form,
        tuple(iri for graph, iri in named if graph.clause == "FROM"),
        tuple(iri for graph, iri in named if graph.clause == "NAMED"),
        text,
        base,
        tuple(named),
    )


def dataset_clauses(text: str, base: str) -> tuple[str, ...] | None:
    """Return the IRIs of FROM and FROM NAMED; None where they cannot be told.

    Args:
        text: a query that was answered.
        base: IRI that relative ones were resolved against; empty: there are none.
    """
    try:
        clauses = take_apart(text, base)
    except QueryRefusedError:
        return None
    return (*clauses.default_graphs, *clauses.named_graphs)


def _graphs(text: str, body: Sequence[Token]) -> Iterator[_Graph]:
    for index, token in enumerate(body[:-1]):
        word = token.text.upper() if token.kind is Kind.WORD else ""
        following = body[index + 1]
        clause = word
        if word == "FROM" and following.text.upper() == "NAMED":
            clause, following = "NAMED", body[min(index + 2, len(body) - 1)]
        has_name = following.kind in (Kind.IRI, Kind.NAME)
        if word in ("FROM", "GRAPH") and has_name:
            yield _Graph(clause, following, token.start, following.start + len(following.text))
        elif "FROM" in word:
            line, column = place(text, token.start)
            raise QueryRefusedError(
                "FROM cannot be told from its neighbours",
                line=line,
                column=column,
                remedy="Put blanks around FROM and NAMED, and no escapes into the IRI.",
            )


def _outer_groups(body: Sequence[Token]) -> list[int]:
    """Return where in the text each brace opens that stands in no other."""
    depth, opened = 0, []
    for token in body:
        if token.text == "{":
            if depth == 0:
                opened.append(token.start)
            depth += 1
        elif token.text == "}":
            depth -= 1
    return opened
