"""Where an answer comes from: the named graphs asked, their dates and licences, as a ``Link`` header."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from plangraph.store.dataset import Dataset
from plangraph.store.terms import Iri

_TERMS = "http://purl.org/dc/terms/"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
_DESCRIBED = '</.well-known/void>; rel="describedby"'


class Sources:
    """The named graphs of a dataset as its catalogue describes them."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._remembered = lru_cache(maxsize=64)(self._header)

    def header(self, graphs: tuple[str, ...] | None) -> str:
        """Return the value of ``Link`` (RFC 8288) for an answer drawn from ``graphs``.

        One link for each graph that is here, relation ``prov:wasDerivedFrom``, attribute ``modified``
        if the catalogue dates it; one for each licence (RFC 4946), and one to the description of all graphs.

        Args:
            graphs: IRIs that the query was asked of; None for all that are here.
        """
        here = self._dataset.graphs
        chosen = here if graphs is None else here.keys() & set(graphs)
        return self._remembered(self._dataset.version, tuple(sorted(chosen)))

    def _header(self, _version: str, graphs: tuple[str, ...]) -> str:
        self._dataset.look_ahead(graphs, [f"{_TERMS}license", f"{_TERMS}modified"])
        licences = {licence for graph in graphs for licence in self._iris(graph, "license")}
        links = [*map(self._derived, graphs), *(f'<{iri}>; rel="license"' for iri in sorted(licences))]
        return ", ".join([*links, _DESCRIBED])

    def _derived(self, graph: str) -> str:
        dates = [value.value for value in self._dataset.objects(graph, f"{_TERMS}modified")]
        dated = "".join(f'; modified="{date}"' for date in dates[:1] if date.isascii() and '"' not in date)
        return f'<{graph}>; rel="{_DERIVED}"{dated}'

    def _iris(self, graph: str, name: str) -> Iterator[str]:
        for value in self._dataset.objects(graph, f"{_TERMS}{name}"):
            if isinstance(value, Iri):
                yield value.value
