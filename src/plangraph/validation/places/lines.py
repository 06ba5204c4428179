"""Lines and columns of a text."""

from __future__ import annotations

import re
from bisect import bisect_right

from plangraph.validation.explanation import Place

# A line ends as editors end it; ``str.splitlines`` would also count U+0085, U+2028 and others.
_END = re.compile(r"\r\n|\n|\r")


class Lines:
    """The lines of a text, to turn offsets into places.

    Args:
        text: of the file, without its byte order mark.
        file: what reports call it.
    """

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file
        self._starts = [0, *(found.end() for found in _END.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and a column, both counted from 1; the reverse of ``place``."""
        return self._starts[min(line, len(self._starts)) - 1] + column - 1

    def place(self, at: int) -> Place:
        """Return the place of the character ``at``, counted from 0."""
        number = bisect_right(self._starts, at)
        before = self._text[self._starts[number - 1] : at]
        return Place(
            file=self._file,
            line=number,
            column=len(before) + 1,
            utf16_column=len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1,
        )
