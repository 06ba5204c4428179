"""Bodies of requests, whole."""

from __future__ import annotations

from typing import IO, Any

from werkzeug.wsgi import get_input_stream

_PIECE = 65_536


def body_stream(environ: dict[str, Any], most: int) -> IO[bytes]:
    """Return the body as a stream that ends where the body does.

    Raises:
        RequestEntityTooLarge: its announced length is more than ``most`` bytes; or, when it is read piece by
            piece, so many have been read of a body that announces none. Reading all at once would cut it
            (werkzeug 3.1, ``LimitedStream.readall``).
    """
    return get_input_stream(environ, max_content_length=most)


def read_body(environ: dict[str, Any], most: int) -> bytes:
    """Return the whole body.

    Raises:
        RequestEntityTooLarge: it has more than ``most`` bytes.
    """
    stream = body_stream(environ, most)
    return b"".join(iter(lambda: stream.read(_PIECE), b""))
