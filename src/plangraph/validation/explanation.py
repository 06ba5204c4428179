"""What a person needs beside a result: names, the rule in a sentence, what to do, where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Literal, URIRef

Texts = tuple[Literal, ...]
"""The same thing said in several languages, one a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands in a file that was validated."""

    file: str
    """Its path as the reader of the report would write it, with ``/``; ``-`` is standard input."""
    line: int | None = None
    """1-based; None where only the file is known."""
    column: int | None = None
    """1-based, in Unicode code points."""
    utf16_column: int | None = None
    """The same column in UTF-16 code units, as editors and SARIF count."""

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLines:
    """The rows of a plan's own text that a node was read from."""

    row: URIRef
    """The first of the rows, a ``plan:SourceRow``."""
    lines: tuple[int, ...]
    """1-based numbers of all lines, in order."""
    file: str = ""
    """Name of the text file, where the data say it."""
    quote: str = ""
    """The words of the first row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What the data, their vocabulary and the shapes say about a result; all of it may be unknown."""

    rule_name: Texts = ()
    """A few words: ``sh:name`` of the shape, or its ``rdfs:label``."""
    rule: Texts = ()
    """What must hold, in one sentence."""
    problem: Texts = ()
    """What is wrong in this case, in one sentence."""
    suggestion: Texts = ()
    """What to do about it."""
    focus_label: Texts = ()
    path_label: Texts = ()
    value_label: Texts = ()
    source: SourceLines | None = None
    excerpt: tuple[tuple[int, str], ...] = ()
    """Lines of the file where it breaks off, with their numbers."""


def spoken(texts: Iterable[Literal], language: str) -> str:
    """Return the text in ``language``, or else the first there is, or an empty string."""
    known = list(texts)
    chosen = [text for text in known if text.language == language]
    return str(next(iter([*chosen, *known]), ""))
