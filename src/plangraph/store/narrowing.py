"""The solutions that have certain values, where the engine that finds them cannot be told which to find."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pyoxigraph

from plangraph.store.answer import Answer
from plangraph.store.formats import JSON, Kind
from plangraph.store.terms import XSD_STRING, Iri, Literal, Term


def narrowed(answer: Answer, values: Mapping[str, Term]) -> Answer:
    """Return those solutions of ``answer`` in which each variable of ``values`` has its value.

    The SPARQL protocol has no parameters, and pasting values into a query is how they become code.

    Args:
        answer: read to its end here; one without solutions is returned as it is.
        values: by variable; one that ``answer`` has not got decides nothing.
    """
    if answer.kind is not Kind.SOLUTIONS:
        return answer
    wanted = {name: _json(term) for name, term in values.items() if name in answer.variables}
    # The engine makes solutions from a document only, so they walk through one.
    document = json.loads(answer.write(JSON))
    document["results"]["bindings"] = [
        solution
        for solution in document["results"]["bindings"]
        if all(solution.get(name) == term for name, term in wanted.items())
    ]
    read = pyoxigraph.parse_query_results(json.dumps(document), format=pyoxigraph.QueryResultsFormat.JSON)
    return Answer(read, {})


def _json(term: Term) -> dict[str, Any]:
    """Return a term as SPARQL 1.1 Query Results JSON Format, 3.2.2 has it."""
    if isinstance(term, Literal):
        language = {"xml:lang": term.language} if term.language else {}
        typed = {"datatype": term.datatype} if not term.language and term.datatype != XSD_STRING else {}
        return {"type": "literal", "value": term.value, **language, **typed}
    return {"type": "uri" if isinstance(term, Iri) else "bnode", "value": term.value}
