"""Distributions: a dump of each named graph in every format, answers of stored queries, the endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

from plangraph.catalog import authorities
from plangraph.catalog.contents import Held
from plangraph.catalog.parts import Words
from plangraph.catalog.places import Places
from plangraph.catalog.words import descriptions, titles
from plangraph.graph.triples import Triple
from plangraph.namespaces import DCATAP, DCATAPIT, SPDX


@dataclass(frozen=True, slots=True)
class FileKind:
    """One format of files."""

    suffix: str
    name: str
    file_type: str
    """Code in the EU authority table."""
    media_type: str
    packed: bool = False
    """Compressed with gzip."""


_N_TRIPLES = FileKind("nt", "N-Triples", "RDF_N_TRIPLES", "application/n-triples")
_PACKED = FileKind("nt.gz", "N-Triples, gzip", "RDF_N_TRIPLES", "application/n-triples", packed=True)
DUMPS = (
    FileKind("ttl", "Turtle", "RDF_TURTLE", "text/turtle"),
    _N_TRIPLES,
    _PACKED,
    FileKind("jsonld", "JSON-LD", "JSON_LD", "application/ld+json"),
)
"""Of every graph, at ``dumps/NAME.SUFFIX``."""
WHOLE = (
    FileKind("trig", "TriG", "RDF_TRIG", "application/trig"),
    FileKind("nq.gz", "N-Quads, gzip", "RDF_N_QUADS", "application/n-quads", packed=True),
)
"""Of all graphs with their names, at ``dumps/all.SUFFIX``."""
TABLE = FileKind("csv", "CSV", "CSV", "text/csv")
"""Of a stored query, at ``dumps/queries/NAME.csv``."""
TITLES = {
    "plan": Words("Triple asserite", "Asserted triples"),
    "inferred": Words("Triple inferite", "Inferred triples"),
    "pnrr": Words("Progetti del PNRR", "Projects of the PNRR"),
    "validation": Words("Rapporto di convalida", "Validation report"),
    "links": Words("Collegamenti con il PNRR", "Links to the PNRR"),
    "vocabulary": Words("Ontologia e schemi di concetti", "Ontology and concept schemes"),
    "shapes": Words("Vincoli SHACL", "SHACL shapes"),
    "queries": Words("Domande pronte", "Stored questions"),
    "catalogue": Words("Catalogo", "Catalogue"),
}
"""Of the named graphs."""


def of_graph(places: Places, dataset: URIRef, name: str, held: Held, licence: URIRef) -> Iterator[Triple]:
    """Yield the dumps of one named graph; size and checksum only of the one whose bytes are fixed."""
    for kind in DUMPS:
        node = places.distribution(f"{name}.{kind.suffix}")
        address = places.address(f"dumps/{name}.{kind.suffix}")
        yield from _file(node, dataset, kind, TITLES[name], address, licence)
        if kind is _N_TRIPLES and held.sha256:
            yield from _measured(node, held)


def of_all(places: Places, dataset: URIRef, licence: URIRef) -> Iterator[Triple]:
    """Yield the dumps of all graphs together."""
    for kind in WHOLE:
        address = places.address(f"dumps/all.{kind.suffix}")
        title = Words("Tutti i grafi", "All graphs")
        yield from _file(places.distribution(f"all.{kind.suffix}"), dataset, kind, title, address, licence)


def of_table(places: Places, dataset: URIRef, query: str, title: Words, licence: URIRef) -> Iterator[Triple]:
    """Yield the answer of a stored query as a table."""
    address = places.address(f"dumps/queries/{query}.csv")
    yield from _file(places.distribution(f"{query}.csv"), dataset, TABLE, title, address, licence)


def of_endpoint(places: Places, dataset: URIRef, name: str, licence: URIRef) -> Iterator[Triple]:
    """Yield the endpoint as a distribution, which is all that DCAT-AP_IT knows of it."""
    node = places.distribution(f"{name}sparql")
    yield dataset, DCAT.distribution, node
    yield node, RDF.type, DCAT.Distribution
    yield node, RDF.type, DCATAPIT.Distribution
    yield from titles(node, Words("Endpoint SPARQL", "SPARQL endpoint"))
    yield from descriptions(
        node,
        Words("Risponde a query SPARQL 1.1 su questi dati.", "Answers SPARQL 1.1 queries on these data."),
    )
    yield node, DCTERMS.format, authorities.file_type("SPARQLQRES")
    yield node, DCAT.accessURL, places.address("sparql")
    yield node, DCAT.accessService, places.service("sparql")
    yield node, DCATAP.availability, authorities.AVAILABLE
    yield node, DCTERMS.license, licence


def _file(
    node: URIRef, dataset: URIRef, kind: FileKind, title: Words, address: URIRef, licence: URIRef
) -> Iterator[Triple]:
    yield dataset, DCAT.distribution, node
    yield node, RDF.type, DCAT.Distribution
    yield node, RDF.type, DCATAPIT.Distribution
    yield from titles(node, Words(f"{title.it} ({kind.name})", f"{title.en} ({kind.name})"))
    yield from descriptions(
        node,
        Words(f"{title.it}, in un file {kind.name}.", f"{title.en}, in one file of {kind.name}."),
    )
    yield node, DCTERMS.format, authorities.file_type(kind.file_type)
    yield node, DCAT.mediaType, authorities.media_type(kind.media_type)
    if kind.packed:
        yield node, DCAT.compressFormat, authorities.GZIP
    yield node, DCAT.accessURL, address
    yield node, DCAT.downloadURL, address
    yield node, DCATAP.availability, authorities.AVAILABLE
    yield node, DCTERMS.license, licence


def _measured(node: URIRef, held: Held) -> Iterator[Triple]:
    # DCAT 3 wants xsd:nonNegativeInteger; the shapes of DCAT-AP 3.0.0 refuse it and want xsd:decimal.
    yield node, DCAT.byteSize, Literal(Decimal(held.size))
    checksum = URIRef(f"{node}#sha256")
    yield node, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(held.sha256, datatype=XSD.hexBinary, normalize=False)
