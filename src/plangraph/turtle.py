"""Turtle files in and out: errors that name file and line, and bytes that depend on the triples alone.

https://www.w3.org/TR/turtle/; the reader is rdflib's, which also takes the N-Triples subset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VOID, XSD
from rdflib.plugins.parsers.notation3 import BadSyntax

from plangraph.errors import InputError, RdfSyntaxError
from plangraph.namespaces import PREFIXES

WRITTEN_PREFIXES = {
    **PREFIXES,
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "sh": str(SH),
    "skos": str(SKOS),
    "void": str(VOID),
    "xsd": str(XSD),
}
"""The only prefixes that written files use, so that a file read before leaves no trace in the next."""


def read_turtle(paths: Iterable[Path]) -> Graph:
    """Return one graph with the triples of all ``paths``.

    Args:
        paths: Turtle files, or folders that stand for every ``*.ttl`` below them.

    Raises:
        InputError: a path does not exist or cannot be read.
        RdfSyntaxError: a file is not UTF-8 or not Turtle.
    """
    graph = Graph(bind_namespaces="none")
    for path in _files(paths):
        _parse(path, graph)
    return graph


def turtle_bytes(graph: Graph, *, heading: str = "") -> bytes:
    """Return ``graph`` as Turtle, the same bytes for the same triples (blank nodes excepted).

    Args:
        graph: left unchanged; its prefixes are not used.
        heading: lines to print as comments on top.
    """
    plain = Graph(bind_namespaces="none")
    for prefix, namespace in WRITTEN_PREFIXES.items():
        plain.bind(prefix, namespace)
    for triple in graph:
        plain.add(triple)
    comment = "".join(f"# {line}".rstrip() + "\n" for line in heading.splitlines())
    return (comment + "\n" * bool(comment) + plain.serialize(format="turtle").strip() + "\n").encode()


def write_turtle(graph: Graph, path: Path, *, heading: str = "") -> None:
    """Write ``turtle_bytes`` of ``graph`` to ``path``; see ``replace_file``."""
    replace_file(path, turtle_bytes(graph, heading=heading))


def replace_file(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` whole or not at all: a reader never meets half a file.

    Raises:
        InputError: the folder does not exist or cannot be written.
    """
    beside = path.with_name(f"{path.name}.new")
    try:
        try:
            beside.write_bytes(content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror})",
            path=path,
            remedy="Make its folder writable, or have it written elsewhere.",
        ) from error


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.ttl"))
        else:
            yield path


def _parse(path: Path, graph: Graph) -> None:
    parse_turtle(_text(path), graph, path=path, base=path.resolve().as_uri())


def parse_turtle(text: str, graph: Graph, *, path: Path, base: str) -> None:
    """Add the triples of Turtle to ``graph``.

    Args:
        text: without a byte order mark.
        graph: left half-filled if there is an error.
        path: what errors call the file.
        base: of relative IRIs.

    Raises:
        RdfSyntaxError: it is not Turtle.
    """
    try:
        graph.parse(data=text, format="turtle", publicID=base)
    except BadSyntax as error:
        # rdflib 7.6 counts lines from 0; ``message`` repeats the text, ``_why`` is the reason alone.
        column = error._i - text.rfind("\n", 0, error._i)
        raise _syntax_error(error._why, path, error.lines + 1, column) from error
    except IndexError as error:
        # rdflib 7.6 reads on past the end of an unfinished statement.
        raise RdfSyntaxError(
            "not Turtle: the file ends inside a statement",
            path=path,
            line=text.count("\n") + 1,
            italian=("non è Turtle: il file finisce nel mezzo di un'affermazione", ""),
        ) from error
    except Exception as error:
        # rdflib 7.6 asserts that quotes are closed, and raises a bare Exception for a wrong \u escape.
        raise _syntax_error(str(error), path, _line_of_excerpt(str(error), text)) from error


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=path) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RdfSyntaxError(
            "not UTF-8, the encoding of every Turtle file",
            path=path,
            line=line,
            remedy="Save it as UTF-8.",
            italian=("non è in UTF-8, la codifica di ogni file Turtle", "Salvarlo in UTF-8."),
        ) from error


def _syntax_error(reason: str, path: Path, line: int | None, column: int | None = None) -> RdfSyntaxError:
    reason = re.split(r" at \^", reason)[0].strip().rstrip(".")
    quoted = (f"non è Turtle: «{reason}»", "")
    return RdfSyntaxError(f"not Turtle: {reason}", path=path, line=line, column=column, italian=quoted)


def _line_of_excerpt(message: str, text: str) -> int | None:
    """Find the place that rdflib marks with ``^`` between the characters around it."""
    marked = re.search(r"at \^ in (.*)\^(.*)", message, re.DOTALL)
    where = text.find(marked[1] + marked[2]) if marked else -1
    return None if where < 0 or marked is None else text.count("\n", 0, where + len(marked[1])) + 1
