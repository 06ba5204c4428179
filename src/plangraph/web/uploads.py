"""Read from a request what is to be validated: one document as the body, or the fields of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from plangraph.judging.submission import Document
from plangraph.settings import Settings
from plangraph.store.formats import Kind, format_named, formats_for
from plangraph.web.bodies import body_stream, read_body
from plangraph.web.problems import ProblemError

SYNTAXES = formats_for(Kind.GRAPH)
"""What documents may be written in."""
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
PASTED = "text"
"""Field of a text that was pasted, and the name of the document that it is."""
DATA_FIELDS, SHAPES_FIELDS = ("file", PASTED), ("shapes", "shapes-text")
"""Fields of a form that hold documents, as a file or as text."""
_MOST_PARTS = 100
_LONGEST_NAME = 200
_LOOK = 10_000
"""Bytes of a document that are looked at to guess what it is."""
_COMPRESSED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "ZIP", b"BZh": "bzip2", b"\x28\xb5\x2f\xfd": "Zstandard"}
"""Names of what compressed files begin with."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What a client sent to be validated."""

    data: tuple[Document, ...] = ()
    shapes: tuple[Document, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    """All other fields of the form, in order."""

    def field(self, name: str) -> str:
        """Return the first value of a field, or empty."""
        return next((value for known, value in self.fields if known == name), "")


def read_upload(environ: dict[str, Any], settings: Settings, name: str = "") -> Upload:
    """Return what a request sends; its body is read to its end, unless it is too large.

    Args:
        environ: of WSGI.
        settings: how much may be sent.
        name: of the document that is the body, for the report.

    Raises:
        ProblemError: 400 the form makes no sense; 413 it is too large; 415 a compressed body, another media
            type or charset.
    """
    media_type, parameters = parse_options_header(environ.get("CONTENT_TYPE", ""))
    media_type = media_type.lower()
    if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"The charset «{parameters['charset'][:40]}» is not read, UTF-8 only.",
            remedy="Save the file as UTF-8, and send it so.",
        )
    try:
        if media_type in FORMS:
            stream = body_stream(environ, settings.validation_size)
            return _read_form(stream, media_type, parameters, settings)
        content = read_body(environ, settings.validation_size)
    except RequestEntityTooLarge as error:
        raise _too_large(settings) from error
    if not content and not media_type:
        return Upload()
    return Upload((_document(name, content, syntax_of(media_type)),))


def syntax_of(media_type: str) -> str:
    """Return the name of the syntax that has this media type.

    Raises:
        ProblemError: 415, none has.
    """
    for form in SYNTAXES:
        if media_type in (form.media_type, *form.also):
            return form.name
    types = [form.media_type for form in SYNTAXES]
    raise ProblemError(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        f"A body of «{media_type[:80]}» is not read here." if media_type else "The body has no Content-Type.",
        remedy=f"Send one of {', '.join(types)}, or a form ({FORMS[0]}).",
        headers={"Accept-Post": ", ".join([*types, *FORMS])},
        available=[*types, *FORMS],
    )


def _read_form(stream: IO[bytes], media_type: str, parameters: dict[str, str], settings: Settings) -> Upload:
    parser = FormDataParser(
        stream_factory=lambda *_, **__: BytesIO(),  # not a file on a disk, where it might stay
        max_form_memory_size=settings.validation_size,
        max_content_length=settings.validation_size,
        max_form_parts=_MOST_PARTS,
        silent=False,
    )
    try:
        _, fields, files = parser.parse(stream, media_type, None, parameters)
    except ValueError as error:
        detail = "The form cannot be read: its boundary is missing, or it ends too early."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter") from error
    told = fields.get("syntax", "")
    if told and format_named(told) not in SYNTAXES:
        names = ", ".join(form.name for form in SYNTAXES)
        detail = f"The syntax «{told[:40]}» is not known."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter", remedy=f"Write one of {names}.")
    known = {*DATA_FIELDS, *SHAPES_FIELDS}
    return Upload(
        tuple(_documents(fields, files, DATA_FIELDS, told, fields.get("name", ""))),
        tuple(_documents(fields, files, SHAPES_FIELDS)),
        tuple((name, value) for name, value in fields.items(multi=True) if name not in known),
    )


def _documents(
    fields: MultiDict[str, str],
    files: MultiDict[str, FileStorage],
    names: Sequence[str],
    told: str = "",
    called: str = "",
) -> Iterator[Document]:
    """Yield what the fields with these ``names`` hold; what is empty was not filled in.

    Args:
        fields: of the form.
        files: of the form.
        names: of fields.
        told: syntax of all of it; empty to find out.
        called: name of what is text.
    """
    for name in names:
        for file in files.getlist(name):
            content = file.read()
            if content or file.filename:
                yield _document(file.filename or name, content, told or _file_syntax(file, content))
        for text in fields.getlist(name):
            if text.strip():
                content = text.encode("utf-8", "surrogatepass")
                yield _document(called or name, content, told or guess_syntax(content))


def _file_syntax(file: FileStorage, content: bytes) -> str:
    """Return the syntax of a file: by the end of its name, else by its media type, else by how it begins."""
    _, dot, suffix = (file.filename or "").rpartition(".")
    form = format_named(suffix) if dot else None
    if form in SYNTAXES:
        return form.name
    by_type = (form for form in SYNTAXES if file.mimetype in (form.media_type, *form.also))
    named = next(by_type, None)
    return named.name if named and named.name != "ntriples" else guess_syntax(content)


def guess_syntax(content: bytes) -> str:
    """Return the syntax that a document is likely to be in, by how it begins; TriG reads Turtle too."""
    begins = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:_LOOK]
    if begins.startswith((b"<?xml", b"<rdf:RDF", b"<!--", b"<!DOCTYPE")):
        return "rdfxml"
    if begins.startswith(b"[") or re.match(rb'\{\s*["}]', begins):
        return "jsonld"
    return "nquads" if re.match(rb"<[^>]*>\s*<[^>]*>\s*<[^>]*>\s*<", begins) else "trig"


def _document(name: str, content: bytes, syntax: str) -> Document:
    packed = next((kind for start, kind in _COMPRESSED.items() if content.startswith(start)), "")
    if packed:
        raise ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"The file «{name[:80]}» is compressed ({packed}), which is not read here.",
            remedy="Unpack it, and send what is in it.",
        )
    return Document(name=name[:_LONGEST_NAME], syntax=syntax, content=content)


def _too_large(settings: Settings) -> ProblemError:
    return ProblemError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"More than {settings.validation_size:,} bytes were sent, which is as much as is validated here.",
        remedy="Split the file, or validate it on your own machine with plangraph validate.",
    )
