"""The same search from SPARQL: ``search:matches``, ``search:score`` and ``search:snippet``.

Each takes a thing and the words that are sought. The words are looked up once, however many things are asked
about; a query says which things, so that the engine asks about few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from plangraph.search.index import Index
from plangraph.search.request import LONGEST
from plangraph.search.snippets import marked_html
from plangraph.store.dataset import Dataset
from plangraph.store.errors import QuerySyntaxError
from plangraph.store.functions import MATCHES, SCORE, SNIPPET, Functions
from plangraph.store.terms import Iri, Literal, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_HTML = "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML"
_TRUE, _FALSE = Literal("true", datatype=f"{_XSD}boolean"), Literal("false", datatype=f"{_XSD}boolean")
_MOST_REMEMBERED = 300_000
"""Scores, of all words together: some 60 MB."""
_AnyDataset = TypeVar("_AnyDataset", bound=Dataset)


def with_search(dataset: _AnyDataset, index: Index | None = None) -> _AnyDataset:
    """Return ``dataset`` with the functions of search, where its queries are answered in a process of ours.

    Args:
        dataset: as it is.
        index: of the same data; a new one, made when it is needed, if not given.
    """
    return dataset.with_functions(search_functions(index or Index(dataset)))


def search_functions(index: Index) -> Functions:
    """Return the functions by IRI; what they answer is explained in the ontology."""
    remembered = _Scores(index)

    def matches(arguments: Sequence[Term]) -> Term | None:
        asked = _asked(arguments)
        return asked and (_TRUE if asked[0] in remembered.of(asked[1]) else _FALSE)

    def score(arguments: Sequence[Term]) -> Term | None:
        asked = _asked(arguments)
        found = asked and remembered.of(asked[1]).get(asked[0])
        return None if found is None else Literal(f"{found:.12f}", datatype=f"{_XSD}decimal")

    def snippet(arguments: Sequence[Term]) -> Term | None:
        asked = _asked(arguments)
        if not asked or asked[0] not in remembered.of(asked[1]):
            return None
        return Literal(marked_html(index.snippet(*asked).pieces), datatype=_HTML)

    return {MATCHES: matches, SCORE: score, SNIPPET: snippet}


class _Scores:
    """What a process remembers: it is asked about the same words thing after thing."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._found: dict[str, Mapping[str, float]] = {}
        self._count = 0

    def of(self, typed: str) -> Mapping[str, float]:
        """Return the scores for what was typed."""
        found = self._found.get(typed)
        if found is None:
            found = self._index.scores(typed)
            if self._count + len(found) > _MOST_REMEMBERED:
                self._found, self._count = {}, 0
            self._found[typed] = found
            self._count += len(found) + 1
        return found


def _asked(arguments: Sequence[Term]) -> tuple[str, str] | None:
    """Return IRI and words; None for arguments of another number or type.

    Raises:
        QuerySyntaxError: too many words.
    """
    if len(arguments) != 2:
        return None
    thing, sought = arguments
    if not (isinstance(thing, Iri) and isinstance(sought, Literal)):
        return None
    if len(sought.value) > LONGEST:
        raise QuerySyntaxError(
            f"the words to search for have {len(sought.value):,} characters, {LONGEST} are allowed",
            remedy="Search for fewer words.",
        )
    return thing.value, sought.value
