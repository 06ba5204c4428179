"""Data responses: negotiated, written by the store, open to scripts of any origin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from http import HTTPStatus

from flask import Response, current_app, request

from plangraph.store.formats import JSON_LD, RDF_XML, Format, Kind, format_named, formats_for
from plangraph.web.filenames import disposition
from plangraph.web.negotiation import PAGE, choose, ranked, version_for
from plangraph.web.problems import ProblemError
from plangraph.web.sources import Sources

HTML = "html"
_USUAL = 1_000  # characters; longer headers are not remembered
_PARTIAL = (RDF_XML, JSON_LD)
"""Formats that cannot hold every graph."""


def negotiate(
    offers: Sequence[Format], *, accept: str | None, asked: str = "", page: bool = False
) -> Format | None:
    """Return the format to answer in; None means the HTML page, where one is offered.

    Args:
        offers: what the answer can be written in, the preferred one first.
        accept: the header as sent, if it was.
        asked: a format's name from ``?format=``, which goes before Accept; empty to negotiate.
        page: there is a page as well.

    Raises:
        ProblemError: 406 with ``available``: none of the formats will do. 400: no format has that name.
    """
    names = [form.name for form in offers] + [HTML] * page
    if asked:
        form = format_named(asked)
        if form in offers or (page and asked == HTML):
            return form
        status = HTTPStatus.BAD_REQUEST if form is None else HTTPStatus.NOT_ACCEPTABLE
        raise _unavailable(status, "This answer cannot be had in the format asked for.", names)
    by_media_type = [form for form in offers if not form.by_name_only]
    choices = [(form.media_type, form.also) for form in by_media_type] + [PAGE] * page
    index = choose(accept, choices)
    if index is None:
        types = [media_type for media_type, _ in choices]
        detail = "None of the media types in Accept is available."
        raise _unavailable(HTTPStatus.NOT_ACCEPTABLE, detail, types)
    return None if index == len(by_media_type) else by_media_type[index]


def _unavailable(status: HTTPStatus, detail: str, available: list[str]) -> ProblemError:
    remedy = f"There is: {', '.join(available)}."
    return ProblemError(status, detail, kind="not-acceptable", remedy=remedy, available=available)


def formats_by_kind(accept: str, asked: str) -> tuple[tuple[str, str, str], ...]:
    """Return each kind of answer with the format in which the client wants it, by names, and RDF's version.

    For queries that somebody else will parse. A kind is missing where :func:`negotiate` would raise. Where a
    format cannot hold every answer, the kind comes again, with what the client wants next.

    Args:
        accept: the header, empty if there is none.
        asked: a format's name, which goes before ``accept``; empty to negotiate.
    """
    usual = len(accept) + len(asked) < _USUAL
    return (_formats_by_kind if usual else _formats_by_kind.__wrapped__)(accept, asked)


@lru_cache(maxsize=256)
def _formats_by_kind(accept: str, asked: str) -> tuple[tuple[str, str, str], ...]:
    formats = []
    for kind in Kind:
        for form in _wanted(formats_for(kind), accept, asked):
            version = announced(form, accept)
            formats.append((kind.name, form.name, version))
            if not version and form not in _PARTIAL:
                break
    return tuple(formats)


def _wanted(offers: Sequence[Format], accept: str, asked: str) -> list[Format]:
    """Return the formats that a client accepts, the preferred one first; the one alone that it names."""
    if asked:
        named = format_named(asked)
        return [form for form in offers if form == named]
    by_media_type = [form for form in offers if not form.by_name_only]
    types = [(form.media_type, form.also) for form in by_media_type]
    if choose(accept, [*types, PAGE]) == len(types):
        # Browsers name application/xml for pages; who follows a link to an answer has no use for XML.
        types = [(media_type, ()) for media_type, _ in types]
    return [by_media_type[index] for index in ranked(accept, types)]


def announced(form: Format, accept: str | None) -> str:
    """Return the RDF version that data in ``form`` say they have: the one that the client asked for, or none.

    RDF 1.2 Concepts, version announcement. Who names no version gets the media type as it always was.
    """
    return version_for(accept, (form.media_type, *form.also)) if form.has_version else ""


@lru_cache(maxsize=128)
def data_headers(form: Format, version: str = "", file: str = "") -> tuple[tuple[str, str], ...]:
    """Return the headers of data in ``form``, besides those of every response.

    Args:
        form: what the body is in.
        version: of RDF that it announces, or empty.
        file: name to save it as, without suffix; empty where nobody said one, then only what no browser
            shows is saved.
    """
    always = (("Content-Type", form.typed(version)), ("Vary", "Accept"))
    if form.is_file or file:
        name = f"{file or 'plangraph'}.{form.suffix}"
        return *always, ("Content-Disposition", disposition(name, is_saved=form.is_file))
    return always


def data_response(body: bytes, form: Format, file: str = "") -> Response:
    """Return ``body`` as data in ``form``, to be saved as ``file``."""
    version = announced(form, request.headers.get("Accept"))  # documents have nothing newer than RDF 1.1
    return Response(body, headers=dict(data_headers(form, version, file)))


def drawn_from(response: Response, graphs: tuple[str, ...] | None) -> Response:
    """Return ``response``, whose ``Link`` says which named graphs it was drawn from; None: all of them."""
    sources: Sources = current_app.extensions["sources"]
    response.headers.add("Link", sources.header(graphs))
    return response


def lead_to(address: str, status: HTTPStatus, *vary: str) -> Response:
    """Return a response that sends to ``address``, a path of ours, and depends on the headers ``vary``."""
    response = Response("", status, content_type="text/plain; charset=utf-8")
    response.headers["Location"] = address
    response.vary.update(vary)
    return response


def page_response(html: str) -> Response:
    """Return a page that shares its address with data."""
    response = Response(html, content_type="text/html; charset=utf-8")
    response.vary.update(("Accept", "Accept-Language"))
    return response
