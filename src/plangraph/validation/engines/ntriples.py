"""Terms and triples as lines of N-Triples, and terms back from them (RDF 1.1 N-Triples)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rdflib import BNode, Literal, URIRef
from rdflib.plugins.parsers.ntriples import unquote
from rdflib.term import Node

from plangraph.validation.engines.finding import Triple

_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_LITERAL = re.compile(
    r'"(?P<text>(?:[^"\\]++|\\.)*+)"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL
)


def lines_of(triples: Iterable[Triple]) -> str:
    """Return a line for each triple, in their order.

    A third of the time of rdflib's serialiser, which tests every IRI; a line that is none is refused by
    whoever reads it.
    """
    return "".join(f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in triples)


def text_of(term: Node) -> str:
    """Return a term as it stands in N-Triples."""
    if isinstance(term, URIRef):
        return f"<{term!s}>"
    if not isinstance(term, Literal):
        return f"_:{term!s}"
    text = f'"{str(term).translate(_ESCAPED)}"'
    if term.language:
        return f"{text}@{term.language}"
    return text if term.datatype is None else f"{text}^^<{term.datatype!s}>"


def term_of(text: str) -> Node:
    """Return the term that ``text`` is in N-Triples.

    Raises:
        ValueError: it is none.
    """
    if text.startswith("<") and text.endswith(">"):
        return URIRef(unquote(text[1:-1]))
    if text.startswith("_:"):
        return BNode(text[2:])
    if not (found := _LITERAL.fullmatch(text)):
        raise ValueError(f"no term of N-Triples: {text}")
    return Literal(
        unquote(found["text"]), lang=found["language"], datatype=found["datatype"], normalize=False
    )
