"""From what people type to values of a question's parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from plangraph.errors import UsageError
from plangraph.queries.question import TYPES, Parameter, StoredQuery

XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter's value, to be made a term of the store."""

    text: str
    """The IRI, or the literal's lexical form."""
    datatype: str | None
    """IRI of the literal's datatype; None where the value is an IRI."""


def bind(query: StoredQuery, given: Mapping[str, str]) -> Mapping[str, Value]:
    """Return the values of the parameters that ``given`` fixes.

    Args:
        query: the question.
        given: text by parameter. An empty text is no value, like a field of a form left empty. For an ``iri``
            a name with a prefix that the query declares will do (``plan:fundedUnder``).

    Raises:
        UsageError: the query has no such parameter, or a text is not of its type.
    """
    parameters = {parameter.name: parameter for parameter in query.parameters}
    values = {}
    for name, text in given.items():
        if name not in parameters:
            raise UsageError(f"{query.name} has no parameter «{name}». {_offer(query)}")
        if text.strip():
            values[name] = _value(query, parameters[name], text.strip())
    return values


def _value(query: StoredQuery, parameter: Parameter, text: str) -> Value:
    try:
        return _READERS[parameter.type](query, text)
    except ValueError as error:
        problem = f"{query.name}: «{text}» is no value for {parameter.name}, which is {error}"
        raise UsageError(f"{problem}. {_offer(query)}") from error


def _offer(query: StoredQuery) -> str:
    if not query.parameters:
        return "It has none."
    offered = "; ".join(f"{each.name} ({each.type}): {each.description}" for each in query.parameters)
    return f"Its parameters: {offered}."


_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")  # SPARQL 1.1, [139] IRIREF, absolute
_SHOWN = {"id": "https://w3id.org/plangraph/id/"}
"""Prefixes that tables shorten IRIs with, whether or not a query declares them."""
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")  # the engine computes with 64 bits
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # BCP 47 as [145] LANGTAG has it


def _iri(query: StoredQuery, text: str) -> Value:
    prefix, _, local = text.partition(":")
    declared = re.search(rf"(?im)^\s*PREFIX\s+{re.escape(prefix)}:\s*<([^>]*)>", query.text)
    shown = _SHOWN.get(prefix)
    full = declared[1] + local if declared else shown + local if shown else text
    if not _IRI.fullmatch(full):
        raise ValueError("an absolute IRI, or a name with a prefix that the query declares")
    return Value(full, None)


def _string(_query: StoredQuery, text: str) -> Value:
    return Value(text, f"{XSD}string")


def _integer(_query: StoredQuery, text: str) -> Value:
    if not _INTEGER.fullmatch(text):
        raise ValueError("a whole number")
    return Value(str(int(text)), f"{XSD}integer")


def _language(_query: StoredQuery, text: str) -> Value:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError("a language tag, such as it or en")
    return Value(text.lower(), f"{XSD}string")


_READERS: Mapping[str, Callable[[StoredQuery, str], Value]] = dict(
    zip(TYPES, (_integer, _iri, _language, _string), strict=True)
)
