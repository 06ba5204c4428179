"""Statements that a line does not end: the parser stops at the line after, which is right."""

from __future__ import annotations

from typing import NamedTuple

_ENDS = {
    "A dot is expected at the end of statements": ".",
    "A '}' or a '.' is expected at the end of a graph block": ".",
    "a is not a valid subject or graph name": ".",
    "blank node property lists should end with a ']'": "]",
}
"""What pyoxigraph 0.5 says where a statement goes on and nothing joins what follows, and what may end it."""
_MARKS = (b".", b";", b",", b"[", b"(", b"{")


class Unended(NamedTuple):
    """A line at whose end a mark is probably missing."""

    line: int
    """1-based."""
    mark: str
    """That may be missing instead of a semicolon."""

    def sentence(self, language: str) -> str:
        """Return what is probably wrong, in ``it`` or ``en``, without capital and full stop."""
        if language == "it":
            return f"probabilmente alla fine della riga {self.line} manca un «;» o un «{self.mark}»"
        return f"probably a «;» or a «{self.mark}» is missing at the end of line {self.line}"


def unended(reason: str, content: bytes, line: int | None, column: int | None) -> Unended | None:
    """Return which line before a fault probably lacks its last mark, None if nothing says so.

    Args:
        reason: the parser's words.
        content: Turtle or TriG, in UTF-8.
        line: of the fault, 1-based.
        column: of the fault, 1-based; the line before is to blame only if this is the first word of its line.
    """
    mark = _ENDS.get(reason)
    if mark is None or line is None or column is None:
        return None
    *before, faulty = content.split(b"\n", line)[:line]
    if faulty.decode("utf-8", "replace")[: column - 1].strip():
        return None
    for number in range(len(before), 0, -1):
        text = before[number - 1].strip()
        if text and not text.startswith(b"#"):
            return None if text.endswith(_MARKS) else Unended(number, mark)
    return None
