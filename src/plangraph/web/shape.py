"""What a page says about one SHACL shape: its rule in words, what it is for, examples, findings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plangraph.store.dataset import Dataset, Description
from plangraph.store.graphs import VALIDATION_GRAPH
from plangraph.store.terms import Iri, Literal, Term
from plangraph.web.evidence import DERIVED
from plangraph.web.examples import TYPE, BadExample, Examples, Wanted
from plangraph.web.links import Links, Shown

SH = "http://www.w3.org/ns/shacl#"
MESSAGE, CONSTRAINT = f"{SH}message", f"{SH}sparql"
COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment"
SHOWN = 10
"""Findings on a page; the data formats have all."""
_SHAPES = {f"{SH}NodeShape", f"{SH}PropertyShape"}
_PLACEHOLDER = re.compile(r"\{[$?]\w+\}")
_RESULT = (f"{SH}focusNode", f"{SH}value", f"{SH}resultMessage", DERIVED)


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of the validation of the data that are served."""

    thing: Shown
    value: Shown | None
    message: Shown | None
    row: Shown | None
    """Of the plan's text, where it is to be mended."""
    result: Shown


@dataclass(frozen=True, slots=True)
class ShapePage:
    """A shape in words."""

    messages: tuple[Shown, ...]
    """What is wrong where it is broken, and what to do: one a constraint."""
    reasons: tuple[Shown, ...]
    severity: str
    """``Violation``, ``Warning`` or ``Info``."""
    classes: tuple[Shown, ...]
    """It looks at their instances."""
    having: tuple[Shown, ...]
    """It looks at whatever has one of these properties."""
    property: Shown | None
    """None for a node shape."""
    parts: tuple[Shown, ...]
    """Shapes that a node shape puts to the same things."""
    counted_by: tuple[Shown, ...]
    """Shapes that count the values that keep to this one, which never reports by itself."""
    good: str
    """Turtle; empty if no example shows it."""
    bad: BadExample | None
    findings: tuple[Finding, ...]
    """At most :data:`SHOWN`."""
    finding_count: int
    """Of all."""
    is_reported: bool
    """Whether the data come with a report on their validation."""


def shape_page(description: Description, links: Links, examples: Examples, spoken: str) -> ShapePage | None:
    """Return the page of a shape, in the language ``spoken`` where there are words in it; None for others."""
    shape, dataset = description.iri, links.dataset
    own = (value.value for s, p, value in description.outgoing if s == Iri(shape) and p.value == TYPE)
    if not _SHAPES.intersection(own):
        return None
    counting = _inbound(description, "qualifiedValueShape")
    owners = {shape, *_inbound(description, "property"), *counting}
    owners |= {owner for one in counting for owner in _inbound(dataset.describe(one), "property")}
    classes = _objects(dataset, owners, f"{SH}targetClass")
    having = _objects(dataset, owners, f"{SH}targetSubjectsOf")
    # A shape that only counts for another is shown by what that one finds right and wrong.
    shown_by = counting[0] if counting else shape
    path = next(iter(dataset.objects(shown_by, f"{SH}path")), None)
    own_path = next(iter(dataset.objects(shape, f"{SH}path")), None)
    name = shown_by.rpartition("#")[2]
    wanted = Wanted(
        classes={term.value for term in classes},
        properties={term.value for term in having},
        path=path.value if path else "",
    )
    found = _inbound(description, "sourceShape")
    parts = dataset.objects(shape, f"{SH}property")
    links.prepare([*classes, *having, *parts, *map(Iri, found[:SHOWN])], _RESULT)
    severity = dataset.objects(shape, f"{SH}severity")
    return ShapePage(
        messages_of(shape, dataset, spoken),
        in_words(dataset.objects(shape, COMMENT), spoken),
        severity[0].value.removeprefix(SH) if severity else "Violation",  # SHACL, 2.1.4
        tuple(links.show(term, spoken) for term in classes),
        tuple(links.show(term, spoken) for term in having),
        links.show(own_path, spoken) if own_path else None,
        tuple(links.show(term, spoken) for term in parts),
        tuple(links.show(Iri(iri), spoken) for iri in counting),
        examples.good(name, wanted),
        examples.bad(name),
        tuple(_finding(iri, links, spoken) for iri in found[:SHOWN]),
        len(found),
        VALIDATION_GRAPH in dataset.graphs,
    )


def messages_of(shape: str, dataset: Dataset, spoken: str) -> tuple[Shown, ...]:
    """Return what a shape says where it is broken: its own messages and those of its SPARQL constraints."""
    speakers = [shape, *(each.value for each in dataset.objects(shape, CONSTRAINT))]
    return tuple(said for each in speakers for said in in_words(dataset.objects(each, MESSAGE), spoken))


def in_words(values: Iterable[Term], spoken: str) -> tuple[Shown, ...]:
    """Return the texts in the language ``spoken``, or all where none is; what a finding fills in is «…»."""
    texts = [value for value in values if isinstance(value, Literal)]
    chosen = [text for text in texts if text.language == spoken] or texts
    return tuple(Shown(_PLACEHOLDER.sub("…", text.value), "", text.language) for text in chosen)


def _inbound(description: Description, name: str) -> list[str]:
    """Return what points to the thing by the property ``sh:name``."""
    pointing = (s.value for s, p, _ in description.inbound if p.value == SH + name)
    return sorted(set(pointing))


def _objects(dataset: Dataset, iris: Iterable[str], predicate: str) -> list[Term]:
    found = {term for iri in iris for term in dataset.objects(iri, predicate)}
    return sorted(found, key=lambda term: term.value)


def _finding(result: str, links: Links, spoken: str) -> Finding:
    things, values, messages, rows = (links.dataset.objects(result, name) for name in _RESULT)
    said = in_words(messages, spoken)
    return Finding(
        links.show(things[0] if things else Iri(result), spoken),
        links.show(values[0], spoken) if values else None,
        said[0] if said else None,
        links.show(rows[0], spoken) if rows else None,
        Shown("", links.address(result, spoken), ""),
    )
