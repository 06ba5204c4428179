"""Answers that nobody takes: a client that asks for much and reads nothing, or a byte now and then.

granian keeps what a client has not read in memory, as long as the client likes. Here the sockets of this
process are looked at from outside: one whose send queue moves too slowly is shut down.
"""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import termios
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_DESCRIPTORS = Path("/proc/self/fd")
_TICK = 2.0
"""Seconds between two looks."""
_WINDOW = 10.0
"""Seconds over which the rate is taken; as long may a client pause."""
_LEAST = 4_096
"""Bytes a second that a client takes at least, while there is something to take: a modem did."""
# struct tcp_info of <linux/tcp.h>: 8 bytes, 24 numbers of 32 bits, two of 64, then tcpi_bytes_acked.
_ACKED = struct.Struct("=8x96x16xQ")


@dataclass(slots=True)
class _Slow:
    """A send queue that was not empty."""

    since: float
    acked: int
    """Bytes that the client had taken then."""


def watch(port: int) -> None:
    """Shut connections of ``port`` down whose client takes too little, from now on; Linux only."""
    threading.Thread(target=_watch, args=(port,), name="plangraph-unread", daemon=True).start()


def _watch(port: int) -> None:
    slow: dict[str, _Slow] = {}
    while True:
        time.sleep(_TICK)
        slow = _look(port, slow, time.monotonic())


def _look(port: int, known: dict[str, _Slow], now: float) -> dict[str, _Slow]:
    """Return the sockets with something in their send queue, by their names; end those that are too slow."""
    slow: dict[str, _Slow] = {}
    for entry in _DESCRIPTORS.iterdir():
        try:
            name = str(entry.readlink())
            if not name.startswith("socket:"):
                continue
            # A descriptor of our own: the number may mean another socket by the time that it is used.
            with closing(socket.socket(fileno=os.dup(int(entry.name)))) as connection:
                if _is_ours(connection, port) and _has_unsent(connection):
                    slow[name] = _judge(connection, known.get(name), now)
        except OSError:  # closed meanwhile, or no TCP connection
            continue
    return slow


def _is_ours(connection: socket.socket, port: int) -> bool:
    if connection.family not in (socket.AF_INET, socket.AF_INET6) or connection.type != socket.SOCK_STREAM:
        return False
    connection.getpeername()  # raises unless somebody is at the other end
    return bool(connection.getsockname()[1] == port)


def _has_unsent(connection: socket.socket) -> bool:
    """Return whether something is in the send queue, sent and not acknowledged or not sent yet (tcp(7))."""
    return any(fcntl.ioctl(connection, termios.TIOCOUTQ, b"\0\0\0\0"))


def _judge(connection: socket.socket, before: _Slow | None, now: float) -> _Slow:
    acked = _ACKED.unpack(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _ACKED.size))[0]
    if before is None:
        return _Slow(now, acked)
    if now - before.since < _WINDOW:
        return before
    if acked - before.acked < _LEAST * (now - before.since):
        connection.shutdown(socket.SHUT_RDWR)
    return _Slow(now, acked)
