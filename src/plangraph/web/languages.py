"""Which language a page speaks: that of its address, ``/it/…`` or ``/en/…``, else the browser's."""

from __future__ import annotations

from flask import request

from plangraph.web.translations import LANGUAGES


def language() -> str:
    """Return the language of the page: of its address, else the browser's, else Italian."""
    first = request.path.split("/", 2)[1]
    if first in LANGUAGES:
        return first
    # werkzeug's best match takes "it;q=0.5" before "en-GB".
    wanted = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((tag for tag in wanted if tag in LANGUAGES), LANGUAGES[0])
