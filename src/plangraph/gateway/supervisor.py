"""The main process: it holds the data and the listening socket, and sees to it that an HTTP process answers.

A new HTTP process, for new data or in place of one that died, is forked from here. When it is ready the old
one stops taking connections, then it begins to; those that come in between wait in the queue of the socket,
which both share. What the old one still answers it may end.
"""

from __future__ import annotations

import multiprocessing
import os
import select
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from granian._granian import ListenerSpec
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import mp

from plangraph.errors import PlangraphError
from plangraph.gateway.bodies import Exchange
from plangraph.gateway.departure import GONE, LEAVE, follow
from plangraph.logs import LogfmtFormatter, log
from plangraph.settings import Settings

Call = Callable[[Exchange, dict[str, Any]], int]
Ready = Callable[[], bool]

_ADAPTER = "_wsgi_call_wrap"
assert hasattr(mp, _ADAPTER), "granian calls WSGI applications in another way now: see gateway/supervisor.py"

_CONNECTIONS = 4_096
"""Held at the same time; more wait in the queue of the socket."""
_LONGEST_START = 120.0
"""Seconds that a new HTTP process may take until it is ready."""
_TICK = 0.2
"""Seconds between two looks whether to stop while a new process starts: signals do not end a wait for it."""
_LONGEST_CLOSING = 5.0
"""Seconds to wait until the old process takes no more connections; at once, unless it hangs."""
_READY, _BEGIN = b"R", b"B"
"""What a new process says to this one, and is told."""
_FAREWELL = 0.5
"""Seconds in which clients are asked to connect anew."""
_SERVED = {"consequence": "the old data are served"}
_LOGS = {
    "formatters": {"line": {"()": LogfmtFormatter}},
    "handlers": {"line": {"formatter": "line", "class": "logging.StreamHandler"}},
    "loggers": {"_granian": {"handlers": ["line"], "propagate": False}},
}


class Supervisor(mp.MPServer):
    """granian's server with a reload that leaves no gap.

    granian 2.8 stops the old process before it knows that the new one is well, and on Linux gives each a
    socket of its own: connections that wait at the old one's are reset with it.
    """

    def __init__(
        self,
        settings: Settings,
        start: Callable[[Any, Ready, threading.Event], Call],
        read: Callable[[], Any],
    ) -> None:
        """Prepare; :meth:`run` begins.

        Args:
            settings: address and limits.
            start: called in each new HTTP process, with the data and a function to call, which returns when
                the process may take connections, and whether it does so in place of another, and an event
                that is set when clients are to connect anew; returns what answers requests.
            read: returns the data; called again for each reload.

        Raises:
            PlangraphError: ``read`` does.
        """
        self._settings, self._start, self._read = settings, start, read
        self._data = read()
        self._channels: dict[mp.WorkerProcess, tuple[socket.socket, socket.socket]] = {}
        """Of each HTTP process that may be alive: our end, and its own."""
        self._is_replacing = False
        if hasattr(os, "fork"):
            multiprocessing.set_start_method("fork", force=True)  # the data are inherited; Python 3.14 asks
        super().__init__(
            "plangraph",
            address=settings.host,
            port=settings.port,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=settings.request_seconds * 1_000),
            blocking_threads=settings.threads,
            backlog=_CONNECTIONS,
            backpressure=_CONNECTIONS,
            # Not warnings: granian warns of more threads than cores, but ours wait for workers.
            log_level=LogLevels.error,
            log_dictconfig=_LOGS,
            respawn_failed_workers=True,
            workers_kill_timeout=settings.stop_seconds,
        )
        # granian's own adapter hides from the application how a request can be ended: ours needs none.
        setattr(mp, _ADAPTER, _as_it_is)

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM; read the data anew at SIGHUP."""
        self.serve(target_loader=lambda: _as_it_is, wrap_loader=False)  # not called: see _spawn_worker

    def _spawn_worker(  # type: ignore[override]
        self,
        idx: int,
        target: Any,
        callback_loader: Any,  # noqa: ARG002
    ) -> mp.WorkerProcess:
        """Prepare an HTTP process, with a channel to it; a second one waits until it is told to begin."""
        ours, theirs = socket.socketpair()
        waits = self._is_replacing
        process = super()._spawn_worker(idx, target, lambda: self._begin(theirs, waits))
        self._channels[process] = ours, theirs
        return process

    def _begin(self, channel: socket.socket, waits: bool) -> Call:
        """Make what answers requests; in the new process, before it has any thread."""
        for ours, theirs in self._channels.values():  # inherited: another's end is known by its closing
            ours.close()
            if theirs is not channel:
                theirs.close()
        leaving = threading.Event()
        return self._start(self._data, lambda: self._ready(channel, leaving, waits), leaving)

    def _ready(self, channel: socket.socket, leaving: threading.Event, waits: bool) -> bool:
        if waits:
            channel.sendall(_READY)
            if not channel.recv(1):  # the main process has ended
                os._exit(1)
        follow(channel, self._listening.fileno(), leaving)
        return waits

    def _init_shared_socket(self) -> None:
        holder = ListenerSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._ssp, self._shd, self._sfd = None, holder, holder.get_fd()  # type: ignore[assignment]
        self._sso = self._listening = socket.socket(fileno=self._sfd)
        self._listening.set_inheritable(True)
        self._listening.listen(self.backlog)

    def _reload(self, spawn_target: Any, target_loader: Any) -> None:  # noqa: ARG002
        self.reload_signal = False
        self.main_loop_interrupt.clear()
        before = self._data
        try:
            self._data = self._read()
        except PlangraphError as error:
            log("error", "reload failed", problem=str(error), **_SERVED)
            return
        if not self._replace(spawn_target):
            self._data = before

    def _replace(self, spawn_target: Any) -> bool:
        """Put a new HTTP process in place of the one that runs; return whether that is done."""
        before = list(self.wrks)
        self._is_replacing = True
        new = self._spawn_worker(0, spawn_target, None)
        self._is_replacing = False
        new.interrupt_by_parent = True  # if it fails now, that is no reason to start another
        new.start()
        channel = self._channels[new][0]
        self._await(channel, new)
        new.interrupt_by_parent = False
        if not (new.is_alive() and _heard(channel, _READY, 0)):
            log("error", "reload failed", problem="the new process did not start", **_SERVED)
            new.kill()
            self._forget(new)
            return False
        for old in before:
            self._retire(old)
        self.wrks[:] = [new]
        self.interrupt_children.clear()
        channel.sendall(_BEGIN)
        log("info", "reloaded")
        return True

    def _await(self, channel: socket.socket, new: mp.WorkerProcess) -> None:
        """Wait until a new process speaks or ends, but not when this one is asked to stop."""
        end = time.monotonic() + _LONGEST_START
        while time.monotonic() < end and not self.interrupt_signal:
            if select.select([channel, new.inner.sentinel], [], [], _TICK)[0]:
                return

    def _retire(self, old: mp.WorkerProcess) -> None:
        """Have a process take no more connections, then let it end what it answers."""
        channel, _ = self._channels[old]
        with suppress(ConnectionError):
            channel.sendall(LEAVE)
            _heard(channel, GONE, _LONGEST_CLOSING)
        old.interrupt_by_parent = True
        for process in [process for process in self._channels if process not in self.wrks]:
            if process is not old and not process.is_alive():
                self._forget(process)
        for seconds, end in ((_FAREWELL, old.terminate), (_FAREWELL + self._settings.stop_seconds, old.kill)):
            timer = threading.Timer(seconds, end)
            timer.daemon = True
            timer.start()

    def _forget(self, process: mp.WorkerProcess) -> None:
        for end in self._channels.pop(process):
            end.close()

    def _stop_workers(self) -> None:
        self.wrks.extend(old for old in self._channels if old not in self.wrks and old.is_alive())
        super()._stop_workers()  # type: ignore[no-untyped-call]


def _as_it_is(call: Call, _options: object, _log_format: object) -> Call:
    return call


def _heard(channel: socket.socket, word: bytes, patience: float) -> bool:
    """Return whether the other side says ``word`` within so many seconds."""
    return bool(select.select([channel], [], [], patience)[0]) and channel.recv(1) == word
