"""National totals and the municipality's own projects never meet in one sum; columns say which is which.

The queries are read as algebra: what a property of either kind binds is national or local, and so is whatever
is computed from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from rdflib import URIRef, Variable
from rdflib.paths import Path as PropertyPath
from rdflib.paths import SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from plangraph.namespaces import PLAN
from plangraph.queries import StoredQuery, read_queries

QUERIES = read_queries(Path(__file__).resolve().parents[2] / "queries")

NATIONAL = {
    PLAN.climateAmount,
    PLAN.digitalAmount,
    PLAN.existingProjectsAmount,
    PLAN.newProjectsAmount,
    PLAN.plannedAmount,
    PLAN.committedAmount,
    PLAN.availableAmount,
    PLAN.agreedAmount,
    PLAN.admittedCost,
    PLAN.projectCount,
}
"""Figures of a measure, call or programme in the whole of Italy."""
LOCAL = {
    term
    for term in (URIRef(str(PLAN[name])) for name in PLAN.__annotations__ if name[:1] != "_")
    if str(term).rpartition("#")[2].startswith(("financed", "paid"))
} | {PLAN.tenderAmount, PLAN.awardAmount}
"""Figures of one project."""
BOTH = {PLAN.amount: "allocation", PLAN.targetValue: "milestoneScope"}
"""National where the query walks the second property too, otherwise local."""


def parts(node: Any) -> Iterator[CompValue]:
    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from parts(value)
    elif isinstance(node, list | tuple | set):
        for each in node:
            yield from parts(each)


def variables(node: Any) -> set[Variable]:
    if isinstance(node, Variable):
        return {node}
    if isinstance(node, CompValue):
        return {found for value in node.values() for found in variables(value)}
    return (
        {found for each in node for found in variables(each)}
        if isinstance(node, list | tuple | set)
        else set()
    )


def scope(predicate: Any, text: str) -> str | None:
    if isinstance(predicate, PropertyPath):
        predicate = predicate.args[-1] if isinstance(predicate, SequencePath) else predicate
    if predicate in BOTH:
        return "national" if f"plan:{BOTH[predicate]}" in text else "local"
    return "national" if predicate in NATIONAL else "local" if predicate in LOCAL else None


def computed_from(extend: CompValue) -> set[Variable]:
    """Return the variables of an expression, aggregates by what they add: each subquery numbers its own."""
    below = extend["p"]
    while below.name in {"Extend", "Filter"}:
        below = below["p"]
    added = below["A"] if below.name == "AggregateJoin" else []
    inside = {each["res"]: variables(each["vars"]) for each in added}
    return {found for each in variables(extend["expr"]) for found in inside.get(each, {each})}


def scopes(text: str) -> Mapping[Variable, set[str]]:
    """Return what each variable of a query is a figure of."""
    found: dict[Variable, set[str]] = defaultdict(set)
    nodes = list(parts(translateQuery(parseQuery(text)).algebra))
    local_sum = "plan:paid" in text and 'STR(plan:), "paid"' in text  # the property itself is a variable
    for node in nodes:
        triples = node.get("triples") or () if node.name == "BGP" else ()
        for _, predicate, value in triples:
            kind = scope(predicate, text)
            if isinstance(value, Variable) and (kind or (isinstance(predicate, Variable) and local_sum)):
                found[value].add(kind or "local")
    before = -1
    while before != (before := sum(map(len, found.values()))):
        for node in nodes:
            if node.name == "Extend":
                for each in computed_from(node):
                    found[node["var"]] |= found[each]
    return found


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_query_puts_national_and_local_figures_into_one(query: StoredQuery) -> None:
    mixed = {name for name, kinds in scopes(query.text).items() if len(kinds) > 1}
    assert mixed == set()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_column_of_projects_or_of_what_stands_behind_an_activity_says_whose_figure_it_is(
    query: StoredQuery,
) -> None:
    projected = {str(name) for name in translateQuery(parseQuery(query.text)).algebra.get("PV") or ()}
    kinds = {str(name): kind for name, kinds in scopes(query.text).items() for kind in kinds}
    if "plan:linkedActivity" in query.text or "plan:locatedIn" in query.text:
        assert {name for name in projected & set(kinds) if not name.startswith(kinds[name])} == set()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (SUM(?a + ?b) AS ?c) { ?x plan:paidTotal ?a . ?y plan:plannedAmount ?b }",
        "SELECT (SUM(?a) AS ?c) { { ?x plan:paidTotal ?a } UNION { ?y plan:allocation/plan:amount ?a } }",
        "SELECT (?s + ?b AS ?c) {{ SELECT (SUM(?a) AS ?s) { ?x plan:paidFoi ?a }} ?y plan:admittedCost ?b }",
    ],
)
def test_a_sum_of_both_is_noticed(query: str) -> None:
    text = f"PREFIX plan: <{PLAN._NS}> {query}"
    assert any(len(kinds) > 1 for kinds in scopes(text).values())
