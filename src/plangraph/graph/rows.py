"""Triples of the source: files with checksums, rows with selectors, the run that read them.

A row is a ``prov:Entity`` and an ``oa:SpecificResource`` with two selectors: the lines (RFC 5147,
``line=138,139`` counts the gaps between lines) and the quote (W3C Web Annotation, 4.2.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, XSD

from plangraph import __version__
from plangraph.graph.triples import Triple
from plangraph.iris import Iris
from plangraph.namespaces import OA, PLAN, SPDX
from plangraph.records import Row

_RFC5147 = URIRef("http://tools.ietf.org/rfc/rfc5147")


def row_triples(row: Row, iris: Iris, file: URIRef) -> Iterator[Triple]:
    """Yield the triples of one row of ``file``."""
    node = iris.row(row)
    lines, quote = URIRef(f"{node}#lines"), URIRef(f"{node}#quote")
    yield node, RDF.type, PLAN.SourceRow
    yield node, PLAN.firstLine, Literal(row.first_line)
    yield node, PLAN.lastLine, Literal(row.last_line)
    yield node, PLAN.verbatim, Literal(row.verbatim)
    yield node, OA.hasSource, file
    yield node, OA.hasSelector, lines
    yield node, OA.hasSelector, quote
    yield lines, RDF.type, OA.FragmentSelector
    yield lines, RDF.value, Literal(f"line={row.first_line - 1},{row.last_line}")
    yield lines, DCTERMS.conformsTo, _RFC5147
    yield quote, RDF.type, OA.TextQuoteSelector
    yield quote, OA.exact, Literal(row.quote)


def file_triples(node: URIRef, sha256: str, media_type: str) -> Iterator[Triple]:
    """Yield the triples of a file that was read, with its checksum as DCAT 3 gives it (6.8.16)."""
    checksum = URIRef(f"{node}#sha256")
    yield node, RDF.type, PROV.Entity
    yield node, RDFS.label, Literal(str(node).rsplit("/", 1)[-1])
    yield node, DCTERMS.format, Literal(media_type)
    yield node, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(sha256, datatype=XSD.hexBinary)


def run_triples(node: URIRef, used: Mapping[URIRef, str], iris: Iris) -> Iterator[Triple]:
    """Yield the triples of the extraction run that read the files ``used``."""
    software = iris.agent("plangraph")
    yield node, RDF.type, PROV.Activity
    yield node, RDFS.label, Literal(f"Estrazione di {iris.slug}", lang="it")
    yield node, RDFS.label, Literal(f"Extraction of {iris.slug}", lang="en")
    yield node, PROV.wasAssociatedWith, software
    for file in used:
        yield node, PROV.used, file
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, RDFS.label, Literal(f"plangraph {__version__}")
