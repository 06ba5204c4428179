"""Which file holds what the service answers at an address, and how one file refers to another."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

_LONGEST = 200
"""Bytes of a name; file systems take 255, and a web server may add to it."""
_SAFE = "/-._~!$&'()*+,;=@"


class Files:
    """Addresses of the service and the files that hold their answers; each file is named once."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}
        self._taken: set[str] = set()
        self._folders: set[str] = set()

    def __contains__(self, address: object) -> bool:
        return address in self._of

    def get(self, address: str) -> str | None:
        """Return the file of an address, None if it is in no file."""
        return self._of.get(address)

    def add_page(self, address: str) -> str:
        """Give the page at ``address`` a file: ``/it/`` → ``it/index.html``, ``/it/a`` → ``it/a.html``.

        A page with parameters gets the digest of them into its name.
        """
        path, _, query = address.partition("?")
        mark = f"~{_digest(query)}" if query else ""
        name = unquote(path).lstrip("/")
        return self._add(address, f"{name}index{mark}.html" if name.endswith("/") else f"{name}{mark}.html")

    def add_file(self, address: str, name: str = "") -> str:
        """Give what is no page a file, called like its path unless ``name`` says otherwise."""
        return self._add(address, name or unquote(urlsplit(address).path).lstrip("/"))

    def add_name(self, address: str, other: str) -> None:
        """Let ``address`` mean the same file as ``other``."""
        self._of[address] = self._of[other]

    def _add(self, address: str, name: str) -> str:
        if address in self._of:
            return self._of[address]
        *above, last = map(_plain, name.split("/"))
        folder = self._folder(above)
        name = f"{folder}{last}"
        if name in self._taken or name in self._folders:
            stem, dot, suffix = last.rpartition(".")
            name = f"{folder}{stem}~{_digest(address)}{dot}{suffix}"
        self._taken.add(name)
        self._of[address] = name
        return name

    def _folder(self, parts: Iterable[str]) -> str:
        """Return a path that ends with a slash, and in which no folder is called as a file is."""
        path = ""
        for part in parts:
            taken = f"{path}{part}" in self._taken
            path += f"{part}~{_digest(part)}" if taken else part
            self._folders.add(path)
            path += "/"
        return path


def relative(file: str, here: str) -> str:
    """Return the reference from the file ``here`` to ``file``, for HTML: relative, percent-encoded."""
    return quote(posixpath.relpath(file, posixpath.dirname(here) or "."), safe=_SAFE)


def absolute(file: str, origin: str) -> str:
    """Return the address of a file below ``origin``; a folder's index goes by the folder's."""
    path = file.removesuffix("index.html") if file.endswith("/index.html") else file
    return f"{origin}/{quote(path, safe=_SAFE)}"


def _plain(name: str) -> str:
    """Return a name that stays in its folder: an IRI may have ``..`` between its slashes."""
    return f"~{_digest(name)}" if name in (".", "..") or "\0" in name else _short(name)


def _short(name: str) -> str:
    encoded = name.encode()
    if len(encoded) <= _LONGEST:
        return name
    stem, dot, suffix = name.rpartition(".")
    kept = encoded[: _LONGEST - 20].decode(errors="ignore")
    return f"{kept}~{_digest(stem)}{dot}{suffix}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
