"""A successful response as it is kept and sent again: validators, conditional requests, compression."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from werkzeug.sansio.http import is_resource_modified

from plangraph.web.encodings import SMALLEST, coding_for, encode
from plangraph.web.headers import ALWAYS

Environ = dict[str, Any]
StartResponse = Callable[..., object]
Headers = list[tuple[str, str]]

_PACKED = ("application/vnd.openxmlformats", "image/png", "font/")
"""Beginnings of media types that are compressed already."""
# RFC 9110, 15.4.5: what a 304 tells of the response that it stands for.
_IN_304 = frozenset(
    {"cache-control", "etag", "last-modified", "vary", "link", "content-location", "date"}
    | {name.lower() for name in ALWAYS}
)
_OWN = frozenset({"vary", "content-length", "etag", "last-modified", "cache-control", "date"})
"""Headers that are made here, whoever else made them before."""
_SAFE = frozenset({"GET", "HEAD", "QUERY"})
"""Methods that may be conditional: RFC 9110, 13.1.2; RFC 10008, 2.6."""
_OVERHEAD = 2_000
"""Bytes that headers and key take, roughly."""


class Representation:
    """Body and headers of a 200, ready to be sent whole, compressed, or as 304.

    Its ETag is strong: a digest of body and media type, another one for each coding. ``cost`` is the
    memory that it takes in bytes, with room for the compressed bodies.
    """

    __slots__ = ("_digest", "_headers", "_modified", "_variants", "body", "cost")

    def __init__(self, body: bytes, headers: Headers, *, modified: datetime, cache_control: str) -> None:
        """Make the validators.

        Args:
            body: not compressed.
            headers: Content-Type and whatever else is particular; no length, no validators.
            modified: when the data changed last, UTC.
            cache_control: for caches on the way to the client.
        """
        named = {name.lower(): value for name, value in headers}
        content_type = named["content-type"]
        self.body = body
        self._digest = hashlib.blake2b(content_type.encode() + b"\0" + body, digest_size=12).hexdigest()
        self._modified = modified
        is_packed = len(body) < SMALLEST or content_type.startswith(_PACKED)
        self._headers = [
            *(pair for pair in headers if pair[0].lower() not in _OWN),
            ("Vary", ", ".join(filter(None, (named.get("vary"), "Accept-Encoding")))),
            ("Last-Modified", _http_date(self._modified)),
            ("Cache-Control", cache_control),
        ]
        self._variants: dict[str, tuple[bytes, Headers]] = {"": self._variant(body, "")}
        if is_packed:
            self._variants = dict.fromkeys(("", "zstd", "br", "gzip"), self._variants[""])
        self.cost = 2 * len(body) + _OVERHEAD

    def respond(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request with it."""
        coding = coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        body, headers = self._variants.get(coding) or self._compressed(coding)
        method = environ["REQUEST_METHOD"]
        if method in _SAFE and self._is_known(environ, headers):
            start_response("304 Not Modified", [pair for pair in headers if _tells(pair[0])])
            return []
        start_response("200 OK", headers)
        return [] if method == "HEAD" else [body]

    def _compressed(self, coding: str) -> tuple[bytes, Headers]:
        packed = encode(self.body, coding)
        self._variants[coding] = self._variant(packed, coding)
        return self._variants[coding]

    def _variant(self, body: bytes, coding: str) -> tuple[bytes, Headers]:
        headers = [
            *self._headers,
            ("ETag", _quoted(self._digest, coding)),
            ("Content-Length", str(len(body))),
        ]
        if coding:
            headers.append(("Content-Encoding", coding))
        return body, headers

    def _is_known(self, environ: Environ, headers: Headers) -> bool:
        known, since = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
        if known is None and since is None:
            return False
        return not is_resource_modified(
            http_if_none_match=known,
            http_if_modified_since=since if known is None else None,  # RFC 9110, 13.2.2
            etag=dict(headers)["ETag"],
            last_modified=self._modified,
        )


@lru_cache(maxsize=4)
def _http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def _tells(name: str) -> bool:
    return name.lower() in _IN_304 or name.lower().startswith("access-control-")


def _quoted(digest: str, coding: str) -> str:
    return f'"{digest}-{coding}"' if coding else f'"{digest}"'
