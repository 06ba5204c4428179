"""Where the index is: a folder for temporary files, in which one process at a time makes it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import finalize

from plangraph.store.errors import SearchUnavailableError

try:
    import fcntl
except ImportError:  # Windows, where there is one process anyway
    fcntl = None  # type: ignore[assignment]

_LOCK = "lock"


class Place:
    """A folder readable by nobody else, which goes when the process that made it lets go of it, or ends."""

    def __init__(self) -> None:
        """Make the folder; that it cannot be made is told when it is needed."""
        self._folder: Path | None = None
        self._reason = ""
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="plangraph-search-"))
        except OSError as error:
            self._reason = error.strerror or str(error)
        else:
            finalize(self, _remove, self._folder, os.getpid())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until no other process is here; the kernel lets go when this one ends.

        Raises:
            SearchUnavailableError: there is no such folder.
        """
        try:
            lock = (self._there() / _LOCK).open("w")
        except OSError as error:
            raise _missing(error.strerror or str(error)) from error
        with lock:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def file(self, name: str) -> Path:
        """Return where the index of this name is, or would be.

        Raises:
            SearchUnavailableError: there is no such folder.
        """
        return self._there() / f"{name}.sqlite"

    @property
    def is_there(self) -> bool:
        """Whether the folder exists."""
        return self._folder is not None and self._folder.is_dir()

    def forget_others(self, name: str) -> None:
        """Remove indexes of other names; who reads one may go on."""
        for path in self._there().glob("*.sqlite"):
            if path != self.file(name):
                path.unlink(missing_ok=True)

    def _there(self) -> Path:
        if self._folder is None:
            raise _missing(self._reason)
        return self._folder


def _missing(reason: str) -> SearchUnavailableError:
    return SearchUnavailableError(
        f"there is no folder for the index of words ({reason})",
        remedy="Tell the operator: TMPDIR has to name a folder that can be written.",
    )


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a fork inherits what is to be done at the end, and must not
        shutil.rmtree(folder, ignore_errors=True)
