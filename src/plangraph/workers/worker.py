"""The life of a worker: one question after the other, within limits that the kernel keeps.

The alarm that ends an overlong query and the limit on memory hold in native code too, where no line of
Python would be reached.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import NoReturn

from plangraph.workers.craft import Craft
from plangraph.workers.framing import Frame, receive, send

SPENT = "is_spent"
"""Name in the head of an answer: the worker must not be asked again."""
OUT_OF_MEMORY = 71
"""Exit code when Python's own allocator says no; the engine's ends the process by SIGABRT."""
_STACK = 16 * 1024 * 1024
"""Bytes; the guard's limits on nesting suppose half of it (docs/decisions/0004-store-and-server.md)."""
_KEEPS = 16 * 1024
"""KiB that a worker's peak may grow before it is better replaced than used again."""
_NICE = 5
"""Below the processes that speak HTTP and fork workers, so that no query keeps them from their work."""
_LIKELY_VICTIM = "1000"
"""oom_score_adj: if the machine itself runs out of memory, a worker goes before anything else."""


def live(connection: socket.socket, craft: Craft, memory: int) -> NoReturn:
    """Answer questions until the pool closes ``connection``; for a process just forked.

    Args:
        connection: to the pool.
        craft: as it was when the process was forked.
        memory: MiB that a question may take besides what the process has already.
    """
    for number in (signal.SIGINT, signal.SIGTERM):  # sent to the whole group; the crew decides
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.nice(_NICE)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # the pool says in one line why it ended
    adjustment = Path("/proc/self/oom_score_adj")
    if adjustment.exists():
        adjustment.write_text(_LIKELY_VICTIM)
    # The engine seeds its random numbers once a thread: the main thread's seed may be the parent's, and
    # UUID() and RAND() would be the same in every worker.
    threading.stack_size(_STACK)
    answering = _Answering(connection, craft, memory)
    while not answering.is_over:
        thread = threading.Thread(target=answering.run)
        thread.start()
        thread.join()
    os._exit(0)


class _Answering:
    """Answers question after question, on one thread after the other.

    On Linux each thread has a nice value of its own, which only root could lower again. A thread that was
    demoted ends with its query; the next inherits the value of the main thread. So the process stays, with
    the pages that are its own by now: the engine writes to those it reads, and a new process copies them all.
    """

    def __init__(self, connection: socket.socket, craft: Craft, memory: int) -> None:
        self._connection, self._craft, self._memory = connection, craft, memory
        self._peak, self._nice = 0, os.getpriority(os.PRIO_PROCESS, 0)
        self.is_over = False
        """Nobody will ask any more."""

    def run(self) -> None:
        """Answer until this thread is demoted, or nobody asks any more."""
        self._craft.warm_up()  # so that what the first query of a thread allocates is not counted
        if not self._peak:
            _limit(self._memory)
            if not self._craft.opens_files:  # what is open stays so
                resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
            self._peak = _peak()
        while os.getpriority(os.PRIO_PROCESS, 0) == self._nice:
            if not self._answer_next():
                self.is_over = True
                return

    def _answer_next(self) -> bool:
        asked = receive(self._connection)
        if asked is None:
            return False
        signal.setitimer(signal.ITIMER_REAL, asked[0]["seconds"])
        try:
            send(self._connection, self._answer(asked))
        except (BrokenPipeError, ConnectionResetError):
            return False
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        signal.setitimer(signal.ITIMER_REAL, 0)
        return not self._craft.serves_once

    def _answer(self, asked: Frame) -> Frame:
        head, body = self._craft.answer(asked)
        # What has grown keeps the memory, and had better not be used again.
        return head | {SPENT: self._craft.serves_once or _peak() - self._peak > _KEEPS}, body


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sizes = Path("/proc/self/statm")
    if sizes.exists():  # elsewhere RLIMIT_AS means little, and what the process has already is not told
        has = int(sizes.read_text().split()[0]) * resource.getpagesize()
        most = has + memory * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
