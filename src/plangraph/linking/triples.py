"""Links, what was searched, and what was not chosen, as triples of ``id:graph/links``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, XSD

from plangraph.graph.triples import Triple
from plangraph.iris import Iris
from plangraph.linking.values import Alternative, Decision, Link, Linked, Search
from plangraph.namespaces import ID, PLAN


def links_graph(linked: Linked, iris: Iris, on: date) -> Graph:
    """Return the graph of all links of a plan.

    Args:
        linked: what was found.
        iris: of the plan.
        on: the day of the data that were searched; the same input gives the same graph on any day.
    """
    graph = Graph(bind_namespaces="none")
    for triple in _run_triples(linked, iris, on):
        graph.add(triple)
    for search in linked.searches:
        for triple in _search_triples(search, iris):
            graph.add(triple)
    return graph


def _run_triples(linked: Linked, iris: Iris, on: date) -> Iterator[Triple]:
    run = iris.link_run
    yield run, RDF.type, PLAN.LinkRun
    yield run, RDFS.label, Literal("Ricerca dei collegamenti con il PNRR", lang="it")
    yield run, RDFS.label, Literal("Search for links to the PNRR", lang="en")
    yield run, DCTERMS.date, Literal(on, datatype=XSD.date)
    yield run, PLAN.threshold, _decimal(linked.threshold)
    yield run, DCTERMS.subject, iris.plan
    for used in linked.used:
        yield run, PROV.used, used


def _search_triples(search: Search, iris: Iris) -> Iterator[Triple]:
    node = iris.link_search(search.activity.iri)
    yield node, RDF.type, PLAN.LinkSearch
    yield node, DCTERMS.isPartOf, iris.link_run
    yield node, PLAN.searchedActivity, search.activity.iri
    for other in search.alternatives:
        yield node, PLAN.alternative, iris.link_alternative(search.activity.iri, other.target.iri)
        yield from _alternative_triples(other, search.activity.iri, iris)
    for link in search.links:
        yield node, PROV.generated, iris.link(search.activity.iri, link.target.iri, link.method)
        yield from _link_triples(link, iris)


def _link_triples(link: Link, iris: Iris) -> Iterator[Triple]:
    node = iris.link(link.activity.iri, link.target.iri, link.method)
    # The class above is stated too: nobody infers it, for links are no premise of reasoning.
    yield node, RDF.type, PLAN.Link
    yield node, RDF.type, PLAN.ProjectLink if link.target.is_project else PLAN.MeasureLink
    yield node, PLAN.linkedActivity, link.activity.iri
    yield node, PLAN.linkedProject if link.target.is_project else PLAN.linkedMeasure, link.target.iri
    yield node, PLAN.linkMethod, ID[f"link-method/{link.method}"]
    yield node, PLAN.linkStatus, ID[f"link-status/{link.status}"]
    yield node, PLAN.score, _decimal(link.score)
    yield node, PLAN.quote, Literal(link.quote)
    for source in link.evidence:
        yield node, PROV.wasDerivedFrom, source
    for other in link.alternatives:
        yield node, PLAN.alternative, iris.link_alternative(link.activity.iri, other.target.iri)
        yield from _alternative_triples(other, link.activity.iri, iris)
    if link.decision is not None:
        yield from _decision_triples(node, link.decision, iris)


def _alternative_triples(alternative: Alternative, activity: URIRef, iris: Iris) -> Iterator[Triple]:
    node = iris.link_alternative(activity, alternative.target.iri)
    yield node, RDF.type, PLAN.LinkAlternative
    yield (
        node,
        PLAN.linkedProject if alternative.target.is_project else PLAN.linkedMeasure,
        alternative.target.iri,
    )
    yield node, PLAN.score, _decimal(alternative.score)
    yield node, PLAN.rank, Literal(alternative.rank)


def _decision_triples(link: URIRef, decision: Decision, iris: Iris) -> Iterator[Triple]:
    steward = iris.steward(decision.by)
    yield link, PROV.wasAttributedTo, steward
    yield link, PLAN.decidedOn, Literal(decision.on, datatype=XSD.date)
    yield link, PLAN.decisionReason, Literal(decision.why)
    yield steward, RDF.type, PROV.Agent
    yield steward, RDFS.label, Literal(decision.by)


def _decimal(value: Decimal) -> Literal:
    return Literal(value, datatype=XSD.decimal)
