"""Facts on the page of a thing: properties in our order, their values, and what says each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plangraph.store.dataset import Dataset, is_part
from plangraph.store.terms import Iri, Literal, Statement, Term
from plangraph.web.evidence import DERIVED, MENTIONS, PLAN, Evidence
from plangraph.web.links import Links, Shown

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DCTERMS = "http://purl.org/dc/terms/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_PROV = "http://www.w3.org/ns/prov#"
_LABEL = f"{_RDFS}label"
_TITLE = f"{_DCTERMS}title"
_XSD = "http://www.w3.org/2001/XMLSchema#"
FIRST = (
    f"{_DCTERMS}title",
    f"{_SKOS}prefLabel",
    f"{_SKOS}altLabel",
    f"{_SKOS}definition",
    f"{_RDFS}comment",
    f"{_DCTERMS}description",
    f"{PLAN}number",
    f"{_DCTERMS}identifier",
    f"{_SKOS}notation",
    f"{PLAN}cup",
    f"{PLAN}ofObjective",
    f"{PLAN}ofArea",
    f"{PLAN}ofPlan",
    f"{PLAN}activityType",
    f"{PLAN}plannedYear",
    f"{PLAN}responsibleSector",
    f"{PLAN}office",
    f"{PLAN}amount",
    f"{PLAN}fundedUnder",
    f"{PLAN}citesProgramme",
    f"{PLAN}implementedThrough",
    f"{PLAN}underMeasure",
    f"{PLAN}concernsPlace",
    f"{PLAN}partner",
    f"{PLAN}citesAct",
)
"""Properties that a page begins with, in this order; the others follow by their names."""
TECHNICAL = ("http://www.w3.org/ns/oa#", _PROV, f"{_RDFS}isDefinedBy", f"{PLAN}position")
"""Beginnings of properties that readers rarely want: folded away."""
_WRITTEN = {f"{_XSD}decimal": "number", f"{_XSD}double": "number", f"{_XSD}date": "date"}
"""How values of a datatype are written; integers are left, for many are years or numbers of lines."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact."""

    shown: Shown
    evidence: tuple[Evidence, ...]
    is_inferred: bool
    """Nobody states it: it follows from other facts."""
    written: str
    """``number`` or ``date`` where the reader's language says how to write it; else empty."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One property and its values."""

    name: Shown
    values: tuple[Value, ...]
    """Of texts those in the reader's language, or all where there are none."""
    foreign: tuple[Value, ...] = ()
    """The same said in other languages."""

    @property
    def is_inferred(self) -> bool:
        """Whether nobody states any of the values."""
        return all(value.is_inferred for value in (*self.values, *self.foreign))


def facts_of(
    own: Sequence[Statement],
    evidence: Mapping[Term, tuple[Evidence, ...]],
    inferred: frozenset[Statement],
    links: Links,
    spoken: str,
) -> list[tuple[str, Fact]]:
    """Return pairs of a property's IRI and its fact, in the order of the page: what follows comes last."""
    values: dict[Iri, list[Value]] = {}
    for triple in own:
        _, name, term = triple
        if name.value in (TYPE, DERIVED) or is_part(term, str(own[0][0].value)):
            continue
        if name.value == MENTIONS and _is_resolved(term, links.dataset):
            continue  # it stands behind a value
        value = Value(
            links.show(term, spoken), evidence.get(term, ()), triple in inferred, _written(name, term)
        )
        values.setdefault(name, []).append(value)
    if [*_texts(values, _LABEL)] == [*_texts(values, _TITLE)]:
        values.pop(Iri(_LABEL), None)  # it says the same
    facts = [
        (name.value, Fact(links.show(name, spoken), *_by_language(each, spoken)))
        for name, each in values.items()
    ]
    return sorted(facts, key=lambda pair: (pair[1].is_inferred, _rank(pair[0]), pair[1].name.text.casefold()))


def _by_language(values: Sequence[Value], spoken: str) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Return the values for a reader, and those that only say the same in other languages."""
    texts = [value for value in values if value.shown.lang and not value.shown.href and not value.shown.kind]
    told = any(_is_in(value.shown.lang, spoken) for value in texts)
    foreign = tuple(value for value in texts if told and not _is_in(value.shown.lang, spoken))
    return tuple(value for value in values if value not in foreign), foreign


def _is_in(tag: str, spoken: str) -> bool:
    """Return whether a language tag (BCP 47) is of a language, of whatever country."""
    return tag.casefold().partition("-")[0] == spoken


def _texts(values: Mapping[Iri, Sequence[Value]], name: str) -> Iterator[tuple[str, str]]:
    return ((each.shown.text, each.shown.lang) for each in values.get(Iri(name), ()))


def _written(name: Iri, term: Term) -> str:
    if not isinstance(term, Literal):
        return ""
    return "date" if name.value == f"{_DCTERMS}date" else _WRITTEN.get(term.datatype, "")


def _is_resolved(mention: Term, dataset: Dataset) -> bool:
    return bool(dataset.objects(mention.value, f"{PLAN}resolvesTo"))


def _rank(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)
