"""Data services: what answers by program. Only DCAT 3 knows them, so they have no class of DCAT-AP_IT."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF

from plangraph.catalog import authorities
from plangraph.catalog.agents import pointing_to_contact
from plangraph.catalog.parts import Words
from plangraph.catalog.places import Places
from plangraph.catalog.words import descriptions, titles
from plangraph.graph.triples import Triple


@dataclass(frozen=True, slots=True)
class _Service:
    name: str
    title: Words
    description: Words
    endpoint: str
    """Path below the site."""
    described_at: str
    standards: tuple[URIRef, ...]
    keyword: str


SERVICES = (
    _Service(
        "sparql",
        Words("Endpoint SPARQL", "SPARQL endpoint"),
        Words(
            "Risponde a query SPARQL 1.1, in sola lettura; senza query descrive sé stesso.",
            "Answers SPARQL 1.1 queries, reading only; without a query it describes itself.",
        ),
        "sparql",
        "sparql",
        (authorities.SPARQL_PROTOCOL, authorities.SERVICE_DESCRIPTION),
        "SPARQL",
    ),
    _Service(
        "data",
        Words("Grafi interi", "Whole graphs"),
        Words(
            "Dà un grafo per volta, o tutti insieme: la metà in lettura del Graph Store HTTP Protocol.",
            "Gives one graph at a time, or all of them: the reading half of the Graph Store HTTP Protocol.",
        ),
        "data",
        "sparql",
        (authorities.GRAPH_STORE_PROTOCOL,),
        "RDF",
    ),
    _Service(
        "search",
        Words("Ricerca", "Search"),
        Words(
            "Trova attività, misure, progetti, luoghi e righe del testo per parole; risponde in JSON.",
            "Finds activities, measures, projects, places and lines of the text by words; answers in JSON.",
        ),
        "search",
        "openapi.json",
        (authorities.OPENAPI,),
        "JSON",
    ),
    _Service(
        "validate",
        Words("Validazione", "Validation"),
        Words(
            "Dice se un file o un grafo è conforme ai vincoli, e che cosa correggere.",
            "Says whether a file or a graph conforms to the shapes, and what to mend.",
        ),
        "validate",
        "openapi.json",
        (authorities.OPENAPI,),
        "SHACL",
    ),
)
"""All of them; each is tested to be there."""


def services(places: Places, datasets: tuple[URIRef, ...]) -> Iterator[Triple]:
    """Yield the services, each of which serves all of ``datasets``."""
    for entry in SERVICES:
        node = places.service(entry.name)
        yield places.catalogue, DCAT.service, node
        yield node, RDF.type, DCAT.DataService
        yield from titles(node, entry.title)
        yield from descriptions(node, entry.description)
        yield node, DCAT.endpointURL, places.address(entry.endpoint)
        yield node, DCAT.endpointDescription, places.address(entry.described_at)
        for standard in entry.standards:
            yield node, DCTERMS.conformsTo, standard
        yield node, DCAT.keyword, Literal(entry.keyword, lang="it")
        yield node, DCAT.keyword, Literal(entry.keyword, lang="en")
        yield node, DCAT.theme, authorities.theme("GOVE")
        yield node, DCTERMS.publisher, places.publisher
        yield node, DCTERMS.accessRights, authorities.PUBLIC
        yield from pointing_to_contact(node, places)
        for dataset in datasets:
            yield node, DCAT.servesDataset, dataset
