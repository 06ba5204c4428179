"""Concepts of other people's vocabularies that the catalogue points to.

The EU authority tables are those that DCAT-AP 3 makes mandatory (its section on controlled vocabularies);
DCAT-AP_IT asks for the same.
"""

from __future__ import annotations

from rdflib import URIRef

_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"

THEMES = URIRef(f"{_EU}data-theme")
IRREGULAR = URIRef(f"{_EU}frequency/IRREG")
PUBLIC = URIRef(f"{_EU}access-right/PUBLIC")
AVAILABLE = URIRef(f"{_EU}planned-availability/AVAILABLE")
LANGUAGES = (URIRef(f"{_EU}language/ITA"), URIRef(f"{_EU}language/ENG"))
CC_BY = URIRef("https://creativecommons.org/licenses/by/4.0/")
CC_BY_NAMES = frozenset({str(CC_BY), "https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40"})
"""IRIs of one and the same licence, Creative Commons Attribution 4.0."""
LOCAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/LocalAuthority")
NATIONAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/NationalAuthority")
GZIP = URIRef(f"{_IANA}application/gzip")
SPARQL_PROTOCOL = URIRef("http://www.w3.org/TR/sparql11-protocol/")
GRAPH_STORE_PROTOCOL = URIRef("http://www.w3.org/TR/sparql11-http-rdf-update/")
OPENAPI = URIRef("https://spec.openapis.org/oas/v3.1.0")
SERVICE_DESCRIPTION = URIRef("http://www.w3.org/TR/sparql11-service-description/")


def theme(code: str) -> URIRef:
    """Return one of the EU data themes: ``GOVE``."""
    return URIRef(f"{THEMES}/{code}")


def file_type(code: str) -> URIRef:
    """Return one of the EU file types: ``RDF_TURTLE``."""
    return URIRef(f"{_EU}file-type/{code}")


def media_type(name: str) -> URIRef:
    """Return the IRI of a media type that IANA has registered: ``text/turtle``."""
    return URIRef(f"{_IANA}{name}")
