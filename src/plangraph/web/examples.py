"""What the shapes find right and wrong: ``shapes/examples/``, which the tests hold every shape to."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plangraph.store.answer import write_statements
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.formats import TURTLE
from plangraph.store.terms import Blank, Iri, Statement, Term, written

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SH = "http://www.w3.org/ns/shacl#"
_REPORT = "[] a sh:ValidationReport"
"""Begins the results that a bad example expects; its data stand before."""
_PREFIX = re.compile(r"@prefix (\w*): <[^>]*> \.\n")
_GRAPH = "https://w3id.org/plangraph/id/graph/examples"


@dataclass(frozen=True, slots=True)
class Refused:
    """One result that a bad example expects."""

    thing: str
    """As Turtle writes it; empty for a blank node."""
    value: str
    """The same; empty where the result names none."""


@dataclass(frozen=True, slots=True)
class BadExample:
    """Data that a shape refuses, right ones often beside them."""

    text: str
    """Turtle, as it stands in its file, comments with it."""
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a shape looks at."""

    classes: Collection[str]
    properties: Collection[str]
    """It looks at whatever has one of them."""
    path: str
    """The property that it constrains; empty for a node shape."""


class Examples:
    """The examples of one folder; files are read when they are first shown."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def bad(self, name: str) -> BadExample | None:
        """Return what the shape with this name refuses; None where no file shows it."""
        path = self._bad_file(name)
        if path is None:
            return None
        data = path.read_text(encoding="utf-8").partition(_REPORT)[0]
        results = _results(_read(path))
        return BadExample(_with_prefixes_in_use(data), tuple(Refused(*each) for each in results.values()))

    def good(self, name: str, wanted: Wanted) -> str:
        """Return the description of something that the shape with this name finds right, as Turtle.

        Taken from the good examples, or else from what the shape's bad example has beside the wrong; empty
        where neither shows any.
        """
        path = self._bad_file(name)
        for dataset in (self._sound, _read(path) if path else None):
            if dataset is not None and (found := _described(dataset, wanted)):
                return _with_prefixes_in_use(write_statements(found, TURTLE, dataset.prefixes).decode())
        return ""

    @cached_property
    def _sound(self) -> Dataset:
        return open_dataset({_GRAPH: sorted((self._folder / "good").glob("*.ttl"))})

    def _bad_file(self, name: str) -> Path | None:
        # Looked up among those there are: a name comes from an IRI of the data.
        return next((path for path in (self._folder / "bad").glob("*.ttl") if path.stem == name), None)


def _read(path: Path) -> Dataset:
    return open_dataset({_GRAPH: [path]})


def _with_prefixes_in_use(turtle: str) -> str:
    body = _PREFIX.sub("", turtle)
    used = "".join(dict.fromkeys(found[0] for found in _PREFIX.finditer(turtle) if f"{found[1]}:" in body))
    return f"{used}\n{body.strip()}\n"


def _results(dataset: Dataset) -> dict[Term, tuple[str, str]]:
    """Return focus node and value of each result, in their order."""
    told: dict[Term, dict[str, Term]] = {}
    for subject, predicate, value in dataset.graph(_GRAPH):
        told.setdefault(subject, {})[predicate.value] = value
    return {
        node: (_shown(each[f"{_SH}focusNode"], dataset), _shown(each.get(f"{_SH}value"), dataset))
        for node, each in told.items()
        if f"{_SH}focusNode" in each
    }


def _shown(term: Term | None, dataset: Dataset) -> str:
    if term is None or isinstance(term, Blank) or "/.well-known/genid/" in term.value:
        return ""
    if isinstance(term, Iri):
        for prefix, namespace in dataset.prefixes.items():
            local = term.value.removeprefix(namespace)
            if local != term.value and local.replace("-", "").replace("_", "").isalnum():
                return f"{prefix}:{local}"
    return written(term)


def _described(dataset: Dataset, wanted: Wanted) -> list[Statement]:
    """Return what is said about the first thing that is looked at and not refused."""
    things: dict[Term, list[Statement]] = {}
    for statement in dataset.graph(_GRAPH):
        things.setdefault(statement[0], []).append(statement)
    refused = {value for _, predicate, value in dataset.graph(_GRAPH) if predicate.value == f"{_SH}focusNode"}
    fitting = [
        said
        for thing, said in things.items()
        if isinstance(thing, Iri) and thing not in refused and _is_looked_at(said, wanted)
    ]
    # One that has the property says more than one that may go without.
    telling = (said for said in fitting if any(p.value == wanted.path for _, p, _ in said))
    return next(telling, fitting[0] if fitting else [])


def _is_looked_at(said: list[Statement], wanted: Wanted) -> bool:
    return any(
        predicate.value in wanted.properties or (predicate.value == TYPE and value.value in wanted.classes)
        for _, predicate, value in said
    )
