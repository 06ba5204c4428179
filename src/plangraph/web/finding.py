"""``/search``: things found by words, as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from plangraph.search.answer import Found, Hit
from plangraph.search.index import Index
from plangraph.search.kinds import KINDS
from plangraph.search.request import LONGEST
from plangraph.web.languages import language
from plangraph.web.problems import ProblemError
from plangraph.web.translations import LANGUAGES

blueprint = Blueprint("finding", __name__)

USUAL, MOST = 20, 100
"""Results in an answer: unless ``limit`` says otherwise, and at most."""
_FARTHEST = 100_000
_NAMES = tuple(kind.name for kind in KINDS)
_PATIENCE = 5.0
"""Seconds to wait for an index that is being made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a request looks for."""

    text: str
    language: str
    """Of labels and snippets, where there is a choice."""
    kinds: tuple[str, ...] = ()
    """Those wanted; empty: all."""
    limit: int = USUAL
    offset: int = 0


class Search:
    """Finds for pages and programs. Its method may be called from any thread."""

    def __init__(self, index: Index, patience: float | None = _PATIENCE) -> None:
        """Look into ``index``, and wait ``patience`` seconds for it; see :meth:`Index.find`."""
        self._index, self._patience = index, patience

    def find(self, sought: Sought, *, each: int | None = None, loosely: bool = False) -> Found:
        """Return what is found, at most ``each`` of a kind; see :meth:`Index.find`."""
        return self._index.find(
            sought.text,
            language=sought.language,
            kinds=sought.kinds,
            limit=sought.limit,
            offset=sought.offset,
            each=each,
            loosely=loosely,
            patience=self._patience,
        )


def read_sought(spoken: str) -> Sought:
    """Return what the request looks for: ``q``, ``kind`` as often as wanted, ``limit``, ``offset``.

    Args:
        spoken: language of labels and snippets.

    Raises:
        ProblemError: 400, the parameter that makes no sense.
    """
    text = request.args.get("q", "")
    if len(text) > LONGEST:
        detail = f"The words to search for have {len(text):,} characters, {LONGEST} are allowed."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter", remedy="Search for fewer words.")
    kinds = tuple(dict.fromkeys(filter(None, request.args.getlist("kind"))))
    if set(kinds) - set(_NAMES):
        detail = "There is no such kind of thing as the parameter «kind» asks for."
        remedy = f"Write one of {', '.join(_NAMES)}."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter", remedy=remedy, available=_NAMES)
    return Sought(
        text=text,
        language=spoken,
        kinds=kinds,
        limit=_number("limit", request.args.get("limit", ""), USUAL, MOST),
        offset=_number("offset", request.args.get("offset", ""), 0, _FARTHEST),
    )


def _number(name: str, given: str, usual: int, most: int) -> int:
    text = given or str(usual)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= most):
        detail = f"The parameter «{name}» is no whole number from 0 to {most:,}."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter", remedy="Mend or leave it out.")
    return int(text)


@blueprint.get("/search")
def search() -> Response:
    """Return what the words of ``q`` find."""
    spoken = request.args.get("lang", "") or LANGUAGES[0]
    if spoken not in LANGUAGES:
        detail = "The parameter «lang» has a value that is not known."
        remedy = f"Write one of {', '.join(LANGUAGES)}."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter", remedy=remedy)
    sought = read_sought(spoken)
    if not sought.text.strip():
        detail = "The request does not say what to search for."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter", remedy="Write /search?q=words.")
    searching: Search = current_app.extensions["search"]
    document = _document(sought, searching.find(sought))
    return Response(json.dumps(document, ensure_ascii=False) + "\n", content_type="application/json")


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """Return how a browser can search here: OpenSearch 1.1, draft 6."""
    spoken = language()
    body = render_template("opensearch.xml", spoken=spoken, longest=LONGEST)
    response = Response(body, content_type="application/opensearchdescription+xml")
    response.vary.add("Accept-Language")
    return response


def _document(sought: Sought, found: Found) -> dict[str, Any]:
    return {
        "query": sought.text,
        "matched": found.matched.value,
        "total": found.total,
        "limit": sought.limit,
        "offset": sought.offset,
        "kinds": dict(found.kinds),
        "leftOut": list(found.left_out),
        "results": [_result(hit) for hit in found.hits],
    }


def _result(hit: Hit) -> dict[str, Any]:
    return {
        "iri": hit.iri,
        "kind": hit.kind,
        "label": hit.label.value,
        "labelLang": hit.label.language or None,
        "line": hit.line,
        "score": hit.score,
        "snippet": [{"text": piece.text, "found": piece.is_found} for piece in hit.snippet.pieces],
    }
