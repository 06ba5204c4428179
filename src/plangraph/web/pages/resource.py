"""``/it/doc/…``, ``/en/doc/…``: what is said about one thing."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from flask import Response, current_app, redirect, request

from plangraph.web.dereference import DOCUMENT_FORMATS, document_address, unknown
from plangraph.web.facts import TYPE
from plangraph.web.inbound import SHOWN_EACH
from plangraph.web.languages import language
from plangraph.web.links import Links
from plangraph.web.pages.asking import answer
from plangraph.web.pages.contents import contents, contents_query
from plangraph.web.pages.derived import Derived, derived, derived_query
from plangraph.web.pages.linked import linked, linked_query, searched, searched_query
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.pages.sectors import is_unnamed_sector
from plangraph.web.resource import resource_page
from plangraph.web.shape import shape_page
from plangraph.web.source_text import SourceText
from plangraph.web.structured import described

blueprint = page_blueprint("resource")

_TOLD = {
    "contents": ("objective", "activity"),
    "linked": ("link",),
    "derived": ("thing",),
    "searched": ("search",),
}
"""Columns of what points to the thing, in the answers of which the page makes parts of their own."""


@blueprint.get("/doc/<path:path>")
def document(path: str) -> Response:
    """Return the page of the thing below the base."""
    links: Links = current_app.extensions["links"]
    return _page(links.base + path)


@blueprint.get("/iri/<scheme>/<path:rest>")
def document_of_another(scheme: str, rest: str) -> Response:
    """Return the page of the thing ``scheme://rest`` of somebody else."""
    return _page(f"{scheme}://{rest}")


@blueprint.get("/doc")
def document_of_any() -> Response:
    """Return the page of ``?iri=``, or send to where it is."""
    links: Links = current_app.extensions["links"]
    iri = request.args.get("iri", "")
    address = links.address(iri, language()) if links.dataset.knows(iri) else ""
    if address and "?" not in address:
        return redirect(address, HTTPStatus.MOVED_PERMANENTLY)  # type: ignore[return-value]
    return _page(iri)


def _page(iri: str) -> Response:
    links: Links = current_app.extensions["links"]
    description = links.dataset.describe(iri)
    if not description.outgoing:
        raise unknown(iri)
    spoken = language()
    classes = [kind.value for s, p, kind in description.outgoing if p.value == TYPE and s.value == iri]
    texts: SourceText = current_app.extensions["source_text"]
    queries = {
        "contents": contents_query(iri, classes),
        "linked": linked_query(description),
        "searched": searched_query(description),
        "derived": derived_query(iri) if texts.row(iri) else "",
    }
    asked = {name: answer(query) for name, query in queries.items() if query}
    told = {
        row[each]
        for name, found in asked.items()
        for row in found.rows
        for each in _TOLD[name]
        if each in row
    }
    besides = [term for found in asked.values() for term in found.terms]
    page = resource_page(description, links, texts, spoken, besides=besides, told=told)
    shape = shape_page(description, links, current_app.extensions["examples"], spoken)
    formats = [(form, document_address(iri, form)) for form in DOCUMENT_FORMATS]
    origin = current_app.extensions["settings"].origin
    structured = described(page, origin, links.address(iri, spoken), spoken, formats)
    response = render(
        "shape.html" if shape else "row.html" if "derived" in asked else "resource.html",
        page=page,
        shape=shape,
        contents=contents(links, iri, asked["contents"]) if "contents" in asked else None,
        linked=linked(links, asked["linked"]) if "linked" in asked else (),
        link_search=searched(links, asked["searched"]) if "searched" in asked else None,
        derived=derived(links, asked["derived"]).get(iri, Derived()) if "derived" in asked else None,
        behind_it={name: found.address for name, found in asked.items()},
        is_unnamed_sector=is_unnamed_sector(description),
        formats=formats,
        structured=structured,
        most=SHOWN_EACH,
        asked=_ASKED.format(iri=iri),
    )
    header = [response.headers["Link"], f'<{_as_uri(iri)}>; rel="describes"']  # RFC 6892
    header += [f'<{origin}{path}>; rel="alternate"; type="{form.media_type}"' for form, path in formats]
    response.headers["Link"] = ", ".join(header)
    return response


def _as_uri(iri: str) -> str:
    """Return an IRI as headers can have it: beyond ASCII in per cent (RFC 3987, 3.1)."""
    return quote(iri, safe="%/:?#[]@!$&'()*+,;=-._~")


# Only IRIs that the store knows come this far: none of them can end the brackets.
_ASKED = """SELECT ?property ?value ?subject WHERE {{
  {{ <{iri}> ?property ?value }}
  UNION
  {{ ?subject ?property <{iri}> }}
}}
ORDER BY ?property ?value ?subject"""
