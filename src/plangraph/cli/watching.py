"""Waiting for files to change, by looking at them now and then: on every file system, without a library."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

EVERY = 0.5
"""Seconds between two looks."""


def changes(paths: Sequence[Path], *, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yield whenever a file among ``paths``, or one below a folder among them, has come, gone or changed.

    Several changes within one look count once, and a file that is still being written is waited for.

    Args:
        paths: files and folders; what does not exist may come.
        sleep: waits for so many seconds.
    """
    seen = _state(paths)
    while True:
        sleep(EVERY)
        now = _state(paths)
        if now != seen:
            while (later := _settled(paths, sleep)) != now:
                now = later
            seen = now
            yield


def _settled(paths: Sequence[Path], sleep: Callable[[float], None]) -> frozenset[tuple[str, int, int]]:
    sleep(EVERY)
    return _state(paths)


def _state(paths: Sequence[Path]) -> frozenset[tuple[str, int, int]]:
    files = [file for path in paths for file in ([path, *path.rglob("*")] if path.is_dir() else [path])]
    return frozenset(state for file in files if (state := _file_state(file)) is not None)


def _file_state(file: Path) -> tuple[str, int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None  # not there, at this moment
    return str(file), status.st_mtime_ns, status.st_size
