"""What another store answers, read into an :class:`~plangraph.store.answer.Answer` of ours.

Solutions are wanted as JSON, graphs as N-Triples or Turtle: the two that every store has, and of which
a part cannot be taken for the whole where the length of the body is kept
(:mod:`~plangraph.store.connection`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pyoxigraph

from plangraph.store.answer import Answer
from plangraph.store.errors import StoreAnswerError
from plangraph.store.formats import N_TRIPLES, TURTLE
from plangraph.store.reply import Reply

RESULTS = "application/sparql-results+json"
GRAPH = "application/n-triples, text/turtle;q=0.8"
_SYNTAXES = {
    "application/n-triples": N_TRIPLES,
    "text/plain": N_TRIPLES,  # what it was called before RDF 1.1
    "text/ntriples": N_TRIPLES,
    "text/turtle": TURTLE,
    "application/x-turtle": TURTLE,
}


def accepted(form: str) -> str:
    """Return the Accept header for a query of this form."""
    return RESULTS if form in ("SELECT", "ASK") else GRAPH


def read_answer(reply: Reply, form: str, prefixes: Mapping[str, str], store: str) -> Answer:
    """Return the answer to a query of this form; blank nodes are numbered as they appear.

    Raises:
        StoreAnswerError: it is of another type, or broken.
    """
    if reply.charset not in ("utf-8", "utf8", "us-ascii"):
        raise _unusable(store, f"is in {reply.charset[:40]}, not in UTF-8")
    try:
        if form in ("SELECT", "ASK"):
            return _results(reply, form, prefixes, store)
        return Answer(_triples(reply, store), prefixes)
    except (SyntaxError, ValueError) as error:  # ValueError: of json, and of bytes that are not UTF-8
        raise _unusable(store, "is broken") from error


def _results(reply: Reply, form: str, prefixes: Mapping[str, str], store: str) -> Answer:
    if reply.media_type not in (RESULTS, "application/json"):
        raise _unusable(store, f"is of the type «{reply.media_type[:60]}», not {RESULTS}")
    body = _number_blanks(reply.body) if b'"bnode"' in reply.body else reply.body
    answer = pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON)
    if isinstance(answer, pyoxigraph.QueryBoolean) != (form == "ASK"):
        raise _unusable(store, f"is not that of {form}")
    return Answer(answer, prefixes, meaning=lambda _: _unusable(store, "is broken"))


def _number_blanks(body: bytes) -> bytes:
    """Return results whose blank nodes have labels that depend on the results only.

    Virtuoso 7 labels them ``nodeID://b10001``, which is no label of a blank node elsewhere.
    """
    document = json.loads(body)
    numbers: dict[str, str] = {}

    def number(term: dict[str, Any]) -> None:
        if term.get("type") == "bnode":
            term["value"] = numbers.setdefault(term["value"], f"b{len(numbers)}")
        elif term.get("type") == "triple":  # RDF 1.2
            for part in term["value"].values():
                number(part)

    try:
        for solution in document["results"]["bindings"]:
            for term in solution.values():
                number(term)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no results") from error
    return json.dumps(document).encode()


def _triples(reply: Reply, store: str) -> list[pyoxigraph.Triple]:
    syntax = _SYNTAXES.get(reply.media_type)
    if syntax is None:
        raise _unusable(store, f"is of the type «{reply.media_type[:60]}», neither N-Triples nor Turtle")
    assert isinstance(syntax.engine, pyoxigraph.RdfFormat)
    quads = pyoxigraph.parse(reply.body, format=syntax.engine)
    return list(dict.fromkeys(quad.triple for quad in quads))


def _unusable(store: str, why: str) -> StoreAnswerError:
    return StoreAnswerError(
        f"the answer of {store} {why}. There is no partial answer",
        remedy="Ask again; if it recurs, tell the operator.",
    )
