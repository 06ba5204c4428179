"""What is known of the data in another store, and whether it is still so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType

from plangraph.store.endpoint import Endpoint
from plangraph.store.errors import StoreError
from plangraph.store.graphs import GRAPHS
from plangraph.store.lookups import Lookups
from plangraph.store.publication import Publication, recorded

_FRESH = 3.0
"""Seconds after which it is asked again whether something new was published."""
_AGE = 60.0
"""Seconds that sizes and labels are kept of graphs that nobody published."""
_PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace { ?declaration sh:prefix ?prefix ; sh:namespace ?namespace }"""


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is known of one version of the data."""

    publication: Publication
    version: str
    """That of the publication; without one, made from the time of start and of this look at the store."""
    graphs: tuple[str, ...]
    """IRIs of those that are served."""
    prefixes: Mapping[str, str]
    """Those that the stored queries declare (SHACL, 5.2.1)."""
    lookups: Lookups
    since: float
    """On the monotonic clock."""
    noticed: datetime
    """The same by the calendar, UTC."""


class Watch:
    """Keeps the facts of one store; its method may be called from any thread."""

    def __init__(self, endpoint: Endpoint, chosen: tuple[str, ...]) -> None:
        """Nothing is asked yet.

        Args:
            endpoint: of the store.
            chosen: graphs to serve whatever is recorded there; may be empty.
        """
        self._endpoint, self._chosen = endpoint, chosen
        self._lock = threading.Lock()
        self._facts: Facts | None = None
        self._failure: Callable[[], StoreError] | None = None
        self._next = 0.0
        self._started, self._began = time.time_ns(), time.monotonic()

    def now(self) -> Facts:
        """Return the facts of the present version, looked after every few seconds.

        Who comes while the store does not answer gets the same error for as long, instead of a turn to wait.

        Raises:
            StoreError: the store does not answer as it should.
        """
        with self._lock:
            if self._next <= time.monotonic():
                try:
                    self._look()
                    self._failure = None
                except StoreError as error:
                    self._failure = partial(type(error), error.problem, remedy=error.remedy)
                self._next = time.monotonic() + _FRESH
            if self._failure is not None:
                raise self._failure()
            assert self._facts is not None
            return self._facts

    def _look(self) -> None:
        publication, now, old = recorded(self._endpoint), time.monotonic(), self._facts
        if old and old.publication == publication and (publication.version or now - old.since < _AGE):
            return
        graphs = self._chosen or publication.graphs or GRAPHS
        declared = self._endpoint.select(_PREFIXES, graphs)
        prefixes = sorted((name.value, iri.value) for name, iri in declared if name and iri)
        lookups = Lookups(partial(self._endpoint.select, graphs=graphs))
        version = publication.version or f"unpublished-{self._started:x}-{now - self._began:.0f}"
        declared_prefixes = MappingProxyType(dict(prefixes))
        self._facts = Facts(publication, version, graphs, declared_prefixes, lookups, now, datetime.now(UTC))
