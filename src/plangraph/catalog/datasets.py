"""Triples of one dataset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, XSD

from plangraph.catalog import authorities, distributions
from plangraph.catalog.agents import pointing_to_contact
from plangraph.catalog.contents import Held, named
from plangraph.catalog.parts import Holder, Part, Words
from plangraph.catalog.places import Places
from plangraph.catalog.words import dates, descriptions, titles
from plangraph.graph.triples import Triple
from plangraph.namespaces import DCATAPIT, PLAN
from plangraph.profile import Profile

_INDEPENDENT = Words(
    " Elaborazione indipendente, non pubblicazione ufficiale del Comune.",
    " An independent work, no official publication of the municipality.",
)


def dataset(part: Part, held: Mapping[str, Held], profile: Profile, places: Places) -> Iterator[Triple]:
    """Yield one dataset with its distributions."""
    node, graphs = places.dataset(part), named(held, part.graphs)
    licence = licence_of(part, profile)
    yield node, RDF.type, DCAT.Dataset
    yield node, RDF.type, DCATAPIT.Dataset
    yield from titles(
        node,
        Words(
            part.title.it.format(plan=profile.title_it),
            part.title.en.format(plan=profile.title_en),
        ),
    )
    yield from descriptions(node, _description(part, profile, places))
    yield from dates(node, profile, max(one.modified for one in graphs.values()))
    yield node, DCTERMS.identifier, Literal(f"{profile.slug}{part.name and '/'}{part.name}")
    yield node, DCTERMS.rightsHolder, places.holder(part.holder)
    yield node, DCTERMS.publisher, places.publisher
    yield node, DCTERMS.accrualPeriodicity, authorities.IRREGULAR
    yield node, DCTERMS.accessRights, authorities.PUBLIC
    yield from pointing_to_contact(node, places)
    yield from _subject(node, part, profile, places)
    for code in part.themes:
        yield node, DCAT.theme, authorities.theme(code)
    for keyword in part.keywords:
        yield node, DCAT.keyword, Literal(keyword.it, lang="it")
        yield node, DCAT.keyword, Literal(keyword.en, lang="en")
    for language in authorities.LANGUAGES:
        yield node, DCTERMS.language, language
    for source in sorted({source for one in graphs.values() for source in one.sources}):
        yield node, PROV.wasDerivedFrom, source
    yield from _distributions(node, part, graphs, places, licence)


def licence_of(part: Part, profile: Profile) -> URIRef:
    """Return the licence of a dataset: the profile's for what is the plan's, else CC BY 4.0."""
    return URIRef(profile.licence) if part.holder is Holder.MUNICIPALITY else authorities.CC_BY


def period(places: Places) -> URIRef:
    """Return the IRI of the years that the plan covers."""
    return URIRef(f"{places.catalogue}#period")


def _subject(node: URIRef, part: Part, profile: Profile, places: Places) -> Iterator[Triple]:
    """Yield what the dataset is about, where it comes from, and which model it follows."""
    if part.of_the_plan:
        yield node, DCTERMS.spatial, URIRef(profile.municipality.territory)
        yield node, DCTERMS.temporal, period(places)
        yield node, DCTERMS.conformsTo, URIRef(str(PLAN._NS).rstrip("#"))
    if part.holder is Holder.MUNICIPALITY:
        yield node, FOAF.primaryTopic, places.iris.plan
        yield node, PROV.wasDerivedFrom, places.iris.file(profile.source.name)


def _description(part: Part, profile: Profile, places: Places) -> Words:
    """Say of the plan's own data that they are nobody's official ones, unless its municipality publishes."""
    its_own = places.publisher_entry.slug == profile.municipality.slug
    if part.holder is not Holder.MUNICIPALITY or its_own:
        return part.description
    return Words(part.description.it + _INDEPENDENT.it, part.description.en + _INDEPENDENT.en)


def _distributions(
    node: URIRef, part: Part, graphs: Mapping[str, Held], places: Places, licence: URIRef
) -> Iterator[Triple]:
    for name, held in graphs.items():
        yield from distributions.of_graph(places, node, name, held, licence)
    for query, title in part.tables:
        yield from distributions.of_table(places, node, query, title, licence)
    yield from distributions.of_endpoint(places, node, part.name and f"{part.name}/", licence)


def period_triples(profile: Profile, places: Places) -> Iterator[Triple]:
    """Yield the years of the plan as a period of time."""
    node = period(places)
    yield node, RDF.type, DCTERMS.PeriodOfTime
    yield node, DCAT.startDate, Literal(f"{profile.first_year}-01-01", datatype=XSD.date)
    yield node, DCAT.endDate, Literal(f"{profile.last_year}-12-31", datatype=XSD.date)
