"""``downloads.json`` beside the files: whence each one came, when, and what its bytes are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from plangraph.errors import DownloadError

NAME = "downloads.json"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of one file, whole or in part."""

    table: str
    url: str
    licence: str
    etag: str = ""
    last_modified: str = ""
    """The validators of the server (RFC 9110, section 8.8), empty where it gave none."""
    size: int = 0
    """Bytes; 0 in the receipt of a part."""
    sha256: str = ""
    fetched: str = ""
    """Date and time in UTC, ISO 8601."""

    @property
    def condition(self) -> Mapping[str, str]:
        """Headers that ask for the file only if it has changed (RFC 9110, section 13.1)."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}

    @property
    def range_validator(self) -> str:
        """What may stand in If-Range: a strong entity tag, or a date (RFC 9110, section 13.1.5)."""
        return self.last_modified if self.etag.startswith("W/") else self.etag or self.last_modified


@dataclass(slots=True)
class Receipts:
    """The receipts of a folder, written anew after each change."""

    folder: Path
    files: dict[str, Receipt] = field(default_factory=dict)
    parts: dict[str, Receipt] = field(default_factory=dict)
    """Of downloads that have begun; the bytes so far are in ``….part``."""

    @classmethod
    def of(cls, folder: Path) -> Receipts:
        """Read the receipts of a folder; none where it has no ``downloads.json``.

        Raises:
            DownloadError: there is one that is not ours.
        """
        path = folder / NAME
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            files = {name: Receipt(**entry) for name, entry in content["files"].items()}
            parts = {name: Receipt(**entry) for name, entry in content["parts"].items()}
        except FileNotFoundError:
            return cls(folder)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DownloadError(
                f"the receipts cannot be read: {error}", path=path, remedy="Remove the file to start anew."
            ) from error
        return cls(folder, files, parts)

    def begun(self, name: str, receipt: Receipt) -> None:
        """Note that a download has begun."""
        self.parts[name] = receipt
        self._write()

    def abandoned(self, name: str) -> None:
        """Note that a part is worth nothing any more."""
        self.parts.pop(name, None)
        self._write()

    def finished(self, name: str, receipt: Receipt, *, size: int, sha256: str, fetched: str) -> Receipt:
        """Note that a file is whole; return its receipt."""
        self.parts.pop(name, None)
        self.files[name] = replace(receipt, size=size, sha256=sha256, fetched=fetched)
        self._write()
        return self.files[name]

    def _write(self) -> None:
        content = {
            kind: {name: asdict(receipt) for name, receipt in sorted(receipts.items())}
            for kind, receipts in (("files", self.files), ("parts", self.parts))
        }
        path = self.folder / NAME
        beside = path.with_suffix(".json.new")
        beside.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        beside.replace(path)
