"""What a query may not do, judged from its tokens before the engine sees it.

The engine follows SERVICE to any address and its parser recurses: a query nested or chained too far ends
the process with a stack overflow, not with an exception (pyoxigraph 0.5.13). Its parser also works without
terminals, so ``SERVICESILENT``, ``trueSERVICE`` and ``SERVICEex:x {`` are calls too. Where tokens and engine
could disagree, the guard refuses: ``GRAPH service:x {`` is the price.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

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
_VOLATILE = ("NOW", "RAND", "UUID")
# Of prov:wasDerivedFrom, unlike of FROM, no name of a graph can be the next thing.
_TELLING = re.compile(r"SERVICE|BNODE|FROM(?!\s*+[?$;,.)}\]|/*+^])|" + "|".join(_VOLATILE))
"""Without any of these, in upper case, the verdict is the usual one."""
# [4] Prologue as nearly everybody writes it, and the first word of [2] Query; possessive, so never slow.
_PLAIN_START = re.compile(
    r"(?:\s|#[^\n\r]*[\n\r]|(?:PREFIX\s+[A-Z0-9_-]*:|BASE)\s*<[^<>\"{}|^`\\\x00-\x20]*>)*+"
    r"(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard learnt about a query that it lets pass."""

    chooses_graphs: bool
    """The query has FROM or FROM NAMED clauses, [13] DatasetClause."""
    makes_blanks: bool
    """The query calls BNODE(), [121] BuiltInCall, whose results have random labels."""
    is_volatile: bool
    """It calls NOW(), RAND(), UUID(), STRUUID() or another endpoint: asked again, it may answer otherwise."""
    calls: bool
    """It calls an endpoint by SERVICE that may be called."""


_USUAL = Verdict(chooses_graphs=False, makes_blanks=False, is_volatile=False, calls=False)


@lru_cache(maxsize=4)
def judge(text: str, *, longest: int = LONGEST, services: frozenset[str] = frozenset()) -> Verdict:
    """Look at a query's tokens; the grammar stays the engine's business. The last verdicts are remembered.

    Args:
        text: the query.
        longest: characters allowed.
        services: IRIs of the endpoints that SERVICE may name.

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
    if _is_plain(text):
        return _USUAL
    chooses_graphs, makes_blanks, is_volatile, in_prologue = False, False, False, True
    effort, service = _Effort(text), _Service(text, services)
    previous = Token(Kind.STRAY, "", 0)
    for token in tokens(text):
        effort.add(token, previous)
        service.add(token, previous)
        if token.kind is Kind.WORD:
            word = token.text.upper()
            chooses_graphs = chooses_graphs or "FROM" in word
            makes_blanks = makes_blanks or "BNODE" in word
            is_volatile = is_volatile or any(name in word for name in _VOLATILE)
            if in_prologue and word not in ("BASE", "PREFIX", "VERSION"):
                in_prologue = False
                if word in _UPDATES:
                    problem = f"{word} would change the data, and this service only reads"
                    raise _refused(text, token, problem, "Send a query.")
        previous = token
    return Verdict(chooses_graphs, makes_blanks, is_volatile or service.calls, service.calls)


def _is_plain(text: str) -> bool:
    """Say whether a glance shows that the tokens would have nothing to tell: most queries are like this.

    Cutting a query into tokens takes longer than the engine takes to answer most. Every bound here is on the
    safe side: a bracket in a string counts, after the prologue every character counts as a token, and in the
    prologue every third: ``PREFIX:<>``, the shortest declaration, is three.
    """
    start = _PLAIN_START.match(text)
    if start is None or start.end() // 3 + len(text) - start.end() > MOST_STEPS:
        return False
    brackets = text.count("{") + text.count("(") + text.count("[")
    return brackets <= DEEPEST and _TELLING.search(text.upper()) is None


class _Service:
    """Lets calls pass whose endpoint is allowed and written as an IRI; refuses whatever else may be one."""

    def __init__(self, text: str, services: frozenset[str]) -> None:
        self._text, self._services = text, services
        self._keyword: Token | None = None
        self.calls = False

    def add(self, token: Token, previous: Token) -> None:
        """Follow ``token``.

        Raises:
            QueryRefusedError: with this token it may be a call that is not allowed.
        """
        word = token.text.upper() if token.kind is Kind.WORD else ""
        if self._keyword is not None and word != "SILENT":
            if token.kind is not Kind.IRI or token.text[1:-1] not in self._services:
                raise self._refusal(self._keyword)
            self._keyword, self.calls = None, True
        elif word == "SERVICE" and self._services:
            self._keyword = token
        elif "SERVICE" in word or (token.text == "{" and _is_glued(previous)):
            raise self._refusal(token)

    def _refusal(self, token: Token) -> QueryRefusedError:
        if not self._services:
            return _refused(
                self._text, token, "SERVICE is not allowed here", "Query the other endpoint yourself."
            )
        names = ", ".join(f"<{iri}>" for iri in sorted(self._services))
        return _refused(self._text, token, "SERVICE may not call that", f"Name one of {names}, as an IRI.")


def _is_glued(previous: Token) -> bool:
    """Say whether a brace after ``previous`` may open a call.

    The engine reads `SERVICE:x {` and `SERVICEex:x {` as calls where no such prefix is declared.
    """
    return previous.kind is Kind.NAME and "SERVICE" in previous.text.partition(":")[0].upper()


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
