"""A bound parameter leaves of the whole answer just the rows that have its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plangraph.queries import StoredQuery, read_queries

Ask = Callable[..., list[Mapping[str, str]]]

FOLDER = Path(__file__).resolve().parents[2] / "queries"
SEARCHES = {("search", "words"), ("where-the-text-says-so", "text")}
"""Parameters that are no value of the data but a part of one; the cases test them."""
PARAMETERS = [
    (query, parameter.name)
    for query in read_queries(FOLDER)
    for parameter in query.parameters
    if (query.name, parameter.name) not in SEARCHES
]


def type_of(query: StoredQuery, name: str) -> str:
    return next(parameter.type for parameter in query.parameters if parameter.name == name)


def fits(query: StoredQuery, name: str, value: str) -> bool:
    # Objects of triples are literals, too; those have no IRI to ask for.
    return "://" in value if type_of(query, name) == "iri" else value != ""


@pytest.mark.parametrize(("query", "name"), PARAMETERS, ids=lambda part: getattr(part, "name", part))
def test_a_bound_parameter_leaves_the_rows_with_its_value(ask: Ask, query: StoredQuery, name: str) -> None:
    everything = ask(query.name)
    values = sorted(value for value in {row[name] for row in everything} if fits(query, name, value))
    assert values, f"?{name} is never bound: nobody can know what to ask for"
    for value in {values[0], values[len(values) // 2], values[-1]}:
        assert ask(query.name, **{name: value}) == [row for row in everything if row[name] == value]


@pytest.mark.parametrize(("query", "name"), PARAMETERS, ids=lambda part: getattr(part, "name", part))
def test_a_value_that_nothing_has_leaves_no_row(ask: Ask, query: StoredQuery, name: str) -> None:
    nowhere = {"integer": "999999", "iri": "urn:example:nothing", "language": "tlh", "string": "nothing"}
    assert ask(query.name, **{name: nowhere[type_of(query, name)]}) == []


def test_parameters_together_leave_what_both_leave(ask: Ask) -> None:
    name = "activities-by-area"
    both = ask(name, area="12", sector="05")
    assert both == [row for row in ask(name) if (row["area"], row["sector"]) == ("12", "05")]
    assert len(both) == 1


def test_an_empty_text_is_no_value(ask: Ask) -> None:
    assert ask("activities-by-year", year="") == ask("activities-by-year")
