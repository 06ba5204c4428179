"""Triples that every entry of the catalogue has: titles, descriptions and dates, in two languages."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, XSD

from plangraph.catalog.parts import Words
from plangraph.graph.triples import Triple
from plangraph.profile import Profile


def titles(node: URIRef, words: Words) -> Iterator[Triple]:
    """Yield title and label, which is what pages show."""
    for text, language in ((words.it, "it"), (words.en, "en")):
        yield node, DCTERMS.title, Literal(text, lang=language)
        yield node, RDFS.label, Literal(text, lang=language)


def descriptions(node: URIRef, words: Words) -> Iterator[Triple]:
    """Yield the description."""
    yield node, DCTERMS.description, Literal(words.it, lang="it")
    yield node, DCTERMS.description, Literal(words.en, lang="en")


def dates(node: URIRef, profile: Profile, modified: str = "") -> Iterator[Triple]:
    """Yield when the edition came out, and was changed: as the entry says itself, else the profile."""
    yield node, DCTERMS.issued, Literal(profile.issued, datatype=XSD.date)
    yield node, DCTERMS.modified, Literal(modified or profile.modified, datatype=XSD.date)
