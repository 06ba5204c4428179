"""Content codings: RFC 9110, section 12.5.3, and the libraries that compress."""

from __future__ import annotations

import gzip
import sys
from functools import lru_cache

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SMALLEST = 512
"""Bytes below which a body is sent as it is: it would fit into the same packet anyway."""
_LONGEST = 200  # characters; no client has more to say
# 111 KB of results take 0.5 to 1.1 ms and a twelfth of the bytes: docs/decisions/0008-http-cache.md.
_GZIP, _BROTLI, _ZSTD = 6, 5, 6
_ENCODERS = {
    "zstd": lambda body: zstd.compress(body, _ZSTD),
    "br": lambda body: bytes(brotli.compress(body, quality=_BROTLI)),
    "gzip": lambda body: gzip.compress(body, _GZIP, mtime=0),
}
CODINGS = tuple(_ENCODERS)
"""Names of the codings on offer, the preferred one first."""


def coding_for(accept_encoding: str) -> str:
    """Return the coding that a client wants most, empty for none.

    Among equals the first of :data:`CODINGS` wins. A client that refuses even ``identity`` gets it all the
    same, as the RFC lets a server do.
    """
    if not accept_encoding or len(accept_encoding) > _LONGEST:
        return ""
    return _coding_for(accept_encoding)


@lru_cache(maxsize=256)
def _coding_for(accept_encoding: str) -> str:
    wanted = parse_accept_header(accept_encoding.lower(), Accept)
    best = max(CODINGS, key=lambda coding: wanted.quality(coding))  # the first of equals
    quality = wanted.quality(best)
    return best if quality > 0 and quality >= _explicit(wanted, "identity") else ""


def _explicit(wanted: Accept, name: str) -> float:
    return next((quality for value, quality in wanted if value == name), 0)


def encode(body: bytes, coding: str) -> bytes:
    """Return ``body`` compressed; the same bytes each time.

    Args:
        body: as it is.
        coding: one of :data:`CODINGS`.
    """
    return _ENCODERS[coding](body)
