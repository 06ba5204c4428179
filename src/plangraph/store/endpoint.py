"""SPARQL 1.1 Protocol and Graph Store Protocol towards another store: queries, updates, whole graphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from plangraph.store.answer import Answer
from plangraph.store.clauses import NOTHING
from plangraph.store.connection import Connection
from plangraph.store.errors import StoreAnswerError
from plangraph.store.formats import N_TRIPLES
from plangraph.store.lookups import Row
from plangraph.store.reading import accepted, read_answer
from plangraph.store.refusals import require_whole
from plangraph.store.reply import Reply

_FORM = "application/x-www-form-urlencoded"


class Endpoint:
    """The address where a store takes queries."""

    def __init__(self, address: str, connection: Connection) -> None:
        self.address, self.connection = address, connection
        self._store = connection.named(address)
        self.is_virtuoso = False
        """As far as it has said so by now."""

    def ask(
        self,
        text: str,
        form: str,
        *,
        default: Sequence[str],
        named: Sequence[str],
        seconds: float | None = None,
    ) -> Reply:
        """Return the store's answer to a query, which it calls whole.

        Args:
            text: SPARQL that our own parser has accepted.
            form: SELECT, ASK, CONSTRUCT or DESCRIBE.
            default: IRIs of the graphs that make the default graph.
            named: IRIs of the graphs that GRAPH sees.
            seconds: for the whole answer.

        Raises:
            StoreError: there is none.
            AnswerTooLargeError: it has more bytes, or more rows, than the store or we allow.
        """
        fields = [("query", text)]
        fields += [("default-graph-uri", iri) for iri in default or (NOTHING,)]
        fields += [("named-graph-uri", iri) for iri in (*named, NOTHING)]
        if self.is_virtuoso and seconds is not None:  # elsewhere the parameter is none, or means seconds
            fields.append(("timeout", str(int(seconds * 1_000))))
        reply = self.connection.send(
            "POST",
            self.address,
            headers={"Content-Type": _FORM, "Accept": accepted(form)},
            body=urlencode(fields).encode(),
            seconds=seconds,
            what="query, which is SPARQL",
        )
        self.is_virtuoso = reply.headers.get("server", "").startswith("Virtuoso")
        require_whole(reply, self._store)
        return reply

    def read(self, reply: Reply, form: str, prefixes: Mapping[str, str]) -> Answer:
        """Return what ``reply`` says, see :func:`plangraph.store.reading.read_answer`."""
        return read_answer(reply, form, prefixes, self._store)

    def select(self, text: str, graphs: Sequence[str]) -> list[Row]:
        """Return the solutions of a SELECT, with ``graphs`` as both default and named graphs."""
        reply = self.ask(text, "SELECT", default=graphs, named=graphs)
        return list(self.read(reply, "SELECT", {}).rows())

    def sizes(self, graphs: Sequence[str]) -> dict[str, int]:
        """Return how many triples each of ``graphs`` has; those that are empty are left out."""
        text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        rows = self.select(text, graphs)
        try:
            counted = {g.value: int(n.value) for g, n in rows if g is not None and n is not None}
        except ValueError as error:
            raise StoreAnswerError(
                f"{self._store} counts in something else than numbers", remedy="Tell the operator."
            ) from error
        return {iri: counted[iri] for iri in graphs if counted.get(iri)}


def send_update(connection: Connection, address: str, text: str) -> None:
    """Run a SPARQL 1.1 Update, once.

    Raises:
        StoreError: it was not run, or nobody knows.
    """
    body = urlencode({"update": text}).encode()
    headers = {"Content-Type": _FORM}
    connection.send("POST", address, headers=headers, body=body, repeatable=False, what="update")


def put_graph(connection: Connection, address: str, graph: str, triples: bytes) -> None:
    """Replace a graph by the Graph Store Protocol, 5.3.

    Args:
        connection: to the store.
        address: where it takes graphs, see 4.2 (indirect identification).
        graph: IRI.
        triples: N-Triples.

    Raises:
        StoreError: it was not replaced, or nobody knows.
    """
    connection.send(
        "PUT", _located(address, graph), headers={"Content-Type": N_TRIPLES.media_type}, body=triples
    )


def delete_graph(connection: Connection, address: str, graph: str) -> None:
    """Delete a graph that is there by the Graph Store Protocol, 5.4.

    Raises:
        StoreError: it was not deleted, or nobody knows.
    """
    connection.send("DELETE", _located(address, graph), headers={})


def _located(address: str, graph: str) -> str:
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}graph={quote(graph, safe='')}"
