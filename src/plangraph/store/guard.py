"""What a query may not do, judged from its tokens before the engine sees it.

The engine follows SERVICE to any address and its parser recurses: a query nested or chained too far ends
the process with a stack overflow, not with an exception (pyoxigraph 0.5.13). Its parser also works without
terminals, so ``SERVICESILENT``, ``trueSERVICE`` and ``SERVICEex:x {`` are calls too. Where tokens and engine
could disagree, the guard refuses: ``GRAPH service:x {`` is the price.
"""

from __future__ import annotations

from dataclasses import dataclass

from plangraph.store.errors import QueryRefusedError, QueryTooComplexError, QueryTooLongError
from plangraph.store.tokens import Kind, Token, place, tokens

LONGEST = 65_536
"""Characters in a query, unless the operator says otherwise."""
DEEPEST = 50
"""Brackets open at once, see ``docs/decisions/0004-store-and-server.md`` for the experiment."""
MOST_STEPS = 1_000
"""Tokens, the free ones of :class:`_Effort` not counted; same experiment."""

# [30] Update1
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_TERMS = frozenset({Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER, Kind.VARIABLE})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard learnt about a query that it lets pass."""

    chooses_graphs: bool
    """The query has FROM or FROM NAMED clauses, [13] DatasetClause."""
    makes_blanks: bool
    """The query calls BNODE(), [121] BuiltInCall, whose results have random labels."""


def judge(text: str, *, longest: int = LONGEST) -> Verdict:
    """Look at a query's tokens; the grammar stays the engine's business.

    Args:
        text: the query.
        longest: characters allowed.

    Raises:
        QueryTooLongError: ``text`` has more than ``longest`` characters.
        QueryTooComplexError: deeper than :data:`DEEPEST` or longer than :data:`MOST_STEPS`.
        QueryRefusedError: it calls SERVICE, or is an update.
    """
    if len(text) > longest:
        raise QueryTooLongError(
            f"the query has {len(text):,} characters, {longest:,} are allowed",
            remedy="Send shorter lists of values in several queries.",
        )
    chooses_graphs, makes_blanks, in_prologue = False, False, True
    effort = _Effort(text)
    previous = Token(Kind.STRAY, "", 0)
    for token in tokens(text):
        effort.add(token, previous)
        if _calls_service(token, previous):
            raise _refused(text, token, "SERVICE is not allowed here", "Query the other endpoint yourself.")
        if token.kind is Kind.WORD:
            word = token.text.upper()
            chooses_graphs = chooses_graphs or "FROM" in word
            makes_blanks = makes_blanks or "BNODE" in word
            if in_prologue and word not in ("BASE", "PREFIX", "VERSION"):
                in_prologue = False
                if word in _UPDATES:
                    problem = f"{word} would change the data, and this service only reads"
                    raise _refused(text, token, problem, "Send a query.")
        previous = token
    return Verdict(chooses_graphs, makes_blanks)


def _calls_service(token: Token, previous: Token) -> bool:
    if token.kind is Kind.WORD:
        return "SERVICE" in token.text.upper()
    if token.text == "{" and previous.kind is Kind.NAME:
        # The engine reads `SERVICE:x {` and `SERVICEex:x {` as calls where no such prefix is declared.
        return "SERVICE" in previous.text.partition(":")[0].upper()
    return False


def _refused(text: str, token: Token, problem: str, remedy: str = "") -> QueryRefusedError:
    line, column = place(text, token.start)
    return QueryRefusedError(problem, line=line, column=column, remedy=remedy)


class _Effort:
    """Counts what the engine's parser and planner recurse over.

    Free are the tokens of a VALUES block ([65] DataBlock) and terms after a comma inside parentheses
    (lists of IN and of functions): the engine keeps both in flat lists, and users send thousands.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._steps = 0
        self._open: list[str] = []
        self._values = ""  # "" outside VALUES, "head" between keyword and brace, "data" inside the braces

    def add(self, token: Token, previous: Token) -> None:
        """Count ``token``.

        Raises:
            QueryTooComplexError: with this token it is too much.
        """
        self._follow_values(token)
        if token.kind is Kind.OPEN:
            self._open.append(token.text)
        elif token.kind is Kind.CLOSE and self._open:
            self._open.pop()
        self._steps += not self._is_free(token, previous)
        if len(self._open) > DEEPEST:
            raise self._too_much(token, f"more than {DEEPEST} brackets are open at once")
        if self._steps > MOST_STEPS:
            raise self._too_much(token, f"the query has more than {MOST_STEPS:,} words, marks and terms")

    def _follow_values(self, token: Token) -> None:
        if token.kind is Kind.WORD and token.text.upper() == "VALUES":
            self._values = "head"
        elif self._values == "head" and token.kind is not Kind.VARIABLE and token.text not in ("(", ")"):
            self._values = "data" if token.text == "{" else ""
        elif self._values == "data" and token.text in ("{", "}"):
            self._values = ""

    def _is_free(self, token: Token, previous: Token) -> bool:
        if self._values == "data":
            return True
        in_list = bool(self._open) and self._open[-1] == "("
        return in_list and (token.text == "," or (previous.text == "," and token.kind in _TERMS))

    def _too_much(self, token: Token, problem: str) -> QueryTooComplexError:
        line, column = place(self._text, token.start)
        remedy = "Split the query; lists in VALUES and IN (…) do not count."
        return QueryTooComplexError(problem, line=line, column=column, remedy=remedy)
