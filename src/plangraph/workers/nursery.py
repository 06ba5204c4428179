"""The process that forks workers: it holds what they need, has one thread, and answers nothing itself.

Workers share its pages until they write to them, so that one more costs a millisecond and a few MiB. Only the
nursery kills and reaps, so that a number never means another process than the one that was meant.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from plangraph.logs import fault, log
from plangraph.workers.craft import Craft
from plangraph.workers.worker import live

_ORDER = struct.Struct("!cI")
_NEWS = struct.Struct("!cIi")
_FORK, _KILL, _YIELD = b"F", b"K", b"Y"
_BORN, _ENDED = b"B", b"E"
_STEP = 5  # nice: it runs in what others leave, yet gets enough to die when it is killed
NOT_FORKED = -1
"""In place of a wait status: the system refused to make the process."""


class Nursery:
    """The pool's side: orders go out, news come in. One thread may read while others order."""

    def __init__(self, craft: Craft, memory: int) -> None:
        """Start the process; the caller must have one thread only.

        Args:
            craft: what the workers will do.
            memory: MiB for each question.
        """
        self._socket, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            self._socket.close()
            _Tending(theirs, craft, memory).run()
        theirs.close()

    def fork(self, number: int) -> None:
        """Order a worker, which will be known by ``number``."""
        self._order(_FORK, number)

    def kill(self, number: int) -> None:
        """Order the end of a worker, wherever it is."""
        self._order(_KILL, number)

    def demote(self, number: int) -> None:
        """Order a worker to take only the processor time that others leave, until its query is answered."""
        self._order(_YIELD, number)

    def news(self, timeout: float) -> tuple[int, socket.socket | None, int] | None:
        """Return what happened to a worker.

        Its number; then its connection and process if it is born, or None and its wait status if it ended.

        Returns:
            None after ``timeout`` seconds without news.

        Raises:
            EOFError: the process has ended.
        """
        if not select.select([self._socket], [], [], timeout)[0]:
            return None
        message, descriptors, _, _ = socket.recv_fds(self._socket, _NEWS.size, 1)
        if len(message) < _NEWS.size:
            raise EOFError
        kind, number, told = _NEWS.unpack(message)
        return number, socket.socket(fileno=descriptors[0]) if kind == _BORN else None, told

    def end(self) -> None:
        """End all workers and the process, and wait for it; news then ends in EOFError."""
        self._socket.shutdown(socket.SHUT_RDWR)
        os.waitpid(self.pid, 0)

    def close(self) -> None:
        """Let go of what is left when nobody waits for news any more."""
        self._socket.close()

    def _order(self, kind: bytes, number: int) -> None:
        with suppress(OSError):  # the process has ended, which whoever reads its news learns
            self._socket.sendall(_ORDER.pack(kind, number))


class _Tending:
    """The nursery's own side."""

    def __init__(self, control: socket.socket, craft: Craft, memory: int) -> None:
        for number in (
            signal.SIGINT,
            signal.SIGTERM,
        ):  # sent to the whole group; the crew decides
            signal.signal(number, signal.SIG_IGN)
        self._control, self._craft, self._memory = control, craft, memory
        self._is_prepared = False
        self._children: dict[int, int] = {}  # number by process
        self._waker, self._woken = socket.socketpair()
        self._waker.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        _close_all_but(control, self._waker, self._woken)

    def run(self) -> NoReturn:
        """Follow orders until the pool's process has gone, then take the workers along."""
        try:
            self._tend()
        finally:
            os._exit(0)  # whatever happens: this is a copy of a process that goes on elsewhere

    def _tend(self) -> None:
        try:
            while self._follow():
                pass
        except ConnectionError:  # the pool's process ended while there was news for it
            pass
        except Exception as error:
            log("error", "nursery failed", **fault(error))
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
        while self._children:
            del self._children[os.wait()[0]]

    def _follow(self) -> bool:
        ready = select.select([self._control, self._woken], [], [])[0]
        if self._woken in ready:
            self._woken.recv(4096)
            for number, status in self._reap():
                self._control.sendall(_NEWS.pack(_ENDED, number, status))
        if self._control in ready:
            order = self._control.recv(_ORDER.size, socket.MSG_WAITALL)
            if len(order) < _ORDER.size:
                return False
            kind, number = _ORDER.unpack(order)
            if kind == _FORK:
                self._fork(number)
            for pid in [pid for pid, known in self._children.items() if known == number]:
                if kind == _KILL:
                    os.kill(pid, signal.SIGKILL)
                elif kind == _YIELD:
                    _demote(pid)
        return True

    def _reap(self) -> Iterator[tuple[int, int]]:
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            yield self._children.pop(pid), status

    def _prepare(self) -> None:
        self._craft.prepare()
        gc.collect()
        gc.freeze()  # else the first collection in a worker would write to, and so copy, most pages
        self._is_prepared = True

    def _fork(self, number: int) -> None:
        if not self._is_prepared:
            self._prepare()
        try:
            ours, theirs = socket.socketpair()
            pid = os.fork()
        except OSError:
            self._control.sendall(_NEWS.pack(_ENDED, number, NOT_FORKED))
            return
        if pid == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _close_all_but(theirs)
            live(theirs, self._craft, self._memory)
        self._children[pid] = number
        socket.send_fds(self._control, [_NEWS.pack(_BORN, number, pid)], [ours.fileno()])
        ours.close()
        theirs.close()


def _demote(pid: int) -> None:
    """Lower all threads but the main one, from which the next that answers inherits."""
    with suppress(OSError):  # it has ended, or this system has no threads to see
        for thread in Path(f"/proc/{pid}/task").iterdir():
            if thread.name != str(pid):
                os.setpriority(
                    os.PRIO_PROCESS, int(thread.name), os.getpriority(os.PRIO_PROCESS, pid) + _STEP
                )


def _close_all_but(*kept: socket.socket) -> None:
    """Close what was inherited: nobody else's connection may stay open because of this process."""
    low = 3  # standard streams stay
    for descriptor in sorted(each.fileno() for each in kept):
        os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
