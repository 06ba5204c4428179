"""The plan's text: bytes checked against the profile, decoded, and cut into numbered lines."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from plangraph.errors import SourceError
from plangraph.profile import Profile

_LONGEST = 5_000
"""Characters; the recognisers take seconds for much longer ones."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The lines of one plan's text."""

    path: Path
    sha256: str
    """Of the file's bytes, lower-case hex."""
    lines: tuple[str, ...]
    """Without line ends; ``lines[0]`` is line 1. A last line without newline counts."""


def read_source(profile: Profile) -> SourceText:
    """Read the text that a profile names.

    Raises:
        SourceError: the file is missing, is not the one that the profile describes (sha256), or is
            no UTF-8 text.
    """
    path = profile.source
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"the plan's text cannot be read: {error.strerror}",
            path=path,
            remedy=f"Put it there, or mend source.file in {profile.path}.",
        ) from error
    text = _decode(content, path)
    digest = hashlib.sha256(content).hexdigest()
    if digest != profile.sha256:
        raise SourceError(
            f"this is not the text that the profile describes: its sha256 is {digest}",
            path=path,
            remedy=f"If the text was changed on purpose, write that to source.sha256 in {profile.path}.",
        )
    # not splitlines(): a form feed ends a page, no line
    lines = re.split(r"\r\n|\n|\r", text)
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST:
            raise SourceError(
                f"a line of {len(line):,} characters, and no plan prints one of more than {_LONGEST:,}",
                path=path,
                line=number,
                remedy="Convert the plan anew, line by line.",
            )
    return SourceText(path, digest, tuple(lines if lines[-1] else lines[:-1]))


def _decode(content: bytes, path: Path) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"not UTF-8: byte 0x{content[error.start]:02x}",
            path=path,
            line=line,
            remedy="Convert the text to UTF-8 (for example: iconv -f WINDOWS-1252 -t UTF-8).",
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceError("not a text: it has NUL bytes", path=path, line=line, remedy="Convert it to UTF-8.")
    return text
