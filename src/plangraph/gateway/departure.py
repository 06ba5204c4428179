"""The end of an HTTP process that another takes over from, seen from inside.

Asked to stop, granian closes each connection on which no request is being answered, one that was accepted a
moment ago like one that is idle; what its client sends just then is lost. So the process takes no more
connections for a while before, and asks those that it has to connect anew.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import threading
from contextlib import closing, suppress
from pathlib import Path

LEAVE, GONE = b"L", b"l"
"""What the main process says, and hears when the process takes no more connections."""


def follow(channel: socket.socket, listening: int, leaving: threading.Event) -> None:
    """Wait for the main process in a thread of its own, from now on; without it, stop.

    Args:
        channel: to the main process.
        listening: descriptor of the socket that connections are taken from.
        leaving: set when clients are to connect anew.
    """
    threading.Thread(
        target=_follow, args=(channel, listening, leaving), name="plangraph-departure", daemon=True
    ).start()


def _follow(channel: socket.socket, listening: int, leaving: threading.Event) -> None:
    with suppress(ConnectionError):
        while channel.recv(1) == LEAVE:
            leaving.set()
            _take_no_more(listening)
            channel.sendall(GONE)
    os.kill(os.getpid(), signal.SIGTERM)


def _take_no_more(listening: int) -> None:
    """Take the listening socket out of every event queue of this process: nobody waits for it any more."""
    with suppress(OSError):  # no /proc: then connections are taken until the end
        for entry in Path("/proc/self/fd").iterdir():
            with suppress(OSError):  # closed meanwhile, or a queue without it
                if "[eventpoll]" in str(entry.readlink()):
                    with closing(select.epoll.fromfd(os.dup(int(entry.name)))) as queue:
                        queue.unregister(listening)
