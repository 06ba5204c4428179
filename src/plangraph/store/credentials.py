"""Who plangraph is to a store: a user with a password, or the bearer of a token.

Shown only to the host of the store's own addresses: redirects are not followed.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from plangraph.errors import UsageError

PASSWORD, TOKEN = "PLANGRAPH_STORE_PASSWORD", "PLANGRAPH_STORE_TOKEN"
"""Environment variables; nothing secret stands on a command line, where every user of the machine sees it."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a store may ask for; empty where it need not."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def unasked(self) -> str:
        """Return the Authorization header that goes with every request: of a token (RFC 6750, 2.1)."""
        return f"Bearer {self.token}" if self.token else ""

    def answer(self, challenge: str, method: str, address: str) -> str:
        """Return the Authorization header that a 401 asks for; empty if there is none to give.

        Args:
            challenge: WWW-Authenticate; Digest (RFC 7616) goes before Basic (RFC 7617), for it hides the
                password.
            method: of the request.
            address: of the request.
        """
        if not self.user or self.token:
            return ""
        scheme, _, rest = challenge.partition(" ")
        if scheme.lower() == "digest":
            return self._digest(rest, method, address)
        pair = f"{self.user}:{self.password}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"

    def _digest(self, challenge: str, method: str, address: str) -> str:
        asked = parse_keqv_list(parse_http_list(challenge))
        known = HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, address, self.user, self.password)
        request = Request(address, method=method)
        answered = HTTPDigestAuthHandler(known).get_authorization(request, asked)
        return f"Digest {answered}" if answered else ""


def read_credentials(user: str, environment: Mapping[str, str] = os.environ) -> Credentials:
    """Return the credentials for ``user``, whose password stands in the environment, or of a token there.

    Raises:
        UsageError: a user without password, or both ways at once.
    """
    password, token = environment.get(PASSWORD, ""), environment.get(TOKEN, "")
    if user and token:
        raise UsageError(f"--store-user and {TOKEN} are two ways to say who asks. Leave one out.")
    if user and not password:
        raise UsageError(f"--store-user {user} has no password. Put it into {PASSWORD}.")
    return Credentials(user, password if user else "", token)


def require_address(address: str, flag: str) -> str:
    """Return ``address`` if it is one that a store can have.

    Raises:
        UsageError: it is no http address, or holds a password.
    """
    try:
        parts = urlsplit(address)
        has_host, has_user = bool(parts.hostname) and parts.port != 0, "@" in parts.netloc
    except ValueError:
        has_host, has_user = False, False
    if has_user:
        raise UsageError(f"{flag} holds a user or a password. Use --store-user and {PASSWORD}.")
    if not has_host or not address.startswith(("http://", "https://")):
        raise UsageError(f"{flag} «{address}» is no http address. Write it like https://host/sparql.")
    return address
