"""The text as it is read: the marks ``<i>`` and ``<b>`` that its conversion left in it, as what they mean."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_PAIR = re.compile(r"&lt;([bi])&gt;(.*?)&lt;/\1&gt;", re.DOTALL)


def emphasised(text: str) -> Markup:
    """Return ``text`` for a page, each ``<i>…</i>`` and ``<b>…</b>`` as that element, all else as letters."""
    return Markup(_pairs_made(str(escape(text)), r"<\1>\2</\1>"))


def unmarked(text: str) -> str:
    """Return ``text`` without the marks that :func:`emphasised` reads."""
    return Markup(_pairs_made(str(escape(text)), r"\2")).unescape()


def _pairs_made(escaped: str, into: str) -> str:
    """Return the text with each pair of marks replaced, those within others too."""
    while (made := _PAIR.sub(into, escaped)) != escaped:
        escaped = made
    return escaped
