"""Whose request it is: for the log by address, for limits by whoever holds that address."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

from plangraph.settings import Settings

_SITE = 64
"""Bits of an IPv6 address that one client keeps (RFC 4291, 2.5.4): the rest it may choose anew each time."""


def address_of(environ: dict[str, Any], settings: Settings) -> str:
    """Return the address that a request comes from; behind a proxy the last, which the proxy itself saw."""
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "") if settings.behind_proxy else ""
    return forwarded.rpartition(",")[2].strip() or environ.get("REMOTE_ADDR", "")


def client_of(environ: dict[str, Any], settings: Settings) -> str:
    """Return who sends a request, as limits count clients: an IPv4 address, or an IPv6 network of 64 bits."""
    return _holder(address_of(environ, settings))


@lru_cache(maxsize=4_096)
def _holder(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:  # whatever a proxy writes
        return address
    if isinstance(known, IPv4Address):
        return str(known)
    return str(known.ipv4_mapped or ip_network((int(known), _SITE), strict=False))
