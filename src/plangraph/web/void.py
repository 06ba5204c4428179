"""``/.well-known/void``: what is in the data, class by class and property by property (VoID, 4.4 and 7.2)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request

from plangraph.settings import Settings
from plangraph.store.answer import write_statements
from plangraph.store.dataset import Dataset
from plangraph.store.formats import Kind, formats_for
from plangraph.store.terms import Iri, Literal, Statement, Term
from plangraph.web.description import A, count, graph_iris, union_iri
from plangraph.web.own_queries import own_query
from plangraph.web.responses import data_response, negotiate

VOID = "http://rdfs.org/ns/void#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_PREFIXES = {"void": VOID, "foaf": _FOAF, "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}

blueprint = Blueprint("void", __name__)


@blueprint.get("/.well-known/void")
def description() -> Response:
    """Return the description, counted once for each version of the data."""
    dataset: Dataset = current_app.extensions["dataset"]
    form = negotiate(
        formats_for(Kind.GRAPH), accept=request.headers.get("Accept"), asked=request.args.get("format", "")
    )
    assert form is not None  # no page is offered
    counted: dict[str, list[Statement]] = current_app.extensions.setdefault("void", {})
    if dataset.version not in counted:
        counted.clear()
        counted[dataset.version] = void_statements(dataset, current_app.extensions["settings"])
    return data_response(write_statements(counted[dataset.version], form, _PREFIXES), form)


def void_statements(dataset: Dataset, settings: Settings) -> list[Statement]:
    """Return the triples of the description; runs the aggregate queries of ``web/queries/``."""
    origin = settings.origin
    document, union = Iri(f"{origin}/.well-known/void"), union_iri(origin)
    properties = _ask(dataset, "properties")
    return [
        (document, A, _void("DatasetDescription")),
        (document, Iri(f"{_FOAF}topic"), union),
        (union, A, _void("Dataset")),
        (union, _void("sparqlEndpoint"), Iri(f"{origin}/sparql")),
        (union, _void("uriLookupEndpoint"), Iri(f"{origin}/doc?iri=")),
        (union, _void("uriSpace"), Literal(settings.base)),
        (union, _void("dataDump"), Iri(f"{origin}/data?default")),
        (union, Iri(f"{_PREFIXES['rdfs']}seeAlso"), Iri(f"{origin}/catalog")),
        (union, _void("triples"), count(sum(dataset.graphs.values()))),
        *((union, _void(name), _number(value)) for name, value in _totals(dataset)),
        *((union, _void("vocabulary"), Iri(iri)) for iri in sorted({_namespace(p) for p, *_ in properties})),
        *_graphs(dataset, origin),
        *_property_partitions(union, f"{document.value}#", properties),
        *_class_partitions(union, f"{document.value}#", dataset),
    ]


def _graphs(dataset: Dataset, origin: str) -> Iterator[Statement]:
    for name, node in graph_iris(dataset, origin).items():
        yield union_iri(origin), _void("subset"), node
        yield node, A, _void("Dataset")
        yield node, _void("triples"), count(dataset.graphs[name])
        yield node, _void("dataDump"), Iri(f"{origin}/data?graph={quote(name, safe='')}")


def _property_partitions(whole: Iri, base: str, rows: list[tuple[Term, ...]]) -> Iterator[Statement]:
    for number, (name, triples, subjects, objects) in enumerate(rows, start=1):
        part = Iri(f"{base}property-{number}")
        yield whole, _void("propertyPartition"), part
        yield part, A, _void("Dataset")
        yield part, _void("property"), name
        yield part, _void("triples"), _number(triples)
        yield part, _void("distinctSubjects"), _number(subjects)
        yield part, _void("distinctObjects"), _number(objects)


def _class_partitions(whole: Iri, base: str, dataset: Dataset) -> Iterator[Statement]:
    parts = {}
    for number, (name, entities) in enumerate(_ask(dataset, "classes"), start=1):
        part = parts[name] = Iri(f"{base}class-{number}")
        yield whole, _void("classPartition"), part
        yield part, A, _void("Dataset")
        yield part, _void("class"), name
        yield part, _void("entities"), _number(entities)
    for number, (class_, name, triples) in enumerate(_ask(dataset, "class-properties"), start=1):
        part = Iri(f"{base}class-property-{number}")
        yield parts[class_], _void("propertyPartition"), part
        yield part, _void("property"), name
        yield part, _void("triples"), _number(triples)


def _ask(dataset: Dataset, name: str) -> list[tuple[Term, ...]]:
    answer = dataset.query(own_query(name))
    return [tuple(term for term in row if term is not None) for row in answer.rows()]


def _totals(dataset: Dataset) -> Iterator[tuple[str, Term]]:
    answer = dataset.query(own_query("totals"))
    for row in answer.rows():
        yield from (
            (name, term) for name, term in zip(answer.variables, row, strict=True) if term is not None
        )


def _void(name: str) -> Iri:
    return Iri(f"{VOID}{name}")


def _number(term: Term) -> Literal:
    return count(int(term.value))


def _namespace(term: Term) -> str:
    """Return an IRI up to its last ``#`` or ``/``."""
    return term.value[: max(term.value.rfind("#"), term.value.rfind("/")) + 1]
