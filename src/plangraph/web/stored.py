"""``/queries/…``: the answers to stored questions as data, their parameters in the address.

Values are bound by the engine, never pasted into a query. The page for people is ``/it/query?name=…``.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, current_app, redirect, request

from plangraph.errors import UsageError
from plangraph.queries import StoredQuery, bind
from plangraph.store.formats import formats_for
from plangraph.web.asking.answers import ask, question
from plangraph.web.filenames import file_name
from plangraph.web.languages import language
from plangraph.web.problems import ProblemError
from plangraph.web.responses import data_response, drawn_from, formats_by_kind, negotiate
from plangraph.web.translations import LANGUAGES

blueprint = Blueprint("stored", __name__)


@blueprint.get("/queries")
def all_questions() -> Response:
    """Send to the page that lists them."""
    response = redirect(f"/{language()}/query", HTTPStatus.FOUND)
    response.vary.add("Accept-Language")
    return response  # type: ignore[return-value]


@blueprint.get("/queries/<name>")
def answer(name: str) -> Response:
    """Answer one question with the values that the address has for its parameters."""
    stored = _named(name)
    given = request.args.to_dict()
    asked, labels = given.pop("format", ""), given.pop("labels", "")
    if labels and labels not in LANGUAGES:
        raise _wrong(f"There are no labels in «{labels[:20]}».", f"Write one of {', '.join(LANGUAGES)}.")
    try:
        values = bind(stored, given)
    except UsageError as error:
        raise _wrong(str(error), "") from error
    accept = request.headers.get("Accept", "")
    reply = ask(question(stored.text, values, formats=formats_by_kind(accept, asked), labels=labels))
    if reply.form is None:
        negotiate(formats_for(reply.kind), accept=accept, asked=asked)
        raise AssertionError("the format was there")
    response = data_response(reply.body, reply.form, file_name(stored.name, *given.values()))
    drawn_from(response, reply.graphs)
    if reply.is_volatile:
        response.headers["Cache-Control"] = "no-store"
    return response


def _named(name: str) -> StoredQuery:
    stored: tuple[StoredQuery, ...] = current_app.extensions["stored_queries"]
    for each in stored:
        if each.name == name:
            return each
    raise ProblemError(
        HTTPStatus.NOT_FOUND, "There is no stored question of this name.", remedy="See /queries."
    )


def _wrong(detail: str, remedy: str) -> ProblemError:
    return ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter", remedy=remedy)
