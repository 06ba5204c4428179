"""``/id/`` and ``/doc``: things answered at their own IRIs, by 303 (Cool URIs for the Semantic Web, 4.2)."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from flask import Blueprint, Response, current_app, redirect, render_template, request

from plangraph.store.answer import write_statements
from plangraph.store.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format
from plangraph.store.graphs import CATALOGUE_GRAPH, SHAPES_GRAPH, VOCABULARY_GRAPH
from plangraph.web.links import Links
from plangraph.web.problems import ProblemError
from plangraph.web.resource import description_statements, resource_page
from plangraph.web.responses import HTML, data_response, negotiate, page_response
from plangraph.web.wording import language, words

blueprint = Blueprint("dereference", __name__)

DOCUMENT_FORMATS = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES)
_SUFFIXES: dict[str, Format | None] = {form.suffix: form for form in DOCUMENT_FORMATS} | {HTML: None}
_WHOLE_GRAPHS = {"ontology": VOCABULARY_GRAPH, "shapes": SHAPES_GRAPH, "catalog": CATALOGUE_GRAPH}


def _links() -> Links:
    links: Links = current_app.extensions["links"]
    return links


@blueprint.get("/id/<path:path>")
def identify(path: str) -> Response:
    """Send to the document about a thing: by Accept, or by the suffix in ``path``."""
    links = _links()
    if links.base + path in links.dataset.graphs:  # SPARQL 1.1 Graph Store HTTP Protocol, 4.1
        return redirect(f"/data?graph={quote(links.base + path, safe='')}", HTTPStatus.SEE_OTHER)  # type: ignore[return-value]
    if links.dataset.knows(links.base + path):
        form = negotiate(DOCUMENT_FORMATS, accept=request.headers.get("Accept"), page=True)
        path = f"{path}.{form.suffix if form else HTML}"
    elif not _split(path):
        raise _unknown(links.base + path)
    response = Response("", HTTPStatus.SEE_OTHER, content_type="text/plain; charset=utf-8")
    response.headers["Location"] = f"/doc/{quote(path)}"
    response.vary.add("Accept")
    return response


@blueprint.get("/doc/<path:path>")
def document(path: str) -> Response:
    """Return what is said about the thing below the base, in the format that the suffix names."""
    links = _links()
    split = _split(path)
    if split is None:
        return _document(
            links.base + path, negotiate(DOCUMENT_FORMATS, accept=request.headers.get("Accept"), page=True)
        )
    return _document(links.base + split[0], split[1])


@blueprint.get("/doc")
def document_of_any() -> Response:
    """Return what is said about ``?iri=``, which may be an IRI of somebody else."""
    iri = request.args.get("iri", "")
    if not iri:
        detail = "The request does not say which thing."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, remedy="Write /doc?iri=https://….")
    return _document(
        iri,
        negotiate(
            DOCUMENT_FORMATS,
            accept=request.headers.get("Accept"),
            asked=request.args.get("format", ""),
            page=True,
        ),
    )


@blueprint.get("/<any(ontology, shapes, catalog):name>")
def whole_graph(name: str) -> Response:
    """Return the vocabulary, the shapes or the catalogue as one document."""
    statements = _links().dataset.graph(_WHOLE_GRAPHS[name])
    if not statements:
        raise ProblemError(HTTPStatus.NOT_FOUND, "This service was started without these data.")
    form = negotiate(
        DOCUMENT_FORMATS, accept=request.headers.get("Accept"), asked=request.args.get("format", "")
    )
    assert form is not None  # no page is offered
    return data_response(write_statements(statements, form, _links().dataset.prefixes), form)


def _split(path: str) -> tuple[str, Format | None] | None:
    """Return path without suffix, and the suffix's format, if that is an address of something known."""
    stem, _, suffix = path.rpartition(".")
    links = _links()
    if suffix in _SUFFIXES and links.dataset.knows(links.base + stem):
        return stem, _SUFFIXES[suffix]
    return None


def _document(iri: str, form: Format | None) -> Response:
    links = _links()
    if not links.dataset.knows(iri):
        raise _unknown(iri)
    if form is not None and iri in links.dataset.graphs:
        # The document about a named graph is the graph: that is what its address promises to download.
        return data_response(write_statements(links.dataset.graph(iri), form, links.dataset.prefixes), form)
    description = links.dataset.describe(iri)
    if form is not None:
        body = write_statements(description_statements(description), form, links.dataset.prefixes)
        return data_response(body, form)
    spoken = language()
    page = resource_page(description, links, spoken)
    addresses = [(other.name, _address(iri, other)) for other in DOCUMENT_FORMATS]
    return page_response(
        render_template("resource.html", page=page, formats=addresses, t=words(spoken), lang=spoken)
    )


def _address(iri: str, form: Format) -> str:
    links = _links()
    if iri.startswith(links.base):
        return f"/doc/{quote(iri.removeprefix(links.base))}.{form.suffix}"
    return f"/doc?iri={quote(iri, safe='')}&format={form.name}"


def _unknown(iri: str) -> ProblemError:
    return ProblemError(HTTPStatus.NOT_FOUND, f"Nothing is said here about <{iri}>.", iri=iri)
