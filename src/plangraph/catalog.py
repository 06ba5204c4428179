"""The catalogue of one plan's data: DCAT 3 and DCAT-AP_IT side by side.

DCAT-AP_IT knows no data service, so the endpoint is described twice: as a ``dcat:DataService`` and
as a distribution with ``dcat:accessService``. The rights holder of the plan is the municipality; the
publisher is plangraph, since the data must not pass for an official publication.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, VOID, XSD

from plangraph.graph.triples import Triple
from plangraph.iris import Iris, graph_iri
from plangraph.namespaces import DCATAPIT, PLAN
from plangraph.profile import Profile

_EU = "http://publications.europa.eu/resource/authority/"
_THEMES = (URIRef(f"{_EU}data-theme/GOVE"), URIRef(f"{_EU}data-theme/REGI"))
_IRREGULAR = URIRef(f"{_EU}frequency/IRREG")
_FILE_TYPES = {
    "ttl": URIRef(f"{_EU}file-type/RDF_TURTLE"),
    "sparql": URIRef(f"{_EU}file-type/SPARQLQRES"),
}
_PROTOCOL = URIRef("http://www.w3.org/TR/sparql11-protocol/")
_GRAPHS = (
    ("plan", "Triple asserite", "Asserted triples"),
    ("inferred", "Triple inferite", "Inferred triples"),
    ("vocabulary", "Ontologia e schemi di concetti", "Ontology and concept schemes"),
    ("shapes", "Vincoli SHACL", "SHACL shapes"),
    ("queries", "Domande pronte", "Stored questions"),
    ("links", "Collegamenti con il PNRR", "Links to the PNRR"),
    ("catalogue", "Catalogo", "Catalogue"),
)
"""The named graphs: name, title in Italian and English."""
_OF_THE_PLAN = ("plan", "inferred")
"""Those that are distributions of the plan's data set; the others describe it."""
_CC_BY = URIRef("https://creativecommons.org/licenses/by/4.0/")


def catalogue_graph(profile: Profile) -> Graph:
    """Return the catalogue of a plan's data set."""
    graph = Graph(bind_namespaces="none")
    iris = Iris(profile.base, profile.slug)
    parts = (_catalogue, _dataset, _named_graphs, _agents)
    for triples in (part(profile, iris) for part in parts):
        for triple in triples:
            graph.add(triple)
    return graph


def _catalogue(profile: Profile, iris: Iris) -> Iterator[Triple]:
    node, service = iris.base["catalogue"], iris.base["service/sparql"]
    yield node, RDF.type, DCAT.Catalog
    yield node, RDF.type, DCATAPIT.Catalog
    yield from _titles(node, f"Catalogo: {profile.title_it}", f"Catalogue: {profile.title_en}")
    yield from _descriptions(
        node,
        "I dati di plangraph su un piano strategico comunale.",
        "The data of plangraph on a municipal strategic plan.",
    )
    yield from _dated(node, profile)
    yield node, DCTERMS.publisher, iris.agent("plangraph")
    yield node, DCAT.dataset, iris.base[f"dataset/{profile.slug}"]
    yield node, DCAT.service, service
    yield service, RDF.type, DCAT.DataService
    yield from _titles(service, "Endpoint SPARQL", "SPARQL endpoint")
    yield service, DCAT.endpointURL, URIRef(str(iris.base).removesuffix("id/") + "sparql")
    yield service, DCAT.endpointDescription, URIRef(str(iris.base).removesuffix("id/") + "sparql")
    yield service, DCAT.servesDataset, iris.base[f"dataset/{profile.slug}"]
    yield service, DCTERMS.conformsTo, _PROTOCOL


def _dataset(profile: Profile, iris: Iris) -> Iterator[Triple]:
    node = iris.base[f"dataset/{profile.slug}"]
    yield node, RDF.type, DCAT.Dataset
    yield node, RDF.type, DCATAPIT.Dataset
    yield from _titles(node, f"{profile.title_it}: grafo", f"{profile.title_en}: graph")
    yield from _descriptions(
        node,
        "Aree, obiettivi e attività del piano come grafo di conoscenza, con la riga di testo che dice "
        "ogni cosa. Elaborazione indipendente, non pubblicazione ufficiale del Comune.",
        "Areas, objectives and activities of the plan as a knowledge graph, with the line of text that "
        "says each thing. An independent work, no official publication of the municipality.",
    )
    yield from _dated(node, profile)
    yield node, DCTERMS.identifier, Literal(profile.slug)
    yield node, DCTERMS.source, iris.file(profile.source.name)
    yield node, FOAF.primaryTopic, iris.plan
    yield node, DCTERMS.rightsHolder, iris.agent(profile.municipality.slug)
    yield node, DCTERMS.publisher, iris.agent("plangraph")
    yield node, DCTERMS.accrualPeriodicity, _IRREGULAR
    yield node, DCTERMS.spatial, URIRef(profile.municipality.territory)
    yield node, DCTERMS.conformsTo, URIRef(str(PLAN._NS).rstrip("#"))
    for theme in _THEMES:
        yield node, DCAT.theme, theme
    for name, it, en in (entry for entry in _GRAPHS if entry[0] in _OF_THE_PLAN):
        distribution = iris.base[f"distribution/{profile.slug}/{name}"]
        yield from _distribution(distribution, node, profile, it, en, "ttl", graph_iri(name))
    sparql = iris.base[f"distribution/{profile.slug}/sparql"]
    endpoint = URIRef(str(iris.base).removesuffix("id/") + "sparql")
    yield from _distribution(sparql, node, profile, "Endpoint SPARQL", "SPARQL endpoint", "sparql", endpoint)
    yield sparql, DCAT.accessService, iris.base["service/sparql"]


def _named_graphs(profile: Profile, iris: Iris) -> Iterator[Triple]:
    """Yield source, date and licence of each named graph."""
    for name, it, en in _GRAPHS:
        node = graph_iri(name)
        of_the_plan = name in _OF_THE_PLAN
        yield node, RDF.type, VOID.Dataset
        yield from _titles(node, it, en)
        yield from _dated(node, profile)
        yield node, DCTERMS.license, URIRef(profile.licence) if of_the_plan else _CC_BY
        yield node, DCTERMS.publisher, iris.agent("plangraph")
        if of_the_plan:
            yield node, DCTERMS.isPartOf, iris.base[f"dataset/{profile.slug}"]
            yield node, DCTERMS.source, iris.file(profile.source.name)


def _distribution(
    node: URIRef, dataset: URIRef, profile: Profile, it: str, en: str, file_type: str, access: URIRef
) -> Iterator[Triple]:
    yield dataset, DCAT.distribution, node
    yield node, RDF.type, DCAT.Distribution
    yield node, RDF.type, DCATAPIT.Distribution
    yield from _titles(node, it, en)
    yield node, DCTERMS.format, _FILE_TYPES[file_type]
    yield node, DCAT.accessURL, access
    if file_type == "ttl":
        yield node, DCAT.downloadURL, URIRef(f"{access}.ttl")
    yield node, DCTERMS.license, URIRef(profile.licence)


def _agents(profile: Profile, iris: Iris) -> Iterator[Triple]:
    municipality = profile.municipality
    agents = (
        (municipality.slug, municipality.ipa_code, municipality.name),
        ("plangraph", "plangraph", "plangraph"),
    )
    for slug, identifier, name in agents:
        node = iris.agent(slug)
        yield node, RDF.type, FOAF.Agent
        yield node, RDF.type, DCATAPIT.Agent
        yield node, DCTERMS.identifier, Literal(identifier)
        yield node, FOAF.name, Literal(name, lang="it")


def _titles(node: URIRef, it: str, en: str) -> Iterator[Triple]:
    for text, language in ((it, "it"), (en, "en")):
        yield node, DCTERMS.title, Literal(text, lang=language)
        yield node, RDFS.label, Literal(text, lang=language)


def _descriptions(node: URIRef, it: str, en: str) -> Iterator[Triple]:
    yield node, DCTERMS.description, Literal(it, lang="it")
    yield node, DCTERMS.description, Literal(en, lang="en")


def _dated(node: URIRef, profile: Profile) -> Iterator[Triple]:
    yield node, DCTERMS.issued, Literal(profile.issued, datatype=XSD.date)
    yield node, DCTERMS.modified, Literal(profile.modified, datatype=XSD.date)
