"""Which language a page speaks: that of its address, ``/it/…`` or ``/en/…``, else the browser's."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from plangraph.web.translations import LANGUAGES


def address_language() -> str:
    """Return the language that the address of the page names; empty if it names none."""
    return _named(request.path)


def language() -> str:
    """Return the language of the page: of its address, else the browser's, else Italian."""
    return spoken(request.path, request.headers.get("Accept-Language", ""))


def spoken(path: str, accept_language: str) -> str:
    """Return the language of the page at ``path`` for a client that sends such a header."""
    return _named(path) or accepted(accept_language, LANGUAGES[0])


def accepted_language(otherwise: str) -> str:
    """Return the language of ours that the client likes best, or ``otherwise`` if it names none of them."""
    return accepted(request.headers.get("Accept-Language", ""), otherwise)


def accepted(accept_language: str, otherwise: str) -> str:
    """Return the language of ours that such a header likes best, ``otherwise`` if it names none of them."""
    ranges = parse_accept_header(accept_language, LanguageAccept)
    # werkzeug's best match takes "it;q=0.5" before "en-GB".
    wanted = (tag.partition("-")[0].lower() for tag in ranges.values())
    return next((tag for tag in wanted if tag in LANGUAGES), otherwise)


def _named(path: str) -> str:
    first = path.split("/", 2)[1]
    return first if first in LANGUAGES else ""
