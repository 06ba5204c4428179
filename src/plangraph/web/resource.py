"""What a page shows about one thing: facts with the lines that say them, what it is in, what points to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plangraph.store.dataset import Dataset, Description
from plangraph.store.terms import Iri, Statement, Term
from plangraph.web.evidence import DERIVED, MENTIONS, PLAN, Evidence, evidence_of, rows_behind
from plangraph.web.links import Links, Shown, is_part
from plangraph.web.source_text import Row, SourceText

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DCTERMS = "http://purl.org/dc/terms/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_PROV = "http://www.w3.org/ns/prov#"
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
_PARENTS = (
    f"{PLAN}ofObjective",
    f"{PLAN}ofArea",
    f"{PLAN}ofPlan",
    f"{_SKOS}broader",
    f"{PLAN}linkedActivity",
    f"{PLAN}ofProject",
    f"{PLAN}ofTender",
    "http://www.w3.org/ns/oa#hasSource",
    "https://w3id.org/italia/onto/CLV/situatedWithin",
    f"{_DCTERMS}isPartOf",
    f"{_RDFS}subClassOf",
)
"""Properties that lead upward, the first that a thing has."""
_DEPTH = 8
SHOWN_EACH = 20
"""Things on a page that point to this one by one property; the data formats have all."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact."""

    shown: Shown
    evidence: tuple[Evidence, ...]
    is_inferred: bool
    """Nobody states it: it follows from other facts."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One property and its values."""

    name: Shown
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Inbound:
    """What points to the thing by one property."""

    name: Shown
    subjects: tuple[Shown, ...]
    """At most :data:`SHOWN_EACH`."""
    count: int
    """Of all."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A row of the text between its neighbours."""

    before: Row | None
    row: Row
    after: Row | None


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """A resource, ready to be shown."""

    iri: str
    title: Shown
    kinds: tuple[Shown, ...]
    trail: tuple[Shown, ...]
    """What it is part of, the widest first."""
    facts: tuple[Fact, ...]
    technical: tuple[Fact, ...]
    rows: tuple[Row, ...]
    """That it was read from."""
    quotations: tuple[Quotation, ...]
    inbound: tuple[Inbound, ...]
    inbound_count: int
    """Of all."""


def resource_page(description: Description, links: Links, texts: SourceText, spoken: str) -> ResourcePage:
    """Return the page of a thing, labels in the language ``spoken`` where there are any."""
    iri, own = description.iri, _own(description)
    evidence = evidence_of(own, links.dataset, texts)
    rows = rows_behind(own, texts)
    trail = _trail(iri, links.dataset)
    inbound = _grouped([(p, subject) for subject, p, _ in description.inbound])
    shown = [*own, *((s, p, s) for p, subjects in inbound.items() for s in subjects[:SHOWN_EACH])]
    links.prepare([*(term for triple in shown for term in triple), *map(Iri, trail)])
    facts = _facts(own, evidence, description.inferred, links, spoken)
    return ResourcePage(
        iri,
        links.show(Iri(iri), spoken),
        _kinds([value for _, p, value in own if p.value == TYPE], links, spoken),
        tuple(links.show(Iri(each), spoken) for each in trail),
        tuple(fact for name, fact in facts if not name.startswith(TECHNICAL)),
        tuple(fact for name, fact in facts if name.startswith(TECHNICAL)),
        rows,
        tuple(_quotation(row, texts) for row in rows or _self(iri, texts)),
        _inbound(inbound, links, spoken),
        len(description.inbound),
    )


def _own(description: Description) -> list[Statement]:
    """Return what is said about the thing itself, without what is said about its parts."""
    return [triple for triple in description.outgoing if triple[0] == Iri(description.iri)]


def _kinds(classes: list[Term], links: Links, spoken: str) -> tuple[Shown, ...]:
    """Show the classes of our own vocabulary, which have those of others above them; without any, all."""
    own = [kind for kind in classes if kind.value.startswith(PLAN)] or classes
    return tuple({shown.text: shown for shown in (links.show(kind, spoken) for kind in own)}.values())


def _trail(iri: str, dataset: Dataset) -> tuple[str, ...]:
    """Return what the thing is in, the widest first; a circle is walked once."""
    seen, current = [iri], iri
    while len(seen) <= _DEPTH:
        up = (dataset.objects(current, name) for name in _PARENTS)
        parents = next((values for values in up if any(isinstance(value, Iri) for value in values)), ())
        current = next((value.value for value in parents if isinstance(value, Iri)), "")
        if not current or current in seen:
            break
        seen.append(current)
    return tuple(reversed(seen[1:]))


def _facts(
    own: Sequence[Statement],
    evidence: Mapping[Term, tuple[Evidence, ...]],
    inferred: frozenset[Statement],
    links: Links,
    spoken: str,
) -> list[tuple[str, Fact]]:
    """Return pairs of a property's IRI and its fact, in the order of the page."""
    values: dict[Iri, list[Value]] = {}
    for triple in own:
        _, name, term = triple
        if name.value in (TYPE, DERIVED) or is_part(term, str(own[0][0].value)):
            continue
        if name.value == MENTIONS and _is_resolved(term, links.dataset):
            continue  # it stands behind a value
        value = Value(links.show(term, spoken), evidence.get(term, ()), triple in inferred)
        values.setdefault(name, []).append(value)
    facts = [(name.value, Fact(links.show(name, spoken), tuple(each))) for name, each in values.items()]
    return sorted(facts, key=lambda pair: (_rank(pair[0]), pair[1].name.text.casefold()))


def _is_resolved(mention: Term, dataset: Dataset) -> bool:
    return any(dataset.objects(mention.value, name) for name in (f"{PLAN}resolvesTo",))


def _rank(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)


def _grouped(pairs: Sequence[tuple[Iri, Term]]) -> dict[Iri, list[Term]]:
    groups: dict[Iri, list[Term]] = {}
    for name, term in pairs:
        groups.setdefault(name, []).append(term)
    return groups


def _inbound(groups: Mapping[Iri, list[Term]], links: Links, spoken: str) -> tuple[Inbound, ...]:
    found = [
        Inbound(
            links.show(name, spoken),
            tuple(links.show(subject, spoken) for subject in subjects[:SHOWN_EACH]),
            len(subjects),
        )
        for name, subjects in groups.items()
    ]
    return tuple(sorted(found, key=lambda each: each.name.text.casefold()))


def _self(iri: str, texts: SourceText) -> tuple[Row, ...]:
    """Return the row that the page is about, if it is about one."""
    file = texts.file_of(iri)
    return (file.around(iri)[1],) if file else ()


def _quotation(row: Row, texts: SourceText) -> Quotation:
    file = texts.file_of(row.iri)
    assert file is not None  # it came from there
    return Quotation(*file.around(row.iri))


def description_statements(description: Description) -> list[Statement]:
    """Return everything that the data formats say about the thing, once."""
    return list(dict.fromkeys([*description.outgoing, *description.inbound]))
