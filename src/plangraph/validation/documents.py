"""RDF documents of all syntaxes into graphs, with the places of their triples; nothing is ever fetched."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from xml.sax import SAXParseException

from rdflib import BNode, Dataset, Graph
from rdflib.exceptions import ParserError as ParseError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from plangraph.errors import RdfSyntaxError, UsageError
from plangraph.turtle import parse_turtle
from plangraph.validation.explanation import Place
from plangraph.validation.naming import file_iri
from plangraph.validation.places import (
    FilePlaces,
    Lines,
    RemoteContextError,
    jsonld_statements,
    turtle_statements,
)
from plangraph.validation.places.json_tree import NoNumberError
from plangraph.validation.places.statements import Statement
from plangraph.validation.spelling import as_written

SYNTAXES = {
    "turtle": (".ttl", ".turtle"),
    "trig": (".trig",),
    "ntriples": (".nt",),
    "nquads": (".nq",),
    "jsonld": (".jsonld", ".json"),
    "rdfxml": (".rdf", ".xml", ".owl"),
}
"""Names of the syntaxes that are read, with the suffixes of their files."""


@dataclass(frozen=True, slots=True)
class Document:
    """An RDF document that has been read."""

    graph: Graph = field(repr=False)
    """All of its triples, whichever named graphs they stand in."""
    places: FilePlaces = field(repr=False)


def syntax_of(path: PurePath) -> str:
    """Return the syntax of a file by its suffix.

    Raises:
        UsageError: no syntax has that suffix.
    """
    for syntax, suffixes in SYNTAXES.items():
        if path.suffix.lower() in suffixes:
            return syntax
    known = ", ".join(suffix for suffixes in SYNTAXES.values() for suffix in suffixes)
    raise UsageError(f"{path}: no RDF syntax has the suffix «{path.suffix}» (known: {known}).")


def read_document(content: bytes, *, name: str, syntax: str, base: str = "") -> Document:
    """Read a document.

    Args:
        content: its bytes, in UTF-8.
        name: what errors and places call it.
        syntax: one of ``SYNTAXES``.
        base: of relative IRIs; by default an IRI made from ``name``.

    Raises:
        RdfSyntaxError: it is not in that syntax, not in UTF-8, or needs a context or an entity that would
            have to be fetched.
    """
    text = _decoded(content, name)
    address = base or str(file_iri(name))
    graph = Graph(bind_namespaces="none")
    with as_written():
        _READERS[syntax](text, graph, name, address)
    return Document(graph, file_places(name, text, syntax, base=address))


def file_places(name: str, text: str, syntax: str, *, base: str = "") -> FilePlaces:
    """Return the places of a document that has been read; see ``read_document``. RDF/XML has none yet."""
    if syntax == "jsonld":
        return FilePlaces(name, text, lambda content: _jsonld_places(content, base))
    if syntax == "rdfxml":
        return FilePlaces(name, text, lambda _: ())
    return FilePlaces(name, text, lambda content: turtle_statements(content, base=base))


def _jsonld_places(text: str, base: str) -> list[Statement]:
    """Return no place of what another parser has taken and rdflib does not, so that there is a report."""
    try:
        with as_written():
            return jsonld_statements(text, base=base)
    except Exception:  # nested too deeply, a context within a JSON literal, and whatever rdflib 7.6 meets
        return []


def place_of_error(error: RdfSyntaxError, name: str, content: bytes) -> Place:
    """Return where a document breaks off, of which ``error`` was raised."""
    if error.line is None or error.column is None:
        return Place(file=name, line=error.line)
    lines = Lines(content.decode("utf-8-sig", "replace"), name)
    return lines.place(lines.offset(error.line, error.column))


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Lines(content[: error.start].decode("utf-8-sig", "replace"), name).place(error.start)
        raise RdfSyntaxError(
            f"not UTF-8: byte 0x{content[error.start]:02x} belongs to another encoding",
            path=Path(name),
            line=place.line,
            column=place.column,
            remedy="Save the whole file as UTF-8; a part may have been pasted from another encoding.",
            italian=(
                f"non è in UTF-8: il byte 0x{content[error.start]:02x} viene da un'altra codifica",
                "Salvare tutto il file in UTF-8; forse una parte è stata incollata da un'altra codifica.",
            ),
        ) from error


def _no(
    form: str, reason: str, name: str, line: int | None = None, column: int | None = None, italian: str = ""
) -> RdfSyntaxError:
    """Return that a document is not in its form, for a reason that has no Italian if a parser gives it."""
    quoted = (f"non è {form}: {italian or f'«{reason}»'}", "")
    return RdfSyntaxError(f"not {form}: {reason}", path=Path(name), line=line, column=column, italian=quoted)


def _read_turtle(text: str, graph: Graph, name: str, base: str) -> None:
    parse_turtle(text, graph, path=Path(name), base=base)


def _read_trig(text: str, graph: Graph, name: str, base: str) -> None:
    try:
        _add_quads(text, "trig", graph, base)
    except BadSyntax as error:
        place = Lines(text, name).place(error._i)
        raise _no("TriG", error._why, name, place.line, place.column) from error
    except Exception as error:  # as for Turtle, rdflib 7.6 raises IndexError, AssertionError and bare ones
        ends = "il file finisce nel mezzo di un'affermazione"
        raise _no("TriG", "the file ends inside a statement", name, italian=ends) from error


def _read_nquads(text: str, graph: Graph, name: str, base: str) -> None:
    try:
        _add_quads(text, "nquads", graph, base)
    except ParseError as error:  # of rdflib 7.6, which does not tell the line
        raise RdfSyntaxError(
            "not N-Quads", path=Path(name), line=_bad_line(text), italian=("non è N-Quads", "")
        ) from error


def _bad_line(text: str) -> int | None:
    for number, line in enumerate(text.split("\n"), 1):
        try:
            _add_quads(line, "nquads", Graph(), "")
        except ParseError:
            return number
    return None


def _add_quads(text: str, form: str, graph: Graph, base: str) -> None:
    dataset = Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib 7.6 calls its own deprecated properties
        dataset.parse(data=text, format=form, publicID=base or None)
    for quad in dataset.quads():
        graph.add(quad[:3])


def _read_jsonld(text: str, graph: Graph, name: str, base: str) -> None:
    try:
        blanks: dict[Node, BNode] = {}  # rdflib 7.6 keeps their labels, which other documents may use too
        for statement in jsonld_statements(text, base=base):
            subject, predicate, value = (
                blanks.setdefault(term, BNode()) if isinstance(term, BNode) else term
                for term in statement[:3]
            )
            graph.add((subject, predicate, value))
    except json.JSONDecodeError as error:
        italian = error.italian if isinstance(error, NoNumberError) else ""
        raise _no("JSON", error.msg, name, error.lineno, error.colno, italian) from error
    except RemoteContextError as error:
        place = Lines(text, name).place(error.at)
        raise RdfSyntaxError(
            f"the context <{error.address}> lies elsewhere, and nothing is fetched",
            path=Path(name),
            line=place.line,
            column=place.column,
            remedy="Put the context into the file.",
            italian=(
                f"il contesto <{error.address}> sta altrove, e da altrove non si legge nulla",
                "Mettere il contesto nel file.",
            ),
        ) from error
    except Exception as error:  # rdflib 7.6 raises whatever its code meets
        raise _no("JSON-LD", str(error) or type(error).__name__, name) from error


_ENTITY = re.compile(r"<!(?:DOCTYPE[^>\[]*(?:SYSTEM|PUBLIC)|ENTITY)")


def _read_xml(text: str, graph: Graph, name: str, base: str) -> None:
    if declared := _ENTITY.search(text):
        place = Lines(text, name).place(declared.start())
        raise RdfSyntaxError(
            "entities and document types from elsewhere are not read",
            path=Path(name),
            line=place.line,
            column=place.column,
            remedy="Write the IRIs in full, or convert the file to Turtle.",
            italian=(
                "entità e tipi di documento che stanno altrove non si leggono",
                "Scrivere gli IRI per intero, o convertire il file in Turtle.",
            ),
        )
    try:
        graph.parse(data=text.encode(), format="xml", publicID=base)
    except SAXParseException as error:
        line, column = error.getLineNumber(), error.getColumnNumber()
        shown = None if column is None else column + 1
        raise _no("RDF/XML", error.getMessage(), name, line, shown) from error
    except Exception as error:  # rdflib 7.6 raises errors of its own and bare ones
        raise _no("RDF/XML", str(error), name) from error


_READERS: dict[str, Callable[[str, Graph, str, str], None]] = {
    "turtle": _read_turtle,
    "trig": _read_trig,
    "ntriples": _read_turtle,  # of which it is a part
    "nquads": _read_nquads,
    "jsonld": _read_jsonld,
    "rdfxml": _read_xml,
}
