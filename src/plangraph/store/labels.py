"""What things are called: the label of an IRI, and answers with columns of labels."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import pyoxigraph

from plangraph.store.answer import Answer
from plangraph.store.dataset import Dataset
from plangraph.store.errors import QueryParameterError
from plangraph.store.formats import JSON, Kind
from plangraph.store.terms import Literal, Term

LABELS = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://purl.org/dc/terms/title",
    "http://www.w3.org/ns/shacl#name",
    "https://w3id.org/plangraph/ontology#surfaceForm",  # a mention is known by what the text calls it
)
"""Properties whose values name a thing, the best first."""

_Term = dict[str, Any]
_Solution = dict[str, _Term]


def label(dataset: Dataset, iri: str, language: str) -> Literal | None:
    """Return the best label of ``iri``: in ``language``, else without any, else in another; None if none."""
    return labels(dataset, [iri], language).get(iri)


def labels(dataset: Dataset, iris: Collection[str], language: str) -> dict[str, Literal]:
    """Return :func:`label` of each of ``iris`` that has one."""
    values = dataset.objects_of(iris, LABELS)
    best = {iri: _best([values.get((iri, name), ()) for name in LABELS], language) for iri in iris}
    return {iri: found for iri, found in best.items() if found is not None}


def _best(values: Iterable[Sequence[Term]], language: str) -> Literal | None:
    found = [value for group in values for value in group if isinstance(value, Literal)]
    ranked = sorted(found, key=lambda literal: (literal.language != language, literal.language != ""))
    return ranked[0] if ranked else None


def labelled(answer: Answer, dataset: Dataset, language: str, *, largest: int | None = None) -> Answer:
    """Return solutions with a column ``xLabel`` after each variable ``x`` that binds an IRI somewhere.

    Args:
        answer: read to its end here.
        dataset: knows the labels.
        language: the preferred one, see :func:`label`.
        largest: bytes that ``answer`` may have, see :meth:`Answer.write`.

    Raises:
        QueryError: ``answer`` has no columns, or the query failed while it ran.
    """
    if answer.kind is not Kind.SOLUTIONS:
        raise QueryParameterError(
            f"an answer of {answer.kind.value} has no columns to label", remedy="Leave «labels» out."
        )
    # The engine makes solutions from a document only, so they walk through one.
    document = json.loads(answer.write(JSON, largest=largest))
    solutions: list[_Solution] = document["results"]["bindings"]
    columns = _label_columns(answer.variables, solutions)
    iris = {term["value"] for solution in solutions for term in solution.values() if term["type"] == "uri"}
    names = labels(dataset, sorted(iris), language)
    found = {iri: _json(names.get(iri)) for iri in iris}
    for solution in solutions:
        for name, term in list(solution.items()):
            if term["type"] == "uri" and found[term["value"]]:
                solution[columns[name]] = found[term["value"]]
    document["head"]["vars"] = [
        column for name in answer.variables for column in (name, columns.get(name)) if column
    ]
    read = pyoxigraph.parse_query_results(json.dumps(document), format=pyoxigraph.QueryResultsFormat.JSON)
    return Answer(read, {})


def _label_columns(variables: Sequence[str], solutions: list[_Solution]) -> dict[str, str]:
    """Return the label column of each variable that binds an IRI; its name is one that is still free."""
    taken, columns = set(variables), {}
    bound = {name for solution in solutions for name, term in solution.items() if term["type"] == "uri"}
    for name in variables:
        if name in bound:
            column = f"{name}Label"
            while column in taken:
                column += "_"
            taken.add(column)
            columns[name] = column
    return columns


def _json(found: Literal | None) -> _Term:
    """Return a label as SPARQL 1.1 Query Results JSON Format, 3.2.2 has it; empty for none."""
    if found is None:
        return {}
    language = {"xml:lang": found.language} if found.language else {}
    return {"type": "literal", "value": found.value, **language}
