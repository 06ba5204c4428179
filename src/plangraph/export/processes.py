"""Work shared out to child processes that end with their parent, however that ends.

``multiprocessing.Pool`` waits for ever for a child that the system ended, and leaves children behind if it is
interrupted while it starts them.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from plangraph.errors import PlangraphError

Work = Callable[[int], int]


def shared_out(work: Work, pieces: int) -> Generator[int]:
    """Do ``work(0) … work(pieces - 1)`` in as many processes as there are processors.

    Closing the generator, or an exception in it, ends the processes at once.

    Args:
        work: a child has all that it needs from its parent, by fork.
        pieces: how many there are.

    Yields:
        What each piece gave, in the order in which they were done.

    Raises:
        OSError: as ``work`` did.
        PlangraphError: a process ended before its work was done.
    """
    processes = min(os.cpu_count() or 1, pieces)
    if processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, range(pieces))
        return
    context = multiprocessing.get_context("fork")
    reader, writer = context.Pipe(duplex=False)
    shares = [range(first, pieces, processes) for first in range(processes)]
    children = [
        context.Process(target=_live, args=(work, share, reader, writer), daemon=True) for share in shares
    ]
    try:
        with _held_back():
            for child in children:
                child.start()
        writer.close()  # so that reading ends when the last child does
        yield from _told(reader)
        for child in children:
            child.join()
            _require_done(child.exitcode)
    finally:
        begun = [child for child in children if child.pid is not None]
        for child in begun:
            child.kill()
        for child in begun:
            child.join()
        reader.close()


@contextmanager
def _held_back() -> Iterator[None]:
    """Let an interruption come afterwards: nobody could end a process that is just being made."""
    came: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, lambda got, _: came.append(got)) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for got in came:
        signal.raise_signal(got)


def _told(reader: Connection) -> Generator[int]:
    while True:
        try:
            told = reader.recv()
        except EOFError:
            return
        if isinstance(told, OSError):
            raise told
        yield told


def _require_done(code: int | None) -> None:
    if code:
        raise PlangraphError(
            f"A process that makes files ended with code {code} before its work was done. A negative code is "
            "a signal: -9 comes from the system, as when memory is short. Free some and export again."
        )


def _live(work: Work, numbers: Iterable[int], reader: Connection, writer: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # sent to the whole group; the parent ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what the parent does at it is the parent's
    reader.close()  # so that writing fails once there is no parent
    with suppress(BrokenPipeError):
        try:
            for number in numbers:
                writer.send(work(number))
        except OSError as error:
            writer.send(OSError(error.errno, error.strerror))
