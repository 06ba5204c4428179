"""The text that the graph was read from, as the graph keeps it: numbered rows, each under its IRI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from plangraph.store.dataset import Dataset
from plangraph.store.terms import Term
from plangraph.web.own_queries import own_query


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that were read as one: most often one, several where the text broke a row."""

    iri: str
    first: int
    last: int
    text: str
    """As printed, with its line ends."""

    @property
    def lines(self) -> str:
        """Numbers of the lines: ``139``, or ``415–416``."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The rows of one text in their order; lines that say nothing are in none of them."""

    iri: str
    rows: tuple[Row, ...]
    _places: Mapping[str, int] = field(default_factory=dict)

    def around(self, iri: str, reach: int = 1) -> tuple[tuple[Row, ...], Row, tuple[Row, ...]]:
        """Return up to ``reach`` rows before, the row ``iri`` itself, and as many after."""
        place = self._places[iri]
        return (
            self.rows[max(place - reach, 0) : place],
            self.rows[place],
            self.rows[place + 1 : place + 1 + reach],
        )


class SourceText:
    """The texts of all plans of a dataset, asked for once for each version of the data."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._files = lru_cache(maxsize=2)(self._read)

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """Sorted by IRI."""
        return self._files(self._dataset.version)[0]

    def file_of(self, row: str) -> SourceFile | None:
        """Return the text that has the row with this IRI, if one does."""
        return self._files(self._dataset.version)[1].get(row)

    def row(self, iri: str) -> Row | None:
        """Return the row with this IRI, if there is one."""
        file = self.file_of(iri)
        return file.around(iri)[1] if file else None

    def _read(self, _version: str) -> tuple[tuple[SourceFile, ...], Mapping[str, SourceFile]]:
        answer = self._dataset.query(own_query("source-rows"))
        found = [(_value(row[0]), _row(row[1:])) for row in answer.rows()]
        files = []
        for iri, group in groupby(found, key=lambda pair: pair[0]):
            rows = tuple(row for _, row in group)
            files.append(SourceFile(iri, rows, {row.iri: place for place, row in enumerate(rows)}))
        return tuple(files), {row.iri: file for file in files for row in file.rows}


def _row(terms: tuple[Term | None, ...]) -> Row:
    iri, first, last, text = map(_value, terms)
    return Row(iri, int(first), int(last), text)


def _value(term: Term | None) -> str:
    return "" if term is None else term.value
