"""Search where the graphs are in another store: their words are indexed here, functions are refused."""

from __future__ import annotations

import pytest

from plangraph.search.functions import with_search
from plangraph.search.index import Index
from plangraph.store.embedded import EmbeddedDataset
from plangraph.store.errors import QueryRefusedError
from plangraph.store.functions import NAMESPACE
from tests.remote.conftest import Store


@pytest.mark.parametrize("typed", ["persona", "persons", "zzz"])
def test_the_same_is_found_wherever_the_graphs_are(
    embedded: EmbeddedDataset, store: Store, typed: str
) -> None:
    here, there = Index(embedded), Index(store.dataset())
    found = here.find(typed, language="it", limit=100)
    assert there.find(typed, language="it", limit=100) == found
    assert found.total == (typed != "zzz")


def test_functions_of_search_are_refused_with_a_reason(oxigraph: Store) -> None:
    dataset = with_search(oxigraph.dataset())
    assert not dataset.functions
    with pytest.raises(QueryRefusedError, match="the store behind this service") as refused:
        dataset.query(f'ASK {{ ?s ?p ?o\nFILTER <{NAMESPACE}matches>(?s, "Anna") }}')
    assert (refused.value.line, refused.value.column) == (2, 8)
