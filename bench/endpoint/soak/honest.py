"""Clients with short queries, from an address of their own; each answer is compared with the one at rest."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.parse
from dataclasses import dataclass, field

ADDRESS = "127.0.0.2"
"""Where they come from: Linux has all of 127.0.0.0/8 on the loopback."""
_PREFIXES = "PREFIX plan: <https://w3id.org/plangraph/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/> "
_QUERIES = (
    "SELECT ?area ?title { ?area a plan:StrategicArea ; dcterms:title ?title } ORDER BY ?area",
    "ASK { ?activity a plan:PnrrActivity }",
    "SELECT (COUNT(*) AS ?n) { ?activity a plan:Activity }",
    "SELECT ?o { ?o a plan:StrategicObjective ; dcterms:identifier ?i } ORDER BY ?i LIMIT 5",
    "CONSTRUCT { ?area dcterms:title ?title } { ?area a plan:StrategicArea ; dcterms:title ?title }",
    "SELECT ?sector { ?sector a plan:MunicipalSector } ORDER BY ?sector",
)
_TARGETS = tuple(f"/sparql?query={urllib.parse.quote(_PREFIXES + query)}" for query in _QUERIES)
_ACCEPT = "application/sparql-results+json, text/turtle"
PATIENCE = 60.0
"""Seconds after which an answer counts as lost."""


@dataclass(slots=True)
class Record:
    """What honest clients saw."""

    latencies: list[float] = field(default_factory=list)
    """Seconds of each right answer."""
    lost: list[str] = field(default_factory=list)
    """What came instead of each other one."""


class Visitors:
    """Honest clients, one thread each, until they are told to go."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._expected = {target: self._get(target) for target in _TARGETS}
        """Answers at rest."""
        self._gone = threading.Event()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self.record = Record()

    def come(self, count: int, pause: float) -> None:
        """Start ``count`` clients that ask every ``pause`` seconds after an answer."""
        self._threads = [
            threading.Thread(target=self._live, args=(number, pause), daemon=True) for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def go(self) -> Record:
        """Let them finish and return what they saw."""
        self._gone.set()
        for thread in self._threads:
            thread.join(PATIENCE)
        return self.record

    def _live(self, number: int, pause: float) -> None:
        turn = number
        while not self._gone.wait(pause):
            turn += 1
            self._ask(_TARGETS[turn % len(_TARGETS)], turn)

    def _ask(self, target: str, turn: int) -> None:
        begin = time.perf_counter()
        # Every other query is one that no cache knows.
        unknown = f"%20%23{threading.get_ident()}-{turn}" if turn % 2 else ""
        try:
            status, body = self._get(target + unknown)
        except (OSError, http.client.HTTPException) as error:
            status, body = 0, f"{type(error).__name__}: {error}".encode()
        took = time.perf_counter() - begin
        with self._lock:
            if (status, body) == self._expected[target]:
                self.record.latencies.append(took)
            else:
                self.record.lost.append(f"{status} after {took:.1f} s: {body[:200].decode(errors='replace')}")

    def _get(self, target: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=PATIENCE, source_address=(ADDRESS, 0)
        )
        try:
            connection.request("GET", target, headers={"Accept": _ACCEPT})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()
