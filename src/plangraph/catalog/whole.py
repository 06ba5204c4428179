"""The catalogue as one graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, VOID

from plangraph.catalog import authorities, distributions
from plangraph.catalog.agents import agents, contact
from plangraph.catalog.contents import Held
from plangraph.catalog.datasets import dataset, licence_of, period_triples
from plangraph.catalog.distributions import TITLES
from plangraph.catalog.parts import PARTS, Holder, Part, Words
from plangraph.catalog.places import Places
from plangraph.catalog.services import services
from plangraph.catalog.words import dates, descriptions, titles
from plangraph.graph.triples import Triple
from plangraph.iris import graph_iri
from plangraph.namespaces import DCATAPIT
from plangraph.profile import Profile

_SELF_DESCRIBED = "pnrr"
"""A graph that says title, date, licence and sources of itself; nothing is said twice."""


def catalogue_graph(profile: Profile, held: Mapping[str, Held]) -> Graph:
    """Return the catalogue of a plan's data.

    Args:
        profile: the plan, its municipality, and who publishes.
        held: the named graphs that are there, see :func:`~plangraph.catalog.contents.held_graphs`.
    """
    graph = Graph(bind_namespaces="none")
    for triple in _triples(profile, held):
        graph.add(triple)
    return graph


def _triples(profile: Profile, held: Mapping[str, Held]) -> Iterator[Triple]:
    places = Places(profile)
    parts = tuple(part for part in PARTS if held.keys() & set(part.graphs))
    datasets = tuple(places.dataset(part) for part in parts)
    yield from _catalogue(profile, places)
    for part in parts:
        yield places.catalogue, DCAT.dataset, places.dataset(part)
        yield from dataset(part, held, profile, places)
    yield from _all_together(profile, places, parts)
    yield from services(places, datasets)
    yield from agents(profile, places, with_source=any(part.holder is Holder.SOURCE for part in parts))
    yield from contact(places)
    yield from period_triples(profile, places)
    yield from _named_graphs(profile, places, held)


def _catalogue(profile: Profile, places: Places) -> Iterator[Triple]:
    node = places.catalogue
    yield node, RDF.type, DCAT.Catalog
    yield node, RDF.type, DCATAPIT.Catalog
    yield from titles(node, Words(f"Catalogo: {profile.title_it}", f"Catalogue: {profile.title_en}"))
    yield from descriptions(
        node,
        Words(
            "I dati di plangraph su un piano strategico comunale.",
            "The data of plangraph on a municipal strategic plan.",
        ),
    )
    yield from dates(node, profile)
    yield node, DCTERMS.publisher, places.publisher
    yield node, DCTERMS.license, authorities.CC_BY
    yield node, DCTERMS.spatial, URIRef(profile.municipality.territory)
    yield node, DCAT.themeTaxonomy, authorities.THEMES
    yield node, FOAF.homepage, places.address("")
    for language in authorities.LANGUAGES:
        yield node, DCTERMS.language, language


def _all_together(profile: Profile, places: Places, parts: tuple[Part, ...]) -> Iterator[Triple]:
    """Yield the dumps of all graphs, distributions of the plan's dataset, where one licence covers them."""
    plan = parts[0]
    if {str(licence_of(part, profile)) for part in parts} <= authorities.CC_BY_NAMES:
        yield from distributions.of_all(places, places.dataset(plan), licence_of(plan, profile))


def _named_graphs(profile: Profile, places: Places, held: Mapping[str, Held]) -> Iterator[Triple]:
    """Yield title, date, licence and dataset of each named graph."""
    dataset_of = {name: part for part in PARTS for name in part.graphs}
    for name in (*held, "catalogue"):
        node, part = graph_iri(name), dataset_of.get(name)
        if part is not None:
            yield node, DCTERMS.isPartOf, places.dataset(part)
        if name == _SELF_DESCRIBED:
            continue
        yield node, RDF.type, VOID.Dataset
        yield from titles(node, TITLES[name])
        yield from dates(node, profile, held[name].modified if name in held else "")
        yield node, DCTERMS.license, licence_of(part, profile) if part else authorities.CC_BY
        yield node, DCTERMS.publisher, places.publisher
        if part is not None and part.holder is Holder.MUNICIPALITY:
            yield node, DCTERMS.source, places.iris.file(profile.source.name)
