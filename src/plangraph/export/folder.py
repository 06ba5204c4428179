"""A folder made beside the one that is there, then put in its place: nobody is served half a site."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from plangraph.errors import InputError, UsageError

MARK = ".plangraph-export.json"
"""Lies in every export, so that nothing else is ever replaced by one."""


@contextmanager
def replaced_folder(folder: Path, told: Mapping[str, str]) -> Iterator[Path]:
    """Give a new folder to fill; put it in the place of ``folder`` once it is filled.

    Args:
        folder: does not exist, is empty, or holds an export.
        told: what the export says of itself; stands in its mark.

    Raises:
        UsageError: ``folder`` holds something else.
        InputError: it cannot be written.
    """
    folder = folder.absolute()
    beside, before = (folder.with_name(f"{folder.name}.{word}") for word in ("new", "old"))
    for each in (folder, beside, before):
        _require_own(each)
    try:
        for leftover in (beside, before):
            if leftover.exists():
                shutil.rmtree(leftover)
        beside.mkdir(parents=True)
        (beside / MARK).write_text(json.dumps(dict(told), indent=1, sort_keys=True) + "\n", encoding="utf-8")
        try:
            yield beside
            if folder.exists():
                folder.rename(before)
            beside.rename(folder)
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
