"""Clients that mean harm: queries without end, requests that are none, connections that are held."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from multiprocessing.queues import SimpleQueue

ADDRESS = "127.0.0.1"
"""Where they come from; honest clients have another address."""
_ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT (COUNT(*) AS ?n) { ?a (<x:>|!<x:>)* ?b . ?b (<x:>|!<x:>)* ?c . ?c (<x:>|!<x:>)* ?d }",
    'SELECT * { ?s ?p ?o . ?a ?b ?c FILTER REGEX(CONCAT(STR(?o), STR(?c)), "((a|b)*(c|d)*){200}e{1000}$") }',
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(STR(?f)) ?c ?b LIMIT 10",
    'SELECT (GROUP_CONCAT(STR(?c); separator="") AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }',
    "SELECT DISTINCT ?c ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
)
_POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
_MALFORMED = (
    b"GET /sparql?query=SELECT HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /sparql?query=%FF%FE HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    _POST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET /sparql?query=" + b"(" * 60_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"BREW /sparql HTTP/9.9\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
)
_NESTED = "SELECT * { " + "FILTER (" + "(" * 400 + "1" + ")" * 400 + ") }"
_PAUSE = 0.05

Told = Counter[str]
Client = Callable[["Crowd"], Iterator[str]]
"""Yields what came of each attempt."""


class Crowd:
    """All hostile clients, one thread each."""

    def __init__(self, port: int, seconds: float) -> None:
        self.port = port
        self.end = time.monotonic() + seconds
        self.told: Told = Counter()
        self._lock = threading.Lock()

    def run(self, heavy: int, each: int) -> None:
        """Send ``heavy`` clients with endless queries, ``each`` of every other kind; return after the end."""
        clients: list[Client] = [asks_without_end] * heavy
        for kind in (sends_nonsense, hangs_up, writes_slowly, stalls_body, reads_nothing):
            clients += [kind] * each
        threads = [threading.Thread(target=self._live, args=(client,), daemon=True) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(0.0, self.end + 5 - time.monotonic()))

    def _live(self, client: Client) -> None:
        while self.left():
            with contextlib.suppress(OSError, http.client.HTTPException):
                for told in client(self):
                    with self._lock:
                        self.told[f"{client.__name__}: {told}"] += 1
                    if not self.left():
                        return
            time.sleep(_PAUSE)

    def left(self) -> float:
        """Return the seconds until the end; 0 after it."""
        return max(0.0, self.end - time.monotonic())

    def connect(self) -> socket.socket:
        """Return a new connection."""
        return socket.create_connection((ADDRESS, self.port), timeout=5)


def crowd(port: int, seconds: float, heavy: int, each: int, told: SimpleQueue[Told]) -> None:
    """Run a crowd, in a process of its own, and put what it was told into ``told``."""
    people = Crowd(port, seconds)
    people.run(heavy, each)
    told.put(Counter(people.told))


def asks_without_end(people: Crowd) -> Iterator[str]:
    """Ask a query that never ends, and again as soon as it is refused."""
    for number, query in enumerate(cycle((*_ENDLESS, _NESTED))):
        connection = http.client.HTTPConnection(ADDRESS, people.port, timeout=60)
        # A comment that differs each time: no cache of errors helps.
        target = "/sparql?query=" + urllib.parse.quote(f"{query} # {threading.get_ident()} {number}")
        connection.request("GET", target)
        yield str(connection.getresponse().status)
        connection.close()


def sends_nonsense(people: Crowd) -> Iterator[str]:
    """Send what is no request, or none that can be answered."""
    for message in cycle(_MALFORMED):
        with people.connect() as connection:
            connection.sendall(message)
            yield connection.recv(4096)[9:12].decode("latin-1") or "closed"
        time.sleep(_PAUSE)


def hangs_up(people: Crowd) -> Iterator[str]:
    """Ask an endless query and go without waiting."""
    for query in cycle(_ENDLESS):
        with people.connect() as connection:
            target = urllib.parse.quote(query)
            connection.sendall(f"GET /sparql?query={target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(_PAUSE)
        yield "gone"
        time.sleep(10 * _PAUSE)


def writes_slowly(people: Crowd) -> Iterator[str]:
    """Send a head, one byte a second."""
    with people.connect() as connection:
        for byte in cycle(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nX-Slow: " + b"a" * 10_000):
            connection.sendall(bytes([byte]))
            time.sleep(1)
            if not people.left():
                break
    yield "held"


def stalls_body(people: Crowd) -> Iterator[str]:
    """Announce a body and send only its beginning."""
    with people.connect() as connection:
        connection.sendall(_POST + b"Content-Length: 900000\r\n\r\nSELECT")
        connection.settimeout(max(0.1, min(90.0, people.left())))
        try:
            yield connection.recv(4096)[9:12].decode("latin-1") or "closed"
        except TimeoutError:
            yield "held"


def reads_nothing(people: Crowd) -> Iterator[str]:
    """Ask for all triples and do not read the answer."""
    with people.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(b"GET /data?default HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(min(60.0, people.left()))
        yield "held"
