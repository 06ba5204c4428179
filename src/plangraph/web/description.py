"""What the endpoint is, as triples: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator

from plangraph.store.dataset import Dataset
from plangraph.store.formats import FORMATS, JSON_LD
from plangraph.store.terms import Iri, Literal, Statement

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_A = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# pyoxigraph 0.5.13 has an IRI for JSON-LD that is not in the W3C's list of formats.
_FORMAT_IRIS = {JSON_LD.name: "http://www.w3.org/ns/formats/JSON-LD"}
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def service_description(dataset: Dataset, origin: str) -> list[Statement]:
    """Return the triples of the service at ``{origin}/sparql``, with IRIs for all its parts."""
    return list(_statements(dataset, f"{origin}/sparql"))


def _statements(dataset: Dataset, endpoint: str) -> Iterator[Statement]:
    service, whole, union = Iri(endpoint), Iri(f"{endpoint}#dataset"), Iri(f"{endpoint}#default-graph")
    yield service, _A, Iri(f"{_SD}Service")
    yield service, Iri(f"{_SD}endpoint"), service
    yield service, Iri(f"{_SD}supportedLanguage"), Iri(f"{_SD}SPARQL11Query")
    yield service, Iri(f"{_SD}feature"), Iri(f"{_SD}UnionDefaultGraph")
    for form in FORMATS:
        yield service, Iri(f"{_SD}resultFormat"), Iri(_FORMAT_IRIS.get(form.name, form.engine.iri))
    yield service, Iri(f"{_SD}defaultDataset"), whole
    yield whole, _A, Iri(f"{_SD}Dataset")
    yield whole, Iri(f"{_SD}defaultGraph"), union
    yield union, _A, Iri(f"{_SD}Graph")
    for number, (name, size) in enumerate(sorted(dataset.graphs.items()), start=1):
        entry, graph = Iri(f"{endpoint}#named-graph-{number}"), Iri(f"{endpoint}#graph-{number}")
        yield whole, Iri(f"{_SD}namedGraph"), entry
        yield entry, _A, Iri(f"{_SD}NamedGraph")
        yield entry, Iri(f"{_SD}name"), Iri(name)
        yield entry, Iri(f"{_SD}graph"), graph
        yield graph, _A, Iri(f"{_SD}Graph")
        yield graph, Iri(f"{_VOID}triples"), Literal(str(size), datatype=_INTEGER)
