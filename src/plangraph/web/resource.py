"""What a resource page shows about one thing."""

from __future__ import annotations

from dataclasses import dataclass

from plangraph.store.dataset import Description
from plangraph.store.terms import Iri, Literal, Statement, Term
from plangraph.web.links import Links, Shown, is_part

_PLAN = "https://w3id.org/plangraph/ontology#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
_QUOTED = ("firstLine", "lastLine", "verbatim")
MOST_INBOUND = 100
"""Inbound links on a page; the data formats have all."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One property and its values."""

    name: Shown
    values: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Lines of the plan's text."""

    row: Shown
    lines: str
    """``139``, or ``415–416``."""
    text: str


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """A resource, ready to be shown."""

    iri: str
    title: Shown
    kinds: tuple[Shown, ...]
    facts: tuple[Fact, ...]
    quotations: tuple[Quotation, ...]
    inbound: tuple[Fact, ...]
    """At most :data:`MOST_INBOUND` of them."""
    inbound_count: int
    """Of all."""
    inbound_shown: int


def resource_page(description: Description, links: Links, spoken: str) -> ResourcePage:
    """Return the page of a thing, labels in the language ``spoken`` where there are any."""
    iri = description.iri
    own = [triple for triple in description.outgoing if triple[0] == Iri(iri)]
    rows = [value.value for _, p, value in own if p.value == _DERIVED and isinstance(value, Iri)]
    shown = [t for t in own if t[1].value not in (_TYPE, _DERIVED) and not is_part(t[2], iri)]
    inbound = description.inbound[:MOST_INBOUND]
    terms = [term for triple in (*own, *inbound) for term in triple]
    links.prepare(terms, [f"{_PLAN}{name}" for name in _QUOTED])
    quotations = [quotation for row in rows if (quotation := _quotation(row, links, spoken))]
    return ResourcePage(
        iri,
        links.show(Iri(iri), spoken),
        _kinds([value for _, p, value in own if p.value == _TYPE], links, spoken),
        _facts([(p, value) for _, p, value in shown], links, spoken),
        tuple(sorted(quotations, key=lambda quotation: int(quotation.lines.partition("–")[0]))),
        _facts([(p, subject) for subject, p, _ in inbound], links, spoken),
        len(description.inbound),
        len(inbound),
    )


def _kinds(classes: list[Term], links: Links, spoken: str) -> tuple[Shown, ...]:
    """Show each class once a label: the plan's own classes have foreign ones of the same name above them."""
    ranked = sorted(classes, key=lambda kind: isinstance(kind, Iri) and kind.value.startswith(_PLAN))
    return tuple({shown.text: shown for shown in (links.show(kind, spoken) for kind in ranked)}.values())


def _facts(pairs: list[tuple[Iri, Term]], links: Links, spoken: str) -> tuple[Fact, ...]:
    values: dict[Iri, list[Shown]] = {}
    for predicate, value in pairs:
        values.setdefault(predicate, []).append(links.show(value, spoken))
    facts = [Fact(links.show(name, spoken), tuple(shown)) for name, shown in values.items()]
    return tuple(sorted(facts, key=lambda fact: fact.name.text.casefold()))


def _quotation(row: str, links: Links, spoken: str) -> Quotation | None:
    def value(name: str) -> str:
        found = links.dataset.objects(row, f"{_PLAN}{name}")
        return found[0].value if found and isinstance(found[0], Literal) else ""

    first, last, text = (value(name) for name in _QUOTED)
    if not (first.isdigit() and last.isdigit()):
        return None
    lines = first if first == last else f"{first}–{last}"
    return Quotation(links.show(Iri(row), spoken), lines, text)


def description_statements(description: Description) -> list[Statement]:
    """Return everything that the data formats say about the thing, once."""
    return list(dict.fromkeys([*description.outgoing, *description.inbound]))
