"""Bodies of requests, whole."""

from __future__ import annotations

from http import HTTPStatus
from typing import IO, Any

from werkzeug.wsgi import get_input_stream

from plangraph.web.problems import ProblemError

_PIECE = 65_536
_IDENTITY = "identity"


def body_stream(environ: dict[str, Any], most: int) -> IO[bytes]:
    """Return the body as a stream that ends where the body does.

    Raises:
        ProblemError: 415, it is compressed.
        RequestEntityTooLarge: its announced length is more than ``most`` bytes; or, when it is read piece by
            piece, so many have been read of a body that announces none. Reading all at once would cut it
            (werkzeug 3.1, ``LimitedStream.readall``).
    """
    _require_plain(environ.get("HTTP_CONTENT_ENCODING", ""))
    return get_input_stream(environ, max_content_length=most)


def read_body(environ: dict[str, Any], most: int) -> bytes:
    """Return the whole body.

    Raises:
        ProblemError: 415, it is compressed.
        RequestEntityTooLarge: it has more than ``most`` bytes.
    """
    stream = body_stream(environ, most)
    return b"".join(iter(lambda: stream.read(_PIECE), b""))


def _require_plain(coding: str) -> None:
    """Refuse compressed bodies: nobody knows how much is in them (RFC 9110, 15.5.16)."""
    if coding and coding.lower() != _IDENTITY:
        raise ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"A body with Content-Encoding «{coding[:40]}» is not read here.",
            remedy="Send it uncompressed.",
            headers={"Accept-Encoding": _IDENTITY},
        )
