"""What is known of the things that can be found, read from a dataset wherever that is.

Asked property by property, so that another store sees few requests with short answers, and nothing has to
be in memory at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plangraph.search.kinds import DERIVED, FIRST_LINE, LAST_LINE, PROPERTIES, Kind
from plangraph.store.dataset import Dataset
from plangraph.store.terms import Iri, Literal, Term

_MARKUP = re.compile(r"</?(?:b|em|i|strong|u)>")
"""What a line of the source has of its layout; nobody looks for it."""


def things(dataset: Dataset, kind: Kind) -> Iterator[str]:
    """Yield the IRIs of a kind, in no order, some more than once."""
    for iri in kind.classes:
        yield from _subjects(dataset, f"?thing a <{iri}>")
    for iri in kind.marks:
        yield from _subjects(dataset, f"?thing <{iri}> ?value")


def texts(dataset: Dataset) -> Iterator[tuple[str, int, str, str]]:
    """Yield subject, number of the property in :data:`PROPERTIES`, language and text of what is searched.

    The language without its region, the text without markup and with white space collapsed.
    """
    for number, (path, _) in enumerate(PROPERTIES):
        for subject, value in _pairs(dataset, f"?thing {path} ?value"):
            if isinstance(value, Literal):
                language = value.language.partition("-")[0].lower()
                yield subject, number, language, " ".join(_MARKUP.sub("", value.value).split())


def lines(dataset: Dataset) -> Iterator[tuple[str, int, int]]:
    """Yield subject, first and last line of the source, for source rows and what was derived from them."""
    for subject, first, last in (
        *_ranges(dataset, f"?thing <{FIRST_LINE}> ?first ; <{LAST_LINE}> ?last"),
        *_ranges(dataset, f"?thing <{DERIVED}> ?row . ?row <{FIRST_LINE}> ?first ; <{LAST_LINE}> ?last"),
    ):
        if first.isdigit() and last.isdigit():
            yield subject, int(first), int(last)


def _subjects(dataset: Dataset, pattern: str) -> Iterator[str]:
    for (thing,) in dataset.query(f"SELECT DISTINCT ?thing {{ {pattern} }}").rows():
        if isinstance(thing, Iri):
            yield thing.value


def _pairs(dataset: Dataset, pattern: str) -> Iterator[tuple[str, Term]]:
    for thing, value in dataset.query(f"SELECT ?thing ?value {{ {pattern} }}").rows():
        if isinstance(thing, Iri) and value is not None:
            yield thing.value, value


def _ranges(dataset: Dataset, pattern: str) -> Iterator[tuple[str, str, str]]:
    for thing, first, last in dataset.query(f"SELECT ?thing ?first ?last {{ {pattern} }}").rows():
        if isinstance(thing, Iri) and first is not None and last is not None:
            yield thing.value, first.value, last.value
