"""A successful response as it is kept and sent again: validators, conditional requests, compression."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from werkzeug.http import parse_date, parse_etags
from werkzeug.sansio.http import is_resource_modified

from plangraph.web.encodings import CODINGS, SMALLEST, coding_for, encode
from plangraph.web.headers import ALWAYS
from plangraph.web.problems import ProblemError

Environ = dict[str, Any]
StartResponse = Callable[..., object]
Headers = list[tuple[str, str]]

_PACKED = ("application/vnd.openxmlformats", "application/gzip", "image/png", "font/")
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
    memory that it takes in bytes at most, all compressed bodies included.
    """

    __slots__ = ("_digest", "_headers", "_modified", "_variants", "body", "cost")

    def __init__(
        self, body: bytes, headers: Headers, *, modified: datetime | None, cache_control: str
    ) -> None:
        """Make the validators.

        Args:
            body: not compressed.
            headers: Content-Type and whatever else is particular; no length, no validators.
            modified: when the data changed last, UTC; None for an answer that chance or time made, which is
                never the same again, and has no validators.
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
            *([("Last-Modified", _http_date(modified))] if modified else []),
            ("Cache-Control", cache_control),
        ]
        self._variants: dict[str, tuple[bytes, Headers]] = {"": self._variant(body, "")}
        if is_packed:
            self._variants = dict.fromkeys(("", *CODINGS), self._variants[""])
        self.cost = len(body) * (1 if is_packed else 1 + len(CODINGS)) + _OVERHEAD

    def respond(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request with it.

        Raises:
            ProblemError: 412, the client wants another one than this or none (RFC 9110, 13.1.1 and 13.1.4).
        """
        coding = coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        body, headers = self._variants.get(coding) or self._compressed(coding)
        method = environ["REQUEST_METHOD"]
        if method in _SAFE:
            if not self._is_wanted(environ, headers):
                raise ProblemError(HTTPStatus.PRECONDITION_FAILED, "The data have changed since you asked.")
            if self._is_known(environ, headers):
                start_response("304 Not Modified", [pair for pair in headers if _tells(pair[0])])
                return []
        start_response("200 OK", headers)
        return [] if method == "HEAD" else [body]

    def _compressed(self, coding: str) -> tuple[bytes, Headers]:
        packed = encode(self.body, coding)
        self._variants[coding] = self._variant(packed, coding)
        return self._variants[coding]

    def _variant(self, body: bytes, coding: str) -> tuple[bytes, Headers]:
        headers = [*self._headers, ("Content-Length", str(len(body)))]
        if self._modified is not None:
            headers.append(("ETag", _quoted(self._digest, coding)))
        if coding:
            headers.append(("Content-Encoding", coding))
        return body, headers

    def _is_wanted(self, environ: Environ, headers: Headers) -> bool:
        """Look at the preconditions that go before all others: RFC 9110, 13.2.2."""
        if (wanted := environ.get("HTTP_IF_MATCH")) is not None:
            tags, own = parse_etags(wanted), dict(headers).get("ETag", "")
            return tags.star_tag or tags.is_strong(own.strip('"'))
        since = parse_date(environ.get("HTTP_IF_UNMODIFIED_SINCE"))
        return since is None or self._modified is None or self._modified.replace(microsecond=0) <= since

    def _is_known(self, environ: Environ, headers: Headers) -> bool:
        if self._modified is None:
            return False
        if (known := environ.get("HTTP_IF_NONE_MATCH")) is not None:  # goes first: RFC 9110, 13.2.2
            return not is_resource_modified(http_if_none_match=known, etag=dict(headers)["ETag"])
        # The very date that was sent: data that were put back have an earlier one, and are other data.
        return bool(environ.get("HTTP_IF_MODIFIED_SINCE") == _http_date(self._modified))


@lru_cache(maxsize=4)
def _http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def _tells(name: str) -> bool:
    return name.lower() in _IN_304 or name.lower().startswith("access-control-")


def _quoted(digest: str, coding: str) -> str:
    return f'"{digest}-{coding}"' if coding else f'"{digest}"'
