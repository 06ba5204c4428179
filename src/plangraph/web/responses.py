"""Data responses: negotiated, written by the store, open to scripts of any origin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from http import HTTPStatus

from flask import Response, request

from plangraph.store.formats import Format, Kind, format_named, formats_for
from plangraph.web.negotiation import choose
from plangraph.web.problems import ProblemError

HTML = "html"
_USUAL = 1_000  # characters; longer headers are not remembered
_PAGE = ("text/html", ("application/xhtml+xml",))


def negotiate(offers: Sequence[Format], *, asked: str = "", page: bool = False) -> Format | None:
    """Return the format to answer in; None means the HTML page, where one is offered.

    Args:
        offers: what the answer can be written in, the preferred one first.
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
    choices = [(form.media_type, form.also) for form in by_media_type] + [_PAGE] * page
    index = choose(request.headers.get("Accept"), choices)
    if index is None:
        types = [media_type for media_type, _ in choices]
        detail = "None of the media types in Accept is available."
        raise _unavailable(HTTPStatus.NOT_ACCEPTABLE, detail, types)
    return None if index == len(by_media_type) else by_media_type[index]


def _unavailable(status: HTTPStatus, detail: str, available: list[str]) -> ProblemError:
    remedy = f"There is: {', '.join(available)}."
    return ProblemError(status, detail, kind="not-acceptable", remedy=remedy, available=available)


def formats_by_kind(asked: str) -> dict[str, str]:
    """Return the name of the format for each kind of answer that can be had as the client wants it.

    For queries that somebody else will parse. A kind is missing where :func:`negotiate` would raise.
    """
    accept = request.headers.get("Accept", "")
    usual = len(accept) + len(asked) < _USUAL
    return (_formats_by_kind if usual else _formats_by_kind.__wrapped__)(accept, asked)


@lru_cache(maxsize=256)
def _formats_by_kind(accept: str, asked: str) -> dict[str, str]:
    formats = {}
    for kind in Kind:
        offers = formats_for(kind)
        by_media_type = [form for form in offers if not form.by_name_only]
        index = choose(accept, [(form.media_type, form.also) for form in by_media_type])
        best = None if index is None else by_media_type[index]
        form = format_named(asked) if asked else best
        if form in offers:
            formats[kind.name] = form.name
    return formats


def data_response(body: bytes, form: Format) -> Response:
    """Return ``body`` as data in ``form``."""
    response = Response(body, content_type=form.content_type)
    response.vary.add("Accept")
    if form.is_file:
        response.headers["Content-Disposition"] = f'attachment; filename="plangraph.{form.suffix}"'
    return response


def page_response(html: str) -> Response:
    """Return a page that shares its address with data."""
    response = Response(html, content_type="text/html; charset=utf-8")
    response.vary.update(("Accept", "Accept-Language"))
    return response
