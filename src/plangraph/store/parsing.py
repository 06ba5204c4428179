"""RDF documents of strangers into statements, in every syntax of the store, without ever fetching anything.

The engine expands no external entity of XML and loads no remote context of JSON-LD; it has no bound on memory
and nesting, so strangers' documents are parsed in processes that can be lost.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pyoxigraph

from plangraph.store.formats import Kind, format_named, formats_for
from plangraph.store.terms import Iri, Statement, from_engine
from plangraph.store.unended import Unended, unended

SYNTAXES: Final = formats_for(Kind.GRAPH)
"""What documents may be written in."""
_ENCODINGS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
"""By their byte order marks, the longer ones first."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_AROUND = 12
"""Characters of the line that are shown before and after a byte that is not UTF-8."""


class DocumentSyntaxError(Exception):
    """A document that is not in its syntax.

    Args:
        problem: what is wrong, one clause, no full stop.
        line: 1-based; None where it is not known.
        column: 1-based, in characters; None where it is not known.
        remedy: what to do, whole sentences, or empty.
        unended: the line that is probably to blame, where it is an earlier one.
    """

    def __init__(
        self,
        problem: str,
        line: int | None,
        column: int | None,
        remedy: str = "",
        unended: Unended | None = None,
    ) -> None:
        self.problem, self.line, self.column, self.remedy = problem, line, column, remedy
        self.unended = unended
        super().__init__(problem)


def parse_document(content: bytes, syntax: str, *, base: str) -> Iterator[Statement]:
    """Yield the statements of a document, in its order, those of named graphs among the others.

    Args:
        content: with or without byte order mark.
        syntax: name of one of :data:`SYNTAXES`.
        base: IRI that relative ones are resolved against.

    Raises:
        DocumentSyntaxError: it is not UTF-8, or not in this syntax, or has triple terms (RDF 1.2).
    """
    form = format_named(syntax)
    assert form is not None
    assert isinstance(form.engine, pyoxigraph.RdfFormat)
    plain = content.removeprefix(_BYTE_ORDER_MARK)
    _require_utf8(plain)
    lines = _Lines(plain)
    try:
        for quad in pyoxigraph.parse(lines, format=form.engine, base_iri=base):  # type: ignore[arg-type]
            if isinstance(quad.object, pyoxigraph.Triple) or isinstance(quad.subject, pyoxigraph.Triple):
                problem = "it has a triple term (RDF 1.2), which shapes cannot speak of"
                raise DocumentSyntaxError(problem, lines.reached, None, "Leave it out.")
            yield from_engine(quad.subject), Iri(quad.predicate.value), from_engine(quad.object)
    except SyntaxError as error:
        raise _explained(error, lines.reached, plain) from error


class _Lines:
    """A file that is read line by line, so that it is known how far a parser came that does not tell."""

    def __init__(self, content: bytes) -> None:
        self._file, self._is_inside = BytesIO(content), False
        self.reached = 0
        """Number of the last line that was read, or begun."""

    def read(self, size: int = -1) -> bytes:
        line = self._file.readline(size)
        self.reached += bool(line) and not self._is_inside
        self._is_inside = not line.endswith(b"\n")
        return line


def _explained(error: SyntaxError, reached: int, content: bytes) -> DocumentSyntaxError:
    message = error.msg
    if error.lineno is not None:  # «Parser error at line 2 between columns 7 and 10: … (line 2)»
        message = message.partition(": ")[2] or message
        message = message.removesuffix(f" (line {error.lineno})")
    if _NO_NUMBER.search(message):
        problem = "NaN and Infinity are no numbers in JSON, nor does anything else begin like that"
        return DocumentSyntaxError(problem, error.lineno or reached or 1, error.offset, _AS_DOUBLE)
    if "LoadDocumentCallback" in message:
        problem = "it names a context (@context) that would have to be fetched, and nothing is fetched here"
        return DocumentSyntaxError(problem, reached or 1, None, "Put the context itself into the document.")
    reason = message.strip().rstrip(".")
    guess = unended(reason, content, error.lineno, error.offset)
    return DocumentSyntaxError(reason, error.lineno or reached or 1, error.offset, unended=guess)


_NO_NUMBER = re.compile(r"(?:Unexpected char: |A number is not allowed to start with )'[NI]'")
_AS_DOUBLE = 'Write {"@value": "NaN", "@type": "http://www.w3.org/2001/XMLSchema#double"}, or INF or -INF.'
codecs.lookup("cp1252")  # found by an import, which the workers that validate cannot do: they open no file


def _require_utf8(content: bytes) -> None:
    for mark, name in _ENCODINGS.items():
        if content.startswith(mark):
            raise DocumentSyntaxError(f"it is written in {name}, not in UTF-8", 1, 1, "Save it as UTF-8.")
    try:
        content.decode()
    except UnicodeDecodeError as error:
        start = content.rfind(b"\n", 0, error.start) + 1
        before = content[start : error.start].decode()
        end = content.find(b"\n", error.start)
        after = content[error.start : len(content) if end < 0 else end]
        shown = before[-_AROUND:] + after[:_AROUND].decode("cp1252", "replace").rstrip()
        byte = f"0x{content[error.start]:02X}"
        raise DocumentSyntaxError(
            f"it is not UTF-8 at the byte {byte}, which in Windows-1252 is in «{shown}»",
            content.count(b"\n", 0, error.start) + 1,
            len(before) + 1,
            "Save all of it as UTF-8.",
        ) from error
