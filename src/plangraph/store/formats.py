"""The formats that answers are written in: media types, file suffixes, and what each can hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import pyoxigraph


class Kind(Enum):
    """What a query answers with, by its form."""

    SOLUTIONS = "SELECT"
    BOOLEAN = "ASK"
    GRAPH = "CONSTRUCT or DESCRIBE"


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer."""

    name: str
    """What people call it, and the value of ``?format=``."""
    media_type: str
    suffix: str
    """Of file names and of ``/doc/`` addresses, without the dot."""
    kinds: frozenset[Kind]
    engine: pyoxigraph.QueryResultsFormat | pyoxigraph.RdfFormat | None
    """The engine's name for it; None where :mod:`plangraph.store.spreadsheet` writes it."""
    also: tuple[str, ...] = ()
    """Other media types that ask for it."""
    by_name_only: bool = False
    """No media type asks for it, because another format has the same one."""

    @property
    def content_type(self) -> str:
        """The Content-Type header; text types say their charset, as their registrations want it."""
        is_text = self.media_type.startswith("text/") or self.media_type == "application/n-triples"
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type

    @property
    def is_file(self) -> bool:
        """Whether people want it saved rather than shown."""
        return self.engine is None

    @property
    def is_xml(self) -> bool:
        """Whether the format is XML 1.0, which cannot hold every character."""
        return self.media_type.endswith("+xml")

    @property
    def has_version(self) -> bool:
        """Whether its media type has the parameter ``version``: not CSV, TSV, JSON-LD, spreadsheets."""
        return self.engine in _VERSIONED

    def typed(self, version: str) -> str:
        """Return the Content-Type header that announces ``version``, one of :data:`VERSIONS` or empty."""
        return f"{self.content_type}; version={version}" if version else self.content_type


_RESULTS = pyoxigraph.QueryResultsFormat
_RDF = pyoxigraph.RdfFormat
_TABLE = frozenset({Kind.SOLUTIONS})
_RESULT = frozenset({Kind.SOLUTIONS, Kind.BOOLEAN})
_GRAPH = frozenset({Kind.GRAPH})

JSON = Format("json", "application/sparql-results+json", "srj", _RESULT, _RESULTS.JSON, ("application/json",))
XML = Format(
    "xml", "application/sparql-results+xml", "srx", _RESULT, _RESULTS.XML, ("application/xml", "text/xml")
)
# SPARQL 1.1 Query Results CSV and TSV Formats, section 1: for SELECT only.
CSV = Format("csv", "text/csv", "csv", _TABLE, _RESULTS.CSV)
TSV = Format("tsv", "text/tab-separated-values", "tsv", _TABLE, _RESULTS.TSV)
EXCEL = Format("excel", "text/csv", "excel.csv", _TABLE, None, by_name_only=True)
"""CSV as the Italian edition of a spreadsheet program opens it by a double click."""
XLSX = Format(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _TABLE, None
)

TURTLE = Format("turtle", "text/turtle", "ttl", _GRAPH, _RDF.TURTLE, ("application/x-turtle",))
N_TRIPLES = Format("ntriples", "application/n-triples", "nt", _GRAPH, _RDF.N_TRIPLES, ("text/plain",))
RDF_XML = Format(
    "rdfxml", "application/rdf+xml", "rdf", _GRAPH, _RDF.RDF_XML, ("application/xml", "text/xml")
)
JSON_LD = Format("jsonld", "application/ld+json", "jsonld", _GRAPH, _RDF.JSON_LD, ("application/json",))
N_QUADS = Format("nquads", "application/n-quads", "nq", _GRAPH, _RDF.N_QUADS)
TRIG = Format("trig", "application/trig", "trig", _GRAPH, _RDF.TRIG)

VERSIONS = ("1.1", "1.2-basic", "1.2")
"""RDF 1.2 Concepts, version labels: the second adds base directions, the third triple terms."""
_VERSIONED = frozenset(
    {_RESULTS.JSON, _RESULTS.XML, _RDF.TURTLE, _RDF.N_TRIPLES, _RDF.RDF_XML, _RDF.N_QUADS, _RDF.TRIG}
)

FORMATS = (JSON, XML, CSV, TSV, EXCEL, XLSX, TURTLE, N_TRIPLES, RDF_XML, JSON_LD, N_QUADS, TRIG)
"""All of them; within a kind the first is the one for clients that do not care."""


def formats_for(kind: Kind) -> tuple[Format, ...]:
    """Return the formats that can hold an answer of this kind, the preferred one first."""
    return tuple(form for form in FORMATS if kind in form.kinds)


def format_named(name: str) -> Format | None:
    """Return the format with this name or suffix (``json``, ``ttl``), or None."""
    wanted = name.lower()
    return next((form for form in FORMATS if wanted in (form.name, form.suffix)), None)
