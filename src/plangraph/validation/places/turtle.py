"""Where each triple of a Turtle, TriG, N-Triples or N-Quads file stands."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.plugins.parsers.notation3 import join
from rdflib.term import Node

from plangraph.validation.places.statements import Statement
from plangraph.validation.places.tokens import Token, tokens, unescaped

_TYPE, _FIRST, _REST, _NIL = RDF.type, RDF.first, RDF.rest, RDF.nil


class _UnexpectedError(Exception):
    """Nothing that the grammar foresees: what has been found so far has to do."""


def turtle_statements(text: str, *, base: str = "") -> Iterator[Statement]:
    """Yield the triples of ``text`` with their places, in the order of their objects.

    Args:
        text: Turtle, TriG, N-Triples or N-Quads that a parser has taken. In text that is none of them the
            triples before the first mistake are found.
        base: IRI of the file, for relative IRIs.
    """
    try:
        yield from _Reader(text, base).document()
    except (_UnexpectedError, RecursionError):
        return


class _Reader:
    """Recursive descent over the tokens; nested ``[ … ]`` and ``( … )`` recurse, nothing else does."""

    def __init__(self, text: str, base: str) -> None:
        self._tokens = tokens(text)
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._names: dict[str, URIRef] = {}
        self._blanks: dict[str, BNode] = {}
        self._found: list[Statement] = []
        self._token = next(self._tokens)

    def document(self) -> Iterator[Statement]:
        while self._token.kind != "end":
            self._statement()
            yield from self._found
            self._found.clear()

    def _next(self) -> Token:
        token = self._token
        if token.kind != "end":
            self._token = next(self._tokens)
        return token

    def _expect(self, text: str) -> None:
        if self._next().text != text:
            raise _UnexpectedError

    def _skip(self, text: str) -> bool:
        if self._token.text == text and self._token.kind == "mark":
            self._next()
            return True
        return False

    def _statement(self) -> None:
        word = self._token.text.lower()
        if word in ("@prefix", "@base", "prefix", "base"):
            self._directive(word)
        elif self._token.kind == "word" and word == "graph":
            self._next()
        elif not (
            self._skip("{") or self._skip("}") or self._skip(".")
        ):  # TriG: which graph is the same to us
            self._triples()

    def _directive(self, word: str) -> None:
        self._next()
        if word.endswith("prefix"):
            prefix = self._next().text.removesuffix(":")
            self._prefixes[prefix] = self._iri(self._next())
            self._names.clear()
        else:
            self._base = self._iri(self._next())
        self._skip(".")

    def _triples(self) -> None:
        at = self._token.at
        nested = self._token.text == "["
        subject = self._term()
        if self._skip("{"):  # TriG: it was the name of a graph
            return
        if not (nested and self._token.text in (".", "}")):
            self._properties(subject, at)
        if self._token.text != "}":
            self._expect(".")

    def _properties(self, subject: Node, subject_at: int) -> None:
        """Read ``predicateObjectList``: up to the token that ends it."""
        while True:
            at = self._token.at
            predicate = self._predicate()
            while True:
                self._object(subject, predicate, subject_at, at)
                if not self._skip(","):
                    break
            if self._token.text != ";":
                return
            while self._skip(";"):
                pass
            if self._token.text in (".", "]", "}"):
                return

    def _predicate(self) -> Node:
        if self._token.kind == "word" and self._token.text == "a":
            self._next()
            return _TYPE
        return self._term()

    def _object(self, subject: Node, predicate: Node, subject_at: int, predicate_at: int) -> None:
        at = self._token.at
        value = self._term()
        if self._token.kind in ("iri", "blank"):
            self._next()  # N-Quads: the graph; in Turtle no term follows an object
        self._found.append(Statement(subject, predicate, value, subject_at, predicate_at, at))

    def _term(self) -> Node:
        token = self._next()
        if token.kind == "name":
            return self._named(token)
        if token.kind == "iri":
            return self._iri(token)
        if token.kind in ("string", "long"):
            return self._literal(token)
        if token.kind == "blank":
            return self._blanks.setdefault(token.text, BNode())
        if token.kind == "number":
            return Literal(token.text, datatype=_number_type(token.text), normalize=False)
        if token.kind == "word" and token.text in ("true", "false"):
            return Literal(token.text, datatype=XSD.boolean)
        if token.text == "[":
            return self._nested(token.at)
        if token.text == "(":
            return self._collection(token.at)
        raise _UnexpectedError

    def _nested(self, at: int) -> BNode:
        node = BNode()
        if self._token.text != "]":
            self._properties(node, at)
        self._expect("]")
        return node

    def _collection(self, at: int) -> Node:
        head: Node = _NIL
        cell: BNode | None = None
        while self._token.text != ")" or self._token.kind != "mark":
            item_at = self._token.at
            item = self._term()
            new = BNode()
            if cell is None:
                head = new
            else:
                self._found.append(Statement(cell, _REST, new, at, item_at, item_at))
            self._found.append(Statement(new, _FIRST, item, at, item_at, item_at))
            cell = new
        if cell is not None:
            self._found.append(Statement(cell, _REST, _NIL, at, self._token.at, self._token.at))
        self._expect(")")
        return head

    def _literal(self, token: Token) -> Literal:
        quotes = 3 if token.kind == "long" else 1
        text = unescaped(token.text[quotes:-quotes])
        if self._token.kind == "at":
            return Literal(text, lang=self._next().text[1:])
        if self._token.kind == "type":
            self._next()
            datatype = self._term()
            return Literal(text, datatype=URIRef(str(datatype)), normalize=False)
        return Literal(text)

    def _named(self, token: Token) -> URIRef:
        known = self._names.get(token.text)
        if known is None:
            prefix, _, local = token.text.partition(":")
            if prefix not in self._prefixes:
                raise _UnexpectedError
            known = self._names[token.text] = URIRef(self._prefixes[prefix] + unescaped(local))
        return known

    def _iri(self, token: Token) -> URIRef:
        if token.kind != "iri":
            raise _UnexpectedError
        iri = unescaped(token.text[1:-1])
        return URIRef(join(self._base, iri) if self._base else iri)


def _number_type(text: str) -> URIRef:
    """Return the datatype of a number without quotes (Turtle, 2.5.2)."""
    if "e" in text.lower():
        return XSD.double
    return XSD.decimal if "." in text else XSD.integer
