"""Functions besides SPARQL's own (SPARQL 1.1 Query Language, 17.6), which whoever opens a dataset adds to it.

The engine takes an exception in a function for an error of SPARQL, which makes a filter false without a word.
So what went wrong is kept here, and told when the query is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pyoxigraph

from plangraph.errors import PlangraphError
from plangraph.store.errors import QueryRefusedError
from plangraph.store.names import possible_calls
from plangraph.store.terms import Term, from_engine, to_engine
from plangraph.store.tokens import place

NAMESPACE = "https://w3id.org/plangraph/search#"
MATCHES, SCORE, SNIPPET = f"{NAMESPACE}matches", f"{NAMESPACE}score", f"{NAMESPACE}snippet"
"""IRIs of the functions of search (``ontology/search.ttl``), which only an engine of ours can have."""
SEARCH = (MATCHES, SCORE, SNIPPET)

Function = Callable[[Sequence[Term]], Term | None]
"""Takes the arguments; None, like arguments that are missing or of another type, is an error of SPARQL."""
Functions = Mapping[str, Function]
"""By IRI."""

_EngineTerm = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple


class Calls:
    """The functions as the engine calls them in one query."""

    def __init__(self, functions: Functions) -> None:
        self._failure: PlangraphError | None = None
        self.for_engine = {
            pyoxigraph.NamedNode(iri): self._caught(function) for iri, function in functions.items()
        }

    def require_success(self) -> None:
        """Pass on what went wrong in a function, if anything did.

        Raises:
            PlangraphError: as the function raised it.
        """
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    def _caught(self, function: Function) -> Callable[..., pyoxigraph.Literal | None]:
        def call(*arguments: _EngineTerm) -> pyoxigraph.Literal | None:
            if self._failure is not None:  # nobody will see the answer
                return None
            try:
                found = function([from_engine(argument) for argument in arguments])
            except PlangraphError as error:
                self._failure = error.with_traceback(None)
                return None
            return None if found is None else to_engine(found)  # type: ignore[return-value]

        return call


def refuse_search(text: str, why: str, base: str = "") -> None:
    """Refuse a query, of which the grammar is right, that calls a function of :data:`SEARCH`.

    Args:
        text: of the query.
        why: that cannot be.
        base: IRI that relative ones are resolved against; empty: there are none.

    Raises:
        QueryRefusedError: it does.
    """
    if NAMESPACE not in text:
        return
    for name, iri in possible_calls(text, base):
        if iri in SEARCH:
            line, column = place(text, name.start)
            problem = f"the function {name.text} is not to be had: {why}"
            remedy = "Search at /search, or compare texts with CONTAINS or REGEX."
            raise QueryRefusedError(problem, line=line, column=column, remedy=remedy)
