"""A folder made beside the one that is there, then put in its place: nobody is served half a site."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from plangraph.errors import InputError, UsageError

MARK = ".plangraph-export.json"
"""Lies in every export and says what it wrote, so that nothing else is ever replaced or removed by one."""

_ENTRIES = "entries"
"""Of the mark: names at the top of the folder."""


@contextmanager
def replaced_folder(folder: Path, told: Mapping[str, str]) -> Iterator[Path]:
    """Give a new folder to fill; put it in the place of ``folder`` once it is filled.

    Args:
        folder: does not exist, is empty, or holds an export. What somebody else put beside its files at the
            top, as ``.git`` or ``CNAME``, is kept.
        told: what the export says of itself; stands in its mark.

    Raises:
        UsageError: ``folder`` holds no export, or one whose mark does not say what is its own, or something
            of somebody else is called as what is new.
        InputError: it cannot be written.
    """
    folder = folder.absolute()
    beside, before = (folder.with_name(f"{folder.name}.{word}") for word in ("new", "old"))
    for each in (folder, beside, before):
        _require_own(each)
    for each in (folder, before):
        _require_list(each)
    if before.exists() and (others := _others(before)):
        raise UsageError(f"{before} holds {', '.join(others)}, which no export wrote. Move it to {folder}.")
    try:
        for leftover in (beside, before):
            if leftover.exists():
                shutil.rmtree(leftover)
        beside.mkdir(parents=True)
        (beside / MARK).touch()
        try:
            yield beside
            written = sorted(each.name for each in beside.iterdir())
            (beside / MARK).write_text(_mark(told, written), encoding="utf-8")
            kept = _others(folder) if folder.exists() else ()
            if both := sorted({*kept} & {*written}):
                clash = "which no export wrote and which this one would write"
                raise UsageError(f"{folder} holds {', '.join(both)}, {clash}. Move it away.")
            if folder.exists():
                folder.rename(before)
            beside.rename(folder)
            for name in kept:
                (before / name).rename(folder / name)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            if before.exists() and not folder.exists():
                before.rename(folder)
            raise
        shutil.rmtree(before, ignore_errors=True)
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror})",
            path=folder,
            remedy="Make the folder above it writable, or choose another.",
        ) from error


def _require_own(folder: Path) -> None:
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise UsageError(f"{folder} is no folder of its own. Choose another one.")
    if any(folder.iterdir()) and not (folder / MARK).is_file():
        raise UsageError(
            f"{folder} holds files that no export wrote (there is no {MARK}). Choose a new folder."
        )


def _mark(told: Mapping[str, str], written: list[str]) -> str:
    return json.dumps({**told, _ENTRIES: written}, indent=1, sort_keys=True) + "\n"


def _require_list(folder: Path) -> None:
    """Refuse an export before anything is made if its files cannot be told from those of others."""
    if folder.exists() and _written(folder) is None and any(each.name != MARK for each in folder.iterdir()):
        raise UsageError(
            f"{folder} is an export whose {MARK} does not say which files are its own, as in earlier "
            "versions. Move away what must be kept, as .git, remove the folder and export again."
        )


def _others(folder: Path) -> tuple[str, ...]:
    """Return the names at the top of a folder that its mark does not name."""
    return tuple(sorted({each.name for each in folder.iterdir()} - (_written(folder) or {MARK})))


def _written(folder: Path) -> frozenset[str] | None:
    """Return the names at the top of an export that are its own; None if its mark does not say them."""
    try:
        return frozenset(json.loads((folder / MARK).read_bytes())[_ENTRIES])
    except (OSError, ValueError, LookupError, TypeError):
        return None
