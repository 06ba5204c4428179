"""A folder with a store on disk, renewed as a whole: a generation is made beside, then named the current one.

Generations are the engine's folders; ``current.json`` says which one counts, and is replaced in one step.
Whoever stops half way leaves a folder that nobody names; the next renewal removes it. The generation
before is kept, because services that were started with it open it for every new worker.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from plangraph.errors import UsageError

CURRENT = "current.json"
"""Names the generation that counts."""
_LOCK = "import.lock"
_PREFIX = "generation-"
_IMMUTABLE = ".sst"
"""Ending of the files that RocksDB writes once and never changes."""


@dataclass(frozen=True, slots=True)
class Generation:
    """What ``current.json`` says."""

    name: str
    """Of the engine's folder."""
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    """IRI of each graph → what tells its content from any other."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """IRI of each graph → its number of triples."""
    prefixes: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Counted from 1."""
        return int(self.name.removeprefix(_PREFIX))


def is_store(folder: Path) -> bool:
    """Say whether a folder holds a store that was made to its end."""
    return (folder / CURRENT).is_file()


def current_generation(folder: Path) -> Generation | None:
    """Return the generation that counts; None where none was made to its end.

    Raises:
        UsageError: ``current.json`` is damaged.
    """
    if not is_store(folder):
        return None
    try:
        content: dict[str, Any] = json.loads((folder / CURRENT).read_text(encoding="utf-8"))
        return Generation(**content)
    except (ValueError, TypeError) as error:
        raise UsageError(f"{folder / CURRENT} is damaged. Remove the folder and import again.") from error


def next_generation(folder: Path, current: Generation | None) -> Path:
    """Remove what earlier renewals left, and return a path for a new generation, which does not exist yet."""
    number = current.number if current else 0
    kept = {f"{_PREFIX}{number}", f"{_PREFIX}{number - 1}"}
    for leftover in folder.glob(f"{_PREFIX}*"):
        if leftover.name not in kept:
            shutil.rmtree(leftover)
    return folder / f"{_PREFIX}{number + 1}"


def copy_generation(old: Path, new: Path) -> None:
    """Copy a store that nobody writes to: its large files never change, and are linked where possible."""
    new.mkdir()
    for file in old.iterdir():
        if file.name == "LOCK":
            continue
        if file.suffix == _IMMUTABLE:
            try:
                os.link(file, new / file.name)
                continue
            except OSError:  # no hard links on this file system
                pass
        shutil.copy2(file, new / file.name)


def commit(folder: Path, generation: Generation) -> None:
    """Make a generation the current one, in one step, and remove the one before the last."""
    beside = folder / f"{CURRENT}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(asdict(generation), file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / CURRENT)
    stale = folder / f"{_PREFIX}{generation.number - 2}"
    if stale.is_dir():
        shutil.rmtree(stale)


@contextmanager
def renewing(folder: Path) -> Iterator[None]:
    """Keep everybody else from renewing the same folder; the kernel lets go when this process ends.

    Raises:
        UsageError: somebody does, or the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("w")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror}). Choose another --store.") from error
    with lock:
        try:
            import fcntl
        except ImportError:  # Windows: the engine's own lock must do
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(f"another import writes {folder}. Wait for its end.") from error
        yield
