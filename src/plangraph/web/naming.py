"""What a thing without a label is called on pages: its kind, and what it belongs to or says.

``allocation: Digital services``, ``source row 139: …``: the kind in the reader's language, the rest as the
plan has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from plangraph.store.dataset import Dataset
from plangraph.store.labels import label
from plangraph.store.terms import Iri, Literal, Term
from plangraph.web.printed import unmarked

_PLAN = "https://w3id.org/plangraph/ontology#"
_SH = "http://www.w3.org/ns/shacl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SUBCLASS = f"{_RDFS}subClassOf"
_NAMES = (f"{_SH}name", "http://xmlns.com/foaf/0.1/name", f"{_SH}message", f"{_RDFS}comment")
"""Words that stand for a thing as well as a label does, the best first."""
_KINDS = (f"{_PLAN}anomalyKind", f"{_PLAN}mentionKind")
"""Narrower than the class."""
_NUMBERS = (f"{_PLAN}firstLine", f"{_PLAN}rank")
_SAYS = (f"{_PLAN}quote", f"{_PLAN}verbatim", f"{_PLAN}cig", f"{_SH}prefix")
_BELONGS = (
    *(f"{_PLAN}{name}" for name in ("searchedActivity", "ofTender", "ofCall", "ofProject", "ofProgramme")),
    *(f"{_PLAN}{name}" for name in ("linkedMeasure", "linkedProject", "underMeasure")),
)
PREDICATES = (_TYPE, _SUBCLASS, *_NAMES, *_KINDS, *_NUMBERS, *_SAYS, *_BELONGS)
"""What a name may be made of."""
_LONGEST = 160
"""Characters of the text in a name."""
_DEPTH = 2
"""An award is of a tender, which may have no label either."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in up to two languages."""

    kind: str
    """In the reader's language, with what separates it from the words; empty where these need none."""
    words: str
    lang: str
    """Of ``words``; empty if it is not known."""


def name_of(dataset: Dataset, iri: str, spoken: str, depth: int = _DEPTH) -> Name | None:
    """Return the name of ``iri`` for readers of ``spoken``; None where the data say too little for one."""
    classes = [each.value for each in dataset.objects(iri, _TYPE) if isinstance(each, Iri)]
    if not classes:
        return None
    for predicate in _NAMES:
        if own := _literal(dataset.objects(iri, predicate), spoken):
            return Name("", own.value, own.language)
    kind = _kind(dataset, iri, classes, spoken)
    if not kind:
        return None
    number = _first(dataset, iri, _NUMBERS)
    if isinstance(number, Literal):
        kind = f"{kind} {number.value}"
    words, lang = _words(dataset, iri, spoken, depth)
    return Name(f"{kind}: ", words, lang) if words else Name("", kind, spoken) if number else None


def above(dataset: Dataset, iri: str) -> str:
    """Return the nearest thing that the path of ``iri`` continues; empty if there is none."""
    above_it = [*stems(iri)]
    dataset.look_ahead(above_it, ())
    return next((stem for stem in above_it if dataset.knows(stem)), "")


def stems(iri: str) -> Iterator[str]:
    """Yield the IRIs that the path of ``iri`` continues, the nearest first."""
    stem = iri
    while stem.count("/") > 3:  # scheme://host/…
        stem = stem.rpartition("/")[0]
        yield stem


def _kind(dataset: Dataset, iri: str, classes: list[str], spoken: str) -> str:
    """Return the narrowest kind that has a label, classes of our own before those of others."""
    particular = _first(dataset, iri, _KINDS)
    wider = {each.value for one in classes for each in dataset.objects(one, _SUBCLASS)}
    ranked = sorted(classes, key=lambda one: (not one.startswith(_PLAN), one in wider, one))
    for one in ([particular.value] if particular else []) + ranked:
        if found := label(dataset, one, spoken):
            return found.value
    return ""


def _words(dataset: Dataset, iri: str, spoken: str, depth: int) -> tuple[str, str]:
    """Return what tells the thing from others of its kind, and its language."""
    said = _first(dataset, iri, _SAYS)
    if isinstance(said, Literal):
        return shorten(unmarked(said.value), _LONGEST, placeholder=" …"), said.language
    parent = _first(dataset, iri, _BELONGS)
    owner = parent.value if isinstance(parent, Iri) else above(dataset, iri)
    if not owner:
        return "", ""
    if found := label(dataset, owner, spoken):
        return found.value, found.language
    name = name_of(dataset, owner, spoken, depth - 1) if depth else None
    return (f"{name.kind}{name.words}", name.lang) if name else ("", "")


def _first(dataset: Dataset, iri: str, predicates: tuple[str, ...]) -> Term | None:
    return next((value for name in predicates for value in dataset.objects(iri, name)), None)


def _literal(values: tuple[Term, ...], spoken: str) -> Literal | None:
    literals = [value for value in values if isinstance(value, Literal)]
    return min(literals, key=lambda each: each.language != spoken, default=None)
