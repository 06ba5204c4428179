"""``/id/``, ``/doc`` and ``/iri``: things answered at their own IRIs, by 303, and the documents about them.

Cool URIs for the Semantic Web, 4.2. The pages about them are :mod:`plangraph.web.pages.resource`.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import quote

from flask import Blueprint, Response, current_app, redirect, request

from plangraph.store.answer import write_statements
from plangraph.store.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format
from plangraph.store.graphs import CATALOGUE_GRAPH, SHAPES_GRAPH, VOCABULARY_GRAPH
from plangraph.store.terms import Statement
from plangraph.web.addresses import at_public_address
from plangraph.web.languages import language
from plangraph.web.links import Links, foreign_address
from plangraph.web.problems import ProblemError
from plangraph.web.resource import description_statements
from plangraph.web.responses import HTML, data_response, drawn_from, lead_to, negotiate
from plangraph.web.suggestions import Suggestions
from plangraph.web.wholes import whole

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
    stem, form = _split(links.base + path) or (links.base + path, _negotiated())
    return _see(stem, form)


@blueprint.get("/doc/<path:path>")
def document(path: str) -> Response:
    """Return what is said about the thing below the base, in the format that the suffix names."""
    return _document_at(_links().base + path)


@blueprint.get("/iri/<scheme>/<path:rest>")
def document_of_another(scheme: str, rest: str) -> Response:
    """Return what is said about the thing ``scheme://rest`` of somebody else, as :func:`document` does."""
    return _document_at(f"{scheme}://{rest}")


@blueprint.get("/doc")
def document_of_any() -> Response:
    """Return what is said about ``?iri=``, which may be an IRI of somebody else."""
    iri = request.args.get("iri", "")
    if not iri:
        detail = "The request does not say which thing."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, remedy="Write /doc?iri=https://….")
    return _document(iri, _negotiated(request.args.get("format", "")))


@blueprint.get("/<any(ontology, shapes, catalog):name>")
def whole_graph(name: str) -> Response:
    """Return the vocabulary, the shapes or the catalogue as one document."""
    links, settings = _links(), current_app.extensions["settings"]
    statements: Sequence[Statement] = links.dataset.graph(_WHOLE_GRAPHS[name])
    if name == "catalog":
        statements = at_public_address(statements, links.base, settings.public_url)
    if not statements:
        raise ProblemError(HTTPStatus.NOT_FOUND, "This service was started without these data.")
    form = negotiate(
        DOCUMENT_FORMATS, accept=request.headers.get("Accept"), asked=request.args.get("format", "")
    )
    assert form is not None  # no page is offered
    response = data_response(write_statements(statements, form, links.dataset.prefixes), form)
    return drawn_from(response, (_WHOLE_GRAPHS[name],))


def _negotiated(asked: str = "") -> Format | None:
    return negotiate(DOCUMENT_FORMATS, accept=request.headers.get("Accept"), asked=asked, page=True)


def _split(iri: str) -> tuple[str, Format | None] | None:
    """Return an IRI without suffix, and the suffix's format, if something known is called so."""
    stem, _, suffix = iri.rpartition(".")
    known = _links().dataset.knows
    return (stem, _SUFFIXES[suffix]) if suffix in _SUFFIXES and not known(iri) and known(stem) else None


def _document_at(iri: str) -> Response:
    return _document(*(_split(iri) or (iri, _negotiated())))


def _see(iri: str, form: Format | None) -> Response:
    """Send to the document about ``iri``, in a format, or to the page in the client's language."""
    if not _links().dataset.knows(iri):
        raise unknown(iri)
    address = document_address(iri, form) if form else _links().address(iri, language())
    return lead_to(address, HTTPStatus.SEE_OTHER, "Accept", "Accept-Language")


def _document(iri: str, form: Format | None) -> Response:
    links = _links()
    if form is None:
        return _see(iri, form)
    if not links.dataset.knows(iri):
        raise unknown(iri)
    if iri in links.dataset.graphs:
        # The document about a named graph is the graph: that is what its address promises to download.
        return drawn_from(data_response(whole(iri, form), form), (iri,))
    body = write_statements(description_statements(links.dataset.describe(iri)), form, links.dataset.prefixes)
    return data_response(body, form)


def document_address(iri: str, form: Format) -> str:
    """Return where the description of ``iri`` is in a format: the page's address with a suffix."""
    links = _links()
    if iri.startswith(links.base):
        return f"/doc/{quote(iri.removeprefix(links.base))}.{form.suffix}"
    path = foreign_address(iri)
    return f"{path}&format={form.name}" if "?" in path else f"{path}.{form.suffix}"


def unknown(iri: str) -> ProblemError:
    """Return what to say about an IRI of which nothing is said."""
    suggestions: Suggestions = current_app.extensions["suggestions"]
    return ProblemError(
        HTTPStatus.NOT_FOUND,
        f"Nothing is said here about <{iri}>.",
        iri=iri,
        suggestions=list(suggestions.like(iri)),
    )
