"""Why a page says something: the mention in the text behind a value, or the row or table behind the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plangraph.store.dataset import Dataset
from plangraph.store.terms import Iri, Literal, Statement, Term
from plangraph.web.links import Links, Shown
from plangraph.web.source_text import Row, SourceText

PLAN = "https://w3id.org/plangraph/ontology#"
RDF_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
MENTIONS = f"{PLAN}mentions"
DATE = "http://purl.org/dc/terms/date"
OF_MENTIONS = (f"{PLAN}resolvesTo", RDF_VALUE, f"{PLAN}surfaceForm", f"{PLAN}mappingStatus", DERIVED)
"""Of a mention, what makes it evidence."""
TREATMENT = f"{PLAN}treatment"
"""What was done about an anomaly."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that says it."""

    row: Row
    words: str
    """Those that say it; empty: the row as a whole."""
    status: str
    """How sure the reading is: ``exact``, ``probable``, ``ambiguous``; empty: nothing had to be guessed."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of official data, or another document that is no text of a plan."""

    shown: Shown
    date: str
    """That its figures speak of, as the data say it; empty if they do not."""


def rows_behind(statements: Sequence[Statement], texts: SourceText) -> tuple[Row, ...]:
    """Return the rows that a thing as a whole was read from, in their order."""
    rows = {
        row
        for _, predicate, value in statements
        if predicate.value == DERIVED and (row := texts.row(value.value))
    }
    return tuple(sorted(rows, key=lambda row: (row.first, row.iri)))


def tables_behind(
    statements: Sequence[Statement], links: Links, texts: SourceText, spoken: str
) -> tuple[Table, ...]:
    """Return the tables of official data that a thing as a whole was read from, by their titles."""
    sources = [
        value
        for _, predicate, value in statements
        if predicate.value == DERIVED and isinstance(value, Iri) and texts.file_of(value.value) is None
    ]
    found = {
        Table(links.show(each, spoken), _text(links.dataset.objects(each.value, DATE))) for each in sources
    }
    return tuple(sorted(found, key=lambda table: (table.shown.text, table.date, table.shown.href)))


def evidence_of(
    statements: Sequence[Statement], dataset: Dataset, texts: SourceText
) -> Mapping[Term, tuple[Evidence, ...]]:
    """Return, for each value that words of the text stand for, these words and where they are.

    Args:
        statements: of one thing; its mentions among them.
        dataset: knows the mentions.
        texts: knows the rows.
    """
    mentions = [value.value for _, predicate, value in statements if predicate.value == MENTIONS]
    known = dataset.objects_of(mentions, OF_MENTIONS)
    found: dict[Term, list[Evidence]] = {}
    for mention in mentions:
        values = [value for name in OF_MENTIONS[:2] for value in known.get((mention, name), ())]
        said, sure = (_text(known.get((mention, name), ())) for name in OF_MENTIONS[2:4])
        rows = [texts.row(row.value) for row in known.get((mention, DERIVED), ())]
        for value in values:
            found.setdefault(value, []).extend(Evidence(row, said, sure) for row in rows if row)
    return {value: tuple(sorted(each, key=_place)) for value, each in found.items()}


def _text(values: Sequence[Term]) -> str:
    return next((value.value for value in values if isinstance(value, Literal | Iri)), "")


def _place(evidence: Evidence) -> tuple[int, str, str]:
    return evidence.row.first, evidence.words, evidence.status
