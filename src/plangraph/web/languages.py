"""Which language a page speaks: that of its address, ``/it/…`` or ``/en/…``, else the browser's."""

from __future__ import annotations

from flask import request

from plangraph.web.translations import LANGUAGES


def address_language() -> str:
    """Return the language that the address of the page names; empty if it names none."""
    first = request.path.split("/", 2)[1]
    return first if first in LANGUAGES else ""


def language() -> str:
    """Return the language of the page: of its address, else the browser's, else Italian."""
    if spoken := address_language():
        return spoken
    return accepted_language(LANGUAGES[0])


def accepted_language(otherwise: str) -> str:
    """Return the language of ours that the client likes best, or ``otherwise`` if it names none of them."""
    # werkzeug's best match takes "it;q=0.5" before "en-GB".
    wanted = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((tag for tag in wanted if tag in LANGUAGES), otherwise)
