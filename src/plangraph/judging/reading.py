"""Documents into graphs."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import BNode, Graph, Literal, URIRef

from plangraph.judging.errors import DocumentError
from plangraph.judging.submission import Document
from plangraph.store.parsing import DocumentSyntaxError, parse_document
from plangraph.store.terms import XSD_STRING, Blank, Iri, Term
from plangraph.validation.documents import file_places
from plangraph.validation.naming import file_iri
from plangraph.validation.places import FilePlaces


def read_documents(documents: Iterable[Document]) -> Graph:
    """Return one graph with the triples of all documents, whichever named graphs they stand in.

    Raises:
        DocumentError: one of them does not parse.
    """
    graph = Graph(bind_namespaces="none")
    for number, document in enumerate(documents):
        _read(document, graph, f"{number}-")
    return graph


def places_in(document: Document) -> FilePlaces:
    """Return where the triples of a document that has been read stand."""
    text = document.content.decode("utf-8-sig")
    return file_places(document.name, text, document.syntax, base=_base(document))


def _base(document: Document) -> str:
    """Return what relative IRIs are resolved against."""
    return str(file_iri(document.name))


def _read(document: Document, graph: Graph, prefix: str) -> None:
    statements = parse_document(document.content, document.syntax, base=_base(document))
    try:
        graph.addN((_term(s, prefix), URIRef(p.value), _term(o, prefix), graph) for s, p, o in statements)
    except DocumentSyntaxError as error:
        problem = f"not {document.syntax}: {error.problem}"
        raise DocumentError(
            problem,
            document=document.name,
            line=error.line,
            column=error.column,
            remedy=error.remedy,
            unended=error.unended,
        ) from error


def _term(term: Term, prefix: str) -> URIRef | BNode | Literal:
    """Return rdflib's term; blank nodes of two documents are never the same."""
    if isinstance(term, Iri):
        return URIRef(term.value)
    if isinstance(term, Blank):
        return BNode(prefix + term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    # As written: rdflib would make a valid 1000 of the integer «1_000», and a gigabyte of 1e999999999.
    datatype = None if term.datatype == XSD_STRING else URIRef(term.datatype)
    return Literal(term.value, datatype=datatype, normalize=False)
