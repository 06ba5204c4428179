"""Which files there are to fetch: ``data/pnrr/downloads.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plangraph.errors import DownloadError, UsageError


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A table as the portal offers it."""

    table: str
    """Its name in ``layouts.toml``."""
    url: str
    page: str
    """Where the portal describes it, for a person."""
    licence: str
    observed: date | None = None
    """Date of the data when the address was noted; what is fetched may be newer."""

    @property
    def name(self) -> str:
        """File name: the last part of the address, which must be one."""
        return Path(unquote(urlsplit(self.url).path)).name


def remote_files(catalogue: Path, only: Collection[str] = ()) -> tuple[RemoteFile, ...]:
    """Return the files of a catalogue in its order, all or those of some tables.

    Raises:
        DownloadError: the catalogue cannot be read, or lacks a key.
        UsageError: ``only`` has a table that the catalogue has not.
    """
    try:
        content = tomllib.loads(catalogue.read_text(encoding="utf-8"))
        files = tuple(
            RemoteFile(entry["table"], entry["url"], entry["page"], content["licence"], entry.get("observed"))
            for entry in content["files"]
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DownloadError(f"the list of files cannot be read: {error}", path=catalogue) from error
    except KeyError as error:
        raise DownloadError(f"the list of files lacks the key {error}", path=catalogue) from error
    known = [file.table for file in files]
    if unknown := sorted(set(only) - set(known)):
        raise UsageError(f"There is no table {', '.join(unknown)} to fetch. There are: {', '.join(known)}.")
    return tuple(file for file in files if not only or file.table in only)
