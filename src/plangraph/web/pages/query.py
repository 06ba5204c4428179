"""``/it/query``, ``/en/query``: ask, by a ready-made question or in SPARQL, and look at the answer.

An address holds all that is asked and how it is shown. Forms are sent by POST and lead to that address, so
that a query too long for any address is answered too, only without one.
"""

from __future__ import annotations

import json
from dataclasses import replace
from http import HTTPStatus

from flask import Response, current_app, redirect, request
from werkzeug.datastructures import MultiDict

from plangraph.errors import PlangraphError
from plangraph.queries import AUDIENCES, StoredQuery
from plangraph.store.dataset import Dataset
from plangraph.store.errors import UnwritableError
from plangraph.web.asking.answers import excerpt
from plangraph.web.asking.choices import Choices
from plangraph.web.asking.complaints import Complaint, complaint
from plangraph.web.asking.fields import parameter_fields
from plangraph.web.asking.result import ROWS, Result, result_of, window_of
from plangraph.web.asking.terms import vocabulary
from plangraph.web.asking.wish import Wish, WishError, read_wish
from plangraph.web.languages import language
from plangraph.web.links import Links
from plangraph.web.own_queries import own_query
from plangraph.web.pages.page import page_blueprint, render

blueprint = page_blueprint("query")
FIRST = own_query("example").partition("\n")[2]
"""What the editor holds until somebody asks for something else."""
_NO_STORE = "no-store"


@blueprint.get("/query")
def show() -> Response:
    """Return the page; with a question in the address, its answer."""
    return _page(request.args)


@blueprint.post("/query")
def send() -> Response:
    """Send to the address of what the form asks; without one, answer."""
    try:
        wish = read_wish(request.form, current_app.extensions["stored_queries"])
    except WishError:
        return _page(request.form)
    address = wish.address()
    if not address:
        return _page(request.form)
    return redirect(f"/{language()}/query{address}", HTTPStatus.SEE_OTHER)  # type: ignore[return-value]


@blueprint.get("/query/terms")
def terms() -> Response:
    """Return what the editor completes, as JSON."""
    dataset: Dataset = current_app.extensions["dataset"]
    told, _ = vocabulary(dataset.prefixes, language())
    return Response(json.dumps(told, ensure_ascii=False) + "\n", content_type="application/json")


def _page(fields: MultiDict[str, str]) -> Response:
    stored: tuple[StoredQuery, ...] = current_app.extensions["stored_queries"]
    links: Links = current_app.extensions["links"]
    spoken = language()
    wish, result, wrong = Wish(), None, None
    is_volatile = request.method == "POST"
    try:
        wish = read_wish(fields, stored)
        if wish.is_asked:
            answered = excerpt(wish.sparql, wish.values(), window_of(wish, spoken))
            result = result_of(wish, answered.excerpt, links, spoken)
            is_volatile = is_volatile or answered.is_volatile
    except (PlangraphError, UnwritableError, WishError) as error:
        wrong = complaint(error, spoken)
    return _rendered(wish, result, wrong, is_volatile)


def _rendered(wish: Wish, result: Result | None, wrong: Complaint | None, is_volatile: bool) -> Response:
    stored: tuple[StoredQuery, ...] = current_app.extensions["stored_queries"]
    choices: Choices = current_app.extensions["choices"]
    links: Links = current_app.extensions["links"]
    settings, spoken = current_app.extensions["settings"], language()
    response = render(
        "query.html",
        audiences=AUDIENCES,
        stored=stored,
        wish=wish,
        plain=replace(wish, view="", column="", is_descending=False, page=1),
        fields=parameter_fields(wish, choices, links, spoken) if wish.stored else [],
        query=wish.sparql or FIRST,
        result=result,
        wrong=wrong,
        rows_at_once=ROWS,
        settings=settings,
    )
    if wrong:
        response.status_code = wrong.status
        if wrong.retry_after is not None:
            response.headers["Retry-After"] = str(wrong.retry_after)
    if is_volatile or wrong:
        response.headers["Cache-Control"] = _NO_STORE
    return response
