"""One request for a file: what is sent, and what each answer means."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import HTTPError

from plangraph import __version__
from plangraph.errors import DownloadError
from plangraph.pnrr.download.catalogue import RemoteFile

TIMEOUT = urllib3.Timeout(connect=15, read=60)
"""Seconds; the second is for each piece, not for the whole."""

_HEADERS = {
    "User-Agent": f"plangraph/{__version__}",
    # The portal's protection refuses requests without these two.
    "Accept": "text/csv, application/octet-stream;q=0.9, */*;q=0.5",
    "Accept-Language": "it, en;q=0.5",
    # Positions in a compressed stream are no positions in the file.
    "Accept-Encoding": "identity",
}
_REDIRECTS = urllib3.Retry(total=5, connect=0, read=0, status=0, other=0, redirect=5)
# HEAD is never used: the portal answers it with 404 for files that it has.


def request(file: RemoteFile, extra: Mapping[str, str], target: Path) -> urllib3.BaseHTTPResponse:
    """Return the answer to a GET, its body unread.

    Raises:
        DownloadError: there is no answer.
    """
    try:
        return _pool(file.url).request(
            "GET",
            file.url,
            headers={**_HEADERS, **extra},
            timeout=TIMEOUT,
            retries=_REDIRECTS,
            preload_content=False,
        )
    except HTTPError as error:
        raise DownloadError(
            f"{file.url} does not answer: {_cause(error)}",
            path=target,
            remedy="Is this machine connected? Run the command again.",
        ) from error


def refusal(file: RemoteFile, status: int, target: Path) -> DownloadError:
    """Return the error for an answer that brings no file, with what a person can do."""
    remedies = {
        403: "The portal refuses some networks and programs: fetch the file with a browser",
        404: "The portal has moved the file: look for it",
        410: "The portal has withdrawn the file: look for another",
        429: "Wait some minutes, and run the command again. Or look",
    }
    remedy = remedies.get(status, "Try again later, or look" if status >= 500 else "Look")
    return DownloadError(
        f"{file.url} answers with status {status}", path=target, remedy=f"{remedy} at {file.page}."
    )


def _pool(url: str) -> urllib3.PoolManager:
    parts = urlsplit(url)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(proxy)
    return urllib3.PoolManager()


def _cause(error: Exception) -> str:
    return str(getattr(error, "reason", None) or error)
