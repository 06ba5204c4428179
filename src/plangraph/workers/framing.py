"""How pool and worker speak to each other: a message is two lengths, a JSON object, and bytes.

Nothing is pickled: a worker whose engine was led astray by what a client sent must not be able to run code
where HTTP is spoken.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

Head = dict[str, Any]
Frame = tuple[Head, bytes]
"""A message."""

_LENGTHS = struct.Struct("!IQ")
_PIECE = 65_536
"""Bytes read, or written, at once; the allocator takes larger ones from the kernel each time."""


def send(connection: socket.socket, frame: Frame) -> None:
    """Send a message."""
    head, body = frame
    text = json.dumps(head).encode()  # ASCII: a query may hold lone surrogates, which UTF-8 cannot
    start = _LENGTHS.pack(len(text), len(body)) + text
    if len(body) < _PIECE:  # in one piece, so that the other side is woken once
        connection.sendall(start + body)
    else:
        connection.sendall(start)
        connection.sendall(body)


def receive(connection: socket.socket) -> Frame | None:
    """Return the next message, None when the other side closed before its end."""
    start = _read(connection, b"", _LENGTHS.size)
    if start is None:
        return None
    head_length, body_length = _LENGTHS.unpack_from(start)
    cut = _LENGTHS.size + head_length
    whole = _read(connection, start, cut + body_length)
    return None if whole is None else (json.loads(whole[_LENGTHS.size : cut].decode()), bytes(whole[cut:]))


def _read(connection: socket.socket, begun: bytes, length: int) -> bytes | None:
    """Return at least ``length`` bytes, beginning with ``begun``; None when the other side closed before.

    Nobody speaks twice in a row, so there is never more than one message to read.
    """
    pieces, got = [begun], len(begun)
    while got < length:
        try:
            piece = connection.recv(_PIECE)
        except ConnectionError:
            return None
        if not piece:
            return None
        pieces.append(piece)
        got += len(piece)
    return b"".join(pieces)
