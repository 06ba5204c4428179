"""``/it/model``, ``/en/model``: the vocabulary counts, examples, what the shapes ask, downloads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import Response, current_app

from plangraph.store.dataset import Dataset
from plangraph.store.terms import Iri, Literal, Term
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.own_queries import own_query
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.shape import CONSTRAINT, MESSAGE, SH, messages_of

blueprint = page_blueprint("model")

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DEFINITIONS = (f"{_SKOS}definition", "http://www.w3.org/2000/01/rdf-schema#comment")
_ASKED = ("model-classes", "model-properties", "model-shapes")
Terms = Sequence[Term | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shape asks."""

    shape: Shown
    property: Shown | None
    cardinality: str
    """``0..1``, ``1..1``, ``1..*``; empty where the shape sets none."""
    values: tuple[Shown, ...]
    """Datatypes and classes that values may have."""
    severity: str
    """``Violation``, ``Warning`` or ``Info``."""
    message: str
    """In the reader's language, «…» for what a finding fills in."""


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """One class of the vocabulary."""

    shown: Shown
    name: str
    """After the hash."""
    definition: Shown | None
    count: int
    example: Shown | None
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class PropertyEntry:
    """One property of the vocabulary."""

    shown: Shown
    name: str
    definition: Shown | None
    domains: tuple[Shown, ...]
    ranges: tuple[Shown, ...]
    count: int


_Entry = TypeVar("_Entry", ClassEntry, PropertyEntry)


@blueprint.get("/model")
def show() -> Response:
    """Return classes, properties and rules, each with its words in the language of the page."""
    dataset: Dataset = current_app.extensions["dataset"]
    texts = {name: own_query(name) for name in _ASKED}
    classes, properties, shapes = ([*dataset.query(text).rows()] for text in texts.values())
    links: Links = current_app.extensions["links"]
    terms = [term for row in (*classes, *properties, *shapes) for term in row if term is not None]
    links.prepare(terms, (*_DEFINITIONS, MESSAGE, CONSTRAINT))
    spoken = language()
    rules = _rules(shapes, links, spoken)
    own = {row[0].value for row in classes if row[0]}
    return render(
        "model.html",
        classes=_sorted(_class_entry(row, rules, links, spoken) for row in classes),
        properties=_sorted(_property_entries(properties, links, spoken)),
        others={links.show(Iri(name), spoken): each for name, each in rules.items() if name not in own},
        queries=texts,
        dataset=dataset,
    )


def _sorted(entries: Iterable[_Entry]) -> list[_Entry]:
    return sorted(entries, key=lambda entry: entry.shown.text.casefold())


def _class_entry(row: Terms, rules: Mapping[str, tuple[Rule, ...]], links: Links, spoken: str) -> ClassEntry:
    term, count, example = row
    assert term  # grouped by it
    return ClassEntry(
        links.show(term, spoken),
        term.value.rpartition("#")[2],
        _said(term.value, _DEFINITIONS, links, spoken),
        _number(count),
        links.show(example, spoken) if example else None,
        rules.get(term.value, ()),
    )


def _property_entries(rows: Sequence[Terms], links: Links, spoken: str) -> list[PropertyEntry]:
    """Return one entry a property: rows differ in domain and range."""
    grouped: dict[Term, list[Terms]] = {}
    for row in rows:
        if row[0]:
            grouped.setdefault(row[0], []).append(row)
    return [
        PropertyEntry(
            links.show(term, spoken),
            term.value.rpartition("#")[2],
            _said(term.value, _DEFINITIONS, links, spoken),
            _each((row[1] for row in group), links, spoken),
            _each((row[2] for row in group), links, spoken),
            _number(group[0][3]),
        )
        for term, group in grouped.items()
    ]


def _rules(rows: Sequence[Terms], links: Links, spoken: str) -> dict[str, tuple[Rule, ...]]:
    """Return by class what the shapes ask of it."""
    grouped: dict[tuple[str, Term], list[Terms]] = {}
    for row in rows:
        if row[0] and row[2]:
            grouped.setdefault((row[0].value, row[2]), []).append(row)
    rules: dict[str, list[Rule]] = {}
    for (target, rule), group in grouped.items():
        _, _, _, path, least, most, *_, severity = group[0]
        said = messages_of(rule.value, links.dataset, spoken)
        if not path and not said:
            continue  # a shape that only gathers others
        rules.setdefault(target, []).append(
            Rule(
                links.show(rule, spoken),
                links.show(path, spoken) if path else None,
                f"{least.value if least else 0}..{most.value if most else '*'}" if least or most else "",
                _each((value for row in group for value in row[6:8]), links, spoken),
                severity.value.removeprefix(SH) if severity else "Violation",
                said[0].text if said else "",
            )
        )
    return {target: tuple(each) for target, each in rules.items()}


def _each(terms: Iterable[Term | None], links: Links, spoken: str) -> tuple[Shown, ...]:
    return tuple(links.show(term, spoken) for term in dict.fromkeys(terms) if term)


def _said(iri: str, predicates: Sequence[str], links: Links, spoken: str) -> Shown | None:
    values = [value for name in predicates for value in links.dataset.objects(iri, name)]
    ranked = sorted(
        (value for value in values if isinstance(value, Literal)), key=lambda each: each.language != spoken
    )
    return links.show(ranked[0], spoken) if ranked else None


def _number(term: Term | None) -> int:
    return int(term.value) if term else 0
