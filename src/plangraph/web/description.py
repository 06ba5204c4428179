"""What the endpoint is, as triples: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator

from plangraph.store.dataset import Dataset
from plangraph.store.formats import FORMATS, JSON_LD
from plangraph.store.terms import Iri, Literal, Statement

A = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_SEE_ALSO = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
# pyoxigraph 0.5.13 has an IRI for JSON-LD that is not in the W3C's list of formats.
_FORMAT_IRIS = {JSON_LD.name: "http://www.w3.org/ns/formats/JSON-LD"}
_ABILITIES = (
    ("supportedLanguage", f"{_SD}SPARQL11Query"),
    ("feature", f"{_SD}UnionDefaultGraph"),
    (
        "defaultEntailmentRegime",
        "http://www.w3.org/ns/entailment/Simple",
    ),  # what follows is a graph of its own
)
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def service_description(dataset: Dataset, origin: str) -> list[Statement]:
    """Return the triples of the service at ``{origin}/sparql``, with IRIs for all its parts."""
    return list(_statements(dataset, origin))


def union_iri(origin: str) -> Iri:
    """Return the IRI of the default graph, which is the union of the named ones."""
    return Iri(f"{origin}/sparql#default-graph")


def graph_iris(dataset: Dataset, origin: str) -> dict[str, Iri]:
    """Return, by its name, the IRI of each graph as what it holds; its name may be anybody's."""
    names = enumerate(sorted(dataset.graphs), start=1)
    return {name: Iri(f"{origin}/sparql#graph-{number}") for number, name in names}


def count(number: int) -> Literal:
    """Return a number as a literal."""
    return Literal(str(number), datatype=_INTEGER)


def _statements(dataset: Dataset, origin: str) -> Iterator[Statement]:
    service, whole, union = Iri(f"{origin}/sparql"), Iri(f"{origin}/sparql#dataset"), union_iri(origin)
    yield service, A, Iri(f"{_SD}Service")
    yield service, Iri(f"{_SD}endpoint"), service
    for name, value in _ABILITIES:
        yield service, Iri(f"{_SD}{name}"), Iri(value)
    for iri in sorted(dataset.functions):
        yield service, Iri(f"{_SD}extensionFunction"), Iri(iri)
    for form in FORMATS:
        if form.engine is not None:  # the others have no IRI
            yield service, Iri(f"{_SD}resultFormat"), Iri(_FORMAT_IRIS.get(form.name, form.engine.iri))
    yield service, Iri(f"{_SD}defaultDataset"), whole
    yield whole, A, Iri(f"{_SD}Dataset")
    yield whole, Iri(f"{_SD}defaultGraph"), union
    yield union, A, Iri(f"{_SD}Graph")
    yield union, Iri(f"{_VOID}triples"), count(sum(dataset.graphs.values()))
    yield union, Iri(_SEE_ALSO), Iri(f"{origin}/.well-known/void")
    for number, (name, graph) in enumerate(graph_iris(dataset, origin).items(), start=1):
        entry = Iri(f"{origin}/sparql#named-graph-{number}")
        yield whole, Iri(f"{_SD}namedGraph"), entry
        yield entry, A, Iri(f"{_SD}NamedGraph")
        yield entry, Iri(f"{_SD}name"), Iri(name)
        yield entry, Iri(f"{_SD}graph"), graph
        yield graph, A, Iri(f"{_SD}Graph")
        yield graph, Iri(f"{_VOID}triples"), count(dataset.graphs[name])
