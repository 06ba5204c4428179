"""What a page shows about one thing: facts with the lines that say them, what it is in, what points to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plangraph.store.dataset import Description
from plangraph.store.terms import Iri, Statement, Term
from plangraph.web.evidence import (
    DATE,
    OF_MENTIONS,
    PLAN,
    TREATMENT,
    Table,
    evidence_of,
    rows_behind,
    tables_behind,
)
from plangraph.web.facts import TECHNICAL, TYPE, Fact, facts_of
from plangraph.web.inbound import NAMING, Inbound, groups_of, inbound_of
from plangraph.web.links import Links, Shown
from plangraph.web.naming import above, stems
from plangraph.web.source_text import Row, SourceText

_DCTERMS = "http://purl.org/dc/terms/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_PARENTS = (
    f"{PLAN}ofObjective",
    f"{PLAN}ofArea",
    f"{PLAN}ofPlan",
    f"{_SKOS}broader",
    f"{PLAN}linkedActivity",
    f"{PLAN}ofProject",
    f"{PLAN}ofTender",
    f"{PLAN}ofCall",
    f"{PLAN}ofProgramme",
    f"{PLAN}searchedActivity",
    "http://www.w3.org/ns/oa#hasSource",
    "https://w3id.org/italia/onto/CLV/situatedWithin",
    f"{_DCTERMS}isPartOf",
    f"{_RDFS}subClassOf",
)
"""Properties that lead upward, the first that a thing has."""
_HEAD = tuple(
    f"{PLAN}{name}"
    for name in (
        *("ofObjective", "inArea", "activityType", "plannedYear", "responsibleSector", "amount"),
        *("fundedUnder", "citesProgramme", "implementedThrough"),
    )
)
"""What the page of an activity begins with, in this order."""
_DEPTH = 8
_AROUND = 3
"""Rows before and after one on its own page."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A row of the text between its neighbours."""

    before: tuple[Row, ...]
    row: Row
    after: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """A resource, ready to be shown."""

    iri: str
    title: Shown
    kinds: tuple[Shown, ...]
    trail: tuple[Shown, ...]
    """What it is part of, the widest first."""
    head: tuple[Fact, ...]
    """What readers want first; of activities only."""
    facts: tuple[Fact, ...]
    technical: tuple[Fact, ...]
    rows: tuple[Row, ...]
    """That it was read from."""
    tables: tuple[Table, ...]
    """Of official data that it was read from."""
    quotations: tuple[Quotation, ...]
    inbound: tuple[Inbound, ...]
    inbound_count: int
    """Of all."""


def resource_page(
    description: Description,
    links: Links,
    texts: SourceText,
    spoken: str,
    *,
    besides: Iterable[Term] = (),
    told: Collection[Term] = (),
) -> ResourcePage:
    """Return the page of a thing, labels in the language ``spoken`` where there are any.

    Args:
        description: of the thing.
        links: make names and addresses.
        texts: know the rows that it was read from.
        spoken: language of the reader.
        besides: what else the page will show, to be looked up with the rest.
        told: what else points to the thing, but is shown elsewhere on the page.
    """
    iri, own = description.iri, _own(description)
    groups = groups_of(description.inbound, told)
    pointing = [term for group in groups for term in (group.predicate, *group.shown)]
    said = [term for triple in own for term in triple]
    links.prepare(
        [*said, *pointing, *map(Iri, stems(iri)), *besides],
        [DATE, TREATMENT, *NAMING, *OF_MENTIONS, *_PARENTS],
    )
    evidence = evidence_of(own, links.dataset, texts)
    rows = rows_behind(own, texts)
    trail = _trail(iri, links)
    links.prepare(map(Iri, trail))
    inbound = inbound_of(groups, own, links, spoken)
    facts = facts_of(own, evidence, description.inferred, links, spoken)
    classes = [value for _, p, value in own if p.value == TYPE]
    first = _HEAD if Iri(f"{PLAN}Activity") in classes else ()
    return ResourcePage(
        iri,
        links.show(Iri(iri), spoken),
        _kinds(classes, links, spoken),
        tuple(links.show(Iri(each), spoken) for each in trail),
        tuple(fact for wanted in first for name, fact in facts if name == wanted),
        tuple(fact for name, fact in facts if name not in first and not name.startswith(TECHNICAL)),
        tuple(fact for name, fact in facts if name.startswith(TECHNICAL)),
        rows,
        tables_behind(own, links, texts, spoken),
        tuple(_quotations(iri, rows, texts)),
        inbound,
        sum(each.count for each in inbound),
    )


def _own(description: Description) -> list[Statement]:
    """Return what is said about the thing itself, without what is said about its parts."""
    return [triple for triple in description.outgoing if triple[0] == Iri(description.iri)]


def _kinds(classes: list[Term], links: Links, spoken: str) -> tuple[Shown, ...]:
    """Show the classes of our own vocabulary, which have those of others above them; without any, all."""
    own = [kind for kind in classes if kind.value.startswith(PLAN)] or classes
    return tuple({shown.text: shown for shown in (links.show(kind, spoken) for kind in own)}.values())


def _trail(iri: str, links: Links) -> tuple[str, ...]:
    """Return what the thing is in, the widest first; a circle is walked once.

    A thing of ours that the data put nowhere, such as an allocation, is in what its path continues.
    """
    dataset, seen = links.dataset, [iri]
    while len(seen) <= _DEPTH:
        up = dataset.objects_of([seen[-1]], _PARENTS)  # at once: another store may be asked
        values = (up.get((seen[-1], name), ()) for name in _PARENTS)
        parents = next((found for found in values if any(isinstance(value, Iri) for value in found)), ())
        parent = next((value.value for value in parents if isinstance(value, Iri)), "")
        if not parent and seen[-1].startswith(links.base):
            parent = above(dataset, seen[-1])
        if not parent or parent in seen:
            break
        seen.append(parent)
    return tuple(reversed(seen[1:]))


def _quotations(iri: str, rows: Sequence[Row], texts: SourceText) -> Iterator[Quotation]:
    """Yield the rows that the thing was read from, or the thing itself if it is a row, with more around."""
    for row in rows or filter(None, [texts.row(iri)]):
        file = texts.file_of(row.iri)
        assert file is not None  # it came from there
        yield Quotation(*file.around(row.iri, 1 if rows else _AROUND))


def description_statements(description: Description) -> list[Statement]:
    """Return everything that the data formats say about the thing, once."""
    return list(dict.fromkeys([*description.outgoing, *description.inbound]))
