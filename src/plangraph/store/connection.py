"""HTTP to another store: one request, one whole answer, or an error that says what happened.

Redirects are not followed, compression is not asked for, and a body counts only if it is complete: as long as
Content-Length says, or closed by its last chunk (RFC 9112, 6.3 and 8).
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from plangraph import __version__
from plangraph.store.credentials import Credentials
from plangraph.store.errors import (
    AnswerTooLargeError,
    StoreAnswerError,
    StoreTimeoutError,
    StoreUnreachableError,
)
from plangraph.store.refusals import refusal
from plangraph.store.reply import Reply

if TYPE_CHECKING:
    import urllib3

_CONNECT = 5.0
"""Seconds to wait for the store to accept a connection."""
_PIECE = 65_536


class Connection:
    """Talks to one store, on connections that are kept open; each process has its own after a fork."""

    def __init__(self, credentials: Credentials, *, seconds: float, most: int, name: str = "") -> None:
        """Nothing is sent yet.

        Args:
            credentials: shown if the store asks for them.
            seconds: for a whole answer, unless a request says otherwise.
            most: bytes of an answer.
            name: what the store is called in errors that others will read; else it is called by its address.
        """
        self._credentials, self._seconds, self._most = credentials, seconds, most
        self._name = name
        self._pool: urllib3.PoolManager | None = None
        self._owner = 0
        self._challenge = ""
        self.requests = 0
        """Sent so far, in this process and before its fork."""

    def named(self, address: str) -> str:
        """Return what the store at ``address`` is called in errors."""
        return self._name or f"the store at {urlsplit(address).netloc}"

    def send(
        self,
        method: str,
        address: str,
        *,
        headers: Mapping[str, str],
        body: bytes = b"",
        seconds: float | None = None,
        repeatable: bool = True,
        what: str = "request",
    ) -> Reply:
        """Return the store's answer.

        Args:
            method: GET, POST, PUT or DELETE.
            address: absolute.
            headers: besides the usual ones.
            body: of the request.
            seconds: for the whole answer.
            repeatable: the request may be sent twice, should a connection that was kept open turn out to be
                closed.
            what: it is, for messages.

        Raises:
            StoreError: there is no answer, or none with status 2xx; a subclass says why.
            AnswerTooLargeError: it has more bytes than it may.
        """
        import urllib3

        end = time.monotonic() + (self._seconds if seconds is None else seconds)
        store = self.named(address)
        try:
            response = self._request(method, address, headers, body, end, repeatable)
            with response:
                reply = self._read(response, store, end)
                response.release_conn()
        except urllib3.exceptions.SSLError as error:
            raise _unreachable(store, "its certificate is not accepted") from error
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError) as error:
            raise _unreachable(store, "nobody answers") from error
        except urllib3.exceptions.TimeoutError as error:
            raise _too_slow(store) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise StoreAnswerError(
                f"{store} broke off its answer. There is no partial answer",
                remedy="Ask again; if it recurs, tell the operator.",
            ) from error
        if not _is_success(response.status):
            raise refusal(response.status, store, reply, what)
        return reply

    def _request(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        body: bytes,
        end: float,
        repeatable: bool,
    ) -> urllib3.BaseHTTPResponse:
        """Send, once more if a kept connection was closed, and once more if the store asks who this is."""
        answer = self._credentials.answer(self._challenge, method, address) if self._challenge else ""
        response = self._once(method, address, headers, body, end, answer, repeatable)
        challenge = response.headers.get("WWW-Authenticate", "Basic")
        if response.status == 401 and (answer := self._credentials.answer(challenge, method, address)):
            self._challenge = challenge
            response.close()
            response = self._once(method, address, headers, body, end, answer, repeatable)
        return response

    def _once(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        body: bytes,
        end: float,
        authorization: str,
        repeatable: bool,
    ) -> urllib3.BaseHTTPResponse:
        import urllib3

        pool = self._open()
        if not repeatable:
            pool.clear()
        authorization = authorization or self._credentials.unasked()
        sent = {
            "User-Agent": f"plangraph/{__version__}",
            "Accept-Encoding": "identity",
            **({"Authorization": authorization} if authorization else {}),
            **headers,
        }
        for is_last in (not repeatable, True):
            left = max(0.001, end - time.monotonic())
            self.requests += 1
            try:
                return pool.request(
                    method,
                    address,
                    headers=sent,
                    body=body,
                    timeout=urllib3.Timeout(connect=min(_CONNECT, left), read=left),
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    decode_content=False,
                )
            except urllib3.exceptions.ProtocolError:  # closed before the first byte of an answer
                if is_last:
                    raise
                pool.clear()
        raise AssertionError("the last attempt returns or raises")

    def _open(self) -> urllib3.PoolManager:
        import urllib3

        if self._pool is None or self._owner != os.getpid():  # a fork must not share its parent's sockets
            self._pool, self._owner = urllib3.PoolManager(maxsize=4), os.getpid()
        return self._pool

    def _read(self, response: urllib3.BaseHTTPResponse, store: str, end: float) -> Reply:
        headers = {name.lower(): value for name, value in response.headers.items()}
        told = "content-length" in headers or "chunked" in headers.get("transfer-encoding", "").lower()
        if not told and _is_success(response.status) and response.status != 204:
            raise StoreAnswerError(
                f"{store} does not say where its answer ends, so it may be a part",
                remedy="A proxy before it may speak HTTP/1.0: let it speak HTTP/1.1.",
            )
        if headers.get("content-encoding", "identity") != "identity":
            raise StoreAnswerError(
                f"{store} compresses its answer although it was asked not to",
                remedy="Tell the operator.",
            )
        body = bytearray()
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > self._most:
                raise AnswerTooLargeError(
                    f"the store's answer has more than {self._most:,} bytes",
                    remedy="Ask for a part, with LIMIT and OFFSET or fewer columns.",
                )
            if time.monotonic() > end:
                raise _too_slow(store)
        media_type, *parameters = (part.strip() for part in headers.get("content-type", "").split(";"))
        charset = next((p.partition("=")[2].strip('"') for p in parameters if p[:8] == "charset="), "utf-8")
        return Reply(media_type.lower(), charset.lower(), headers, bytes(body))


def _is_success(status: int) -> bool:
    return 200 <= status < 300


def _unreachable(store: str, what: str) -> StoreUnreachableError:
    return StoreUnreachableError(
        f"{store} cannot be reached: {what}", remedy="Ask again later; the operator can mend it."
    )


def _too_slow(store: str) -> StoreTimeoutError:
    return StoreTimeoutError(
        f"{store} did not answer in time. There is no partial answer",
        remedy="Ask for less, or again later.",
    )
