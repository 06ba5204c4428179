"""A file fetched whole or not at all: resumed after a break, and not fetched again while it is unchanged."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import BinaryIO

import urllib3
from urllib3.exceptions import HTTPError

from plangraph.errors import DownloadError
from plangraph.pnrr.download.catalogue import RemoteFile
from plangraph.pnrr.download.connection import refusal, request
from plangraph.pnrr.download.receipts import Receipt, Receipts

LARGEST = 2_000_000_000
"""Bytes of one file; the largest that is published has about a third of that."""

_PIECE = 1 << 18
_ATTEMPTS = 3
"""A connection that breaks off is taken up again this often in one run."""

_CONTENT_RANGE = re.compile(r"bytes (\d+)-")
Progress = Callable[[int, int | None], None]
"""Told the bytes so far and in all, None where the server does not say."""


class Outcome(Enum):
    """What fetching came to."""

    NEW = "fetched"
    CHANGED = "fetched anew"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is there, whole and current."""

    path: Path
    outcome: Outcome
    receipt: Receipt


class _BrokenOffError(Exception):
    """The connection ended before the file did."""


def fetch(
    file: RemoteFile,
    receipts: Receipts,
    *,
    largest: int = LARGEST,
    progress: Progress = lambda _done, _total: None,
) -> Fetched:
    """Bring a file into the folder of ``receipts``, replacing an older one only when the new one is whole.

    Raises:
        DownloadError: it could not be had; what has come so far is kept, and taken up by the next call.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return _attempt(file, receipts, largest, progress)
        except _BrokenOffError as error:
            if attempt == _ATTEMPTS:
                part = _part(file, receipts)
                done = part.stat().st_size if part.exists() else 0
                raise DownloadError(
                    f"{file.url} broke off {_ATTEMPTS} times, last after {done} bytes: {error}",
                    path=part,
                    remedy="Run the command again: it goes on from there if the server lets it.",
                ) from error
    raise AssertionError("unreachable")


def _attempt(file: RemoteFile, receipts: Receipts, largest: int, progress: Progress) -> Fetched:
    target, part = receipts.folder / file.name, _part(file, receipts)
    known, begun = receipts.files.get(file.name), receipts.parts.get(file.name)
    whole = known is not None and known.url == file.url and _has_size(target, known.size)
    resumable = begun is not None and begun.url == file.url and begun.range_validator and _has_bytes(part)
    if begun is not None and resumable:
        start = part.stat().st_size
        headers = {"Range": f"bytes={start}-", "If-Range": begun.range_validator}
        response = request(file, headers, target)
        if not _continues(response, begun, start):
            start = 0
            if response.status != 200:
                # Another part than was asked for; or 404 or 416, by a server that knows no ranges.
                response.close()
                response = request(file, {}, target)
    else:
        start = 0
        response = request(file, known.condition if known is not None and whole else {}, target)
    try:
        if response.status == 304 and known is not None:
            return Fetched(target, Outcome.UNCHANGED, known)
        if response.status not in (200, 206):
            raise refusal(file, response.status, target)
        receipt = _receipt(file, response)
        receipts.begun(file.name, receipt)
        _store(file, response, part, start, largest, progress)
    finally:
        response.close()
    return _finish(file, receipts, receipt, known if whole else None)


def _continues(response: urllib3.BaseHTTPResponse, begun: Receipt, start: int) -> bool:
    """Say whether an answer is the rest of the same file."""
    found = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
    same = all(
        response.headers.get(name, value) == value
        for name, value in (("ETag", begun.etag), ("Last-Modified", begun.last_modified))
        if value
    )
    return response.status == 206 and found is not None and int(found[1]) == start and same


def _store(
    file: RemoteFile,
    response: urllib3.BaseHTTPResponse,
    part: Path,
    start: int,
    largest: int,
    progress: Progress,
) -> None:
    length = response.headers.get("Content-Length", "")
    compressed = response.headers.get("Content-Encoding", "identity") != "identity"
    total = start + int(length) if length.isdigit() and not compressed else None
    if total is not None and total > largest:
        raise _too_large(file, largest, part)
    try:
        with part.open("r+b" if start else "wb") as sink:
            sink.seek(start)
            _pour(file, response, sink, largest, lambda done: progress(done, total))
            sink.flush()
            os.fsync(sink.fileno())
    except DownloadError:
        part.unlink()
        raise
    except HTTPError as error:
        raise _BrokenOffError(str(error)) from error
    if total is not None and part.stat().st_size != total:
        raise _BrokenOffError(f"{total} bytes were announced")


def _pour(
    file: RemoteFile,
    response: urllib3.BaseHTTPResponse,
    sink: BinaryIO,
    largest: int,
    progress: Callable[[int], None],
) -> None:
    # Not stream(): when a connection breaks off, that throws away what came after its last full piece.
    while piece := response.read1(_PIECE, decode_content=True):
        if sink.tell() == 0 and piece.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            raise DownloadError(
                f"{file.url} gives a web page in place of a table",
                path=Path(sink.name),
                remedy=f"Fetch the file with a browser, from {file.page}.",
            )
        if sink.tell() + len(piece) > largest:
            raise _too_large(file, largest, Path(sink.name))
        sink.write(piece)
        progress(sink.tell())


def _finish(file: RemoteFile, receipts: Receipts, receipt: Receipt, older: Receipt | None) -> Fetched:
    target, part = receipts.folder / file.name, _part(file, receipts)
    with part.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    size = part.stat().st_size
    part.replace(target)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kept = receipts.finished(file.name, receipt, size=size, sha256=sha256, fetched=now)
    if older is None:
        return Fetched(target, Outcome.NEW, kept)
    return Fetched(target, Outcome.UNCHANGED if older.sha256 == sha256 else Outcome.CHANGED, kept)


def _receipt(file: RemoteFile, response: urllib3.BaseHTTPResponse) -> Receipt:
    compressed = response.headers.get("Content-Encoding", "identity") != "identity"
    return Receipt(
        file.table,
        file.url,
        file.licence,
        # A compressed answer has validators of its own, by which the file itself cannot be taken up.
        "" if compressed else response.headers.get("ETag", ""),
        "" if compressed else response.headers.get("Last-Modified", ""),
    )


def _too_large(file: RemoteFile, largest: int, part: Path) -> DownloadError:
    return DownloadError(
        f"{file.url} is larger than {largest} bytes", path=part, remedy="Allow more with --largest."
    )


def _part(file: RemoteFile, receipts: Receipts) -> Path:
    return receipts.folder / f"{file.name}.part"


def _has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _has_bytes(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
