"""Graphs are put into another store each at once, and readers learn that there is something new."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner

from plangraph.cli import main
from plangraph.store import watch
from plangraph.store.embedded import EmbeddedDataset, open_dataset
from plangraph.store.endpoint import Endpoint, send_update
from plangraph.store.errors import StoreAnswerError, StoreDeniedError, StoreQueryError
from plangraph.store.graphs import CATALOGUE_GRAPH, PLAN_GRAPH
from plangraph.store.publication import PUBLICATION_GRAPH
from plangraph.store.publishing import Target, publish
from plangraph.store.remote import RemoteDataset

Source = Callable[..., EmbeddedDataset]


class Store(Protocol):
    """A server that runs, see ``conftest.py``."""

    query: str
    update: str
    graph_store: str

    def target(self, *, update: bool = True, graph_store: bool = True) -> Target: ...

    def dataset(self, *graphs: str) -> RemoteDataset: ...

    def endpoint(self) -> Endpoint: ...


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """Return what makes a dataset of one Turtle text a graph."""

    def make(**graphs: str) -> EmbeddedDataset:
        names = {"plan": PLAN_GRAPH, "catalogue": CATALOGUE_GRAPH}
        files = {}
        for name, text in graphs.items():
            path = tmp_path / f"{name}.ttl"
            path.write_text(text, encoding="utf-8")
            files[names[name]] = [path]
        return open_dataset(files)

    return make


def triples(number: int, value: str) -> str:
    return "".join(f'<http://e/s{n}> <http://e/p> "{value} {n}" .\n' for n in range(number))


@pytest.mark.parametrize("ways", [{"graph_store": False}, {"update": False}, {}], ids=str)
def test_every_way_of_publishing_replaces_what_was_there(
    empty_oxigraph: Store, source: Source, ways: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_FRESH", 0.0)
    target, remote = empty_oxigraph.target(**ways), empty_oxigraph.dataset()
    assert not remote.has_stable_version
    assert dict(remote.graphs) == {}
    first = source(plan=triples(3, "a") + "[] <http://e/p> [] .", catalogue=triples(2, "c"))
    done = list(publish(first, target))
    assert [(each.sent, each.there) for each in done] == [(4, 4), (2, 2)]
    assert (remote.version, remote.has_stable_version) == (first.version, True)
    assert dict(remote.graphs) == dict(first.graphs)
    second = source(plan=triples(5, "b"))
    done = list(publish(second, target))
    assert [(each.graph, each.sent, each.there) for each in done] == [
        (PLAN_GRAPH, 5, 5),
        (CATALOGUE_GRAPH, 0, 0),  # which is not published any more
    ]
    assert remote.version == second.version
    assert remote.graph(None) == second.graph(None)
    left = empty_oxigraph.endpoint().sizes([f"{PLAN_GRAPH}.next", f"{PUBLICATION_GRAPH}.next"])
    assert left == {}


def test_a_graph_of_several_requests_arrives_whole(
    empty_oxigraph: Store, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plangraph.store.publishing._BATCH", 1_000)
    data = source(plan=triples(300, "è"))
    assert [each.there for each in publish(data, empty_oxigraph.target(graph_store=False))] == [300]
    assert empty_oxigraph.dataset().graph(PLAN_GRAPH) == data.graph(PLAN_GRAPH)


def test_a_publication_that_is_broken_off_leaves_the_old_graph_and_no_version(
    empty_oxigraph: Store, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = empty_oxigraph.target(graph_store=False)
    old = source(plan=triples(3, "a"))
    list(publish(old, target))
    calls = 0

    def fail_at_last(connection: object, address: str, text: str) -> None:
        nonlocal calls
        calls += text.startswith("INSERT")
        if calls == 3:
            raise StoreAnswerError("gone", remedy="")
        send_update(connection, address, text)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("plangraph.store.publishing.send_update", fail_at_last)
        patch.setattr("plangraph.store.publishing._BATCH", 1_000)
        with pytest.raises(StoreAnswerError, match="gone"):
            list(publish(source(plan=triples(300, "b")), target))
    remote = empty_oxigraph.dataset()
    assert not remote.has_stable_version
    assert remote.graph(PLAN_GRAPH) == old.graph(PLAN_GRAPH)
    new = source(plan=triples(4, "c"))
    list(publish(new, target))
    assert empty_oxigraph.dataset().graph(PLAN_GRAPH) == new.graph(PLAN_GRAPH)


def test_a_store_that_loses_triples_keeps_the_old_graph(
    empty_oxigraph: Store, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = empty_oxigraph.target(graph_store=False)
    old = source(plan=triples(3, "a"))
    list(publish(old, target))

    def lose(connection: object, address: str, text: str) -> None:
        send_update(connection, address, text.replace('"b 1"', '"b 0"').replace("s1>", "s0>"))  # type: ignore[arg-type]

    monkeypatch.setattr("plangraph.store.publishing.send_update", lose)
    with pytest.raises(StoreAnswerError, match=r"counts 1 triples in <.*>, and 2 were sent\. Nothing was"):
        list(publish(source(plan=triples(2, "b")), target))
    assert empty_oxigraph.dataset().graph(PLAN_GRAPH) == old.graph(PLAN_GRAPH)


def test_no_reader_sees_half_of_a_graph(empty_oxigraph: Store, source: Source) -> None:
    target = empty_oxigraph.target()
    list(publish(source(plan=triples(2_000, "a")), target))
    seen: set[str] = set()
    end = threading.Event()
    query = "SELECT (COUNT(*) AS ?n) (MIN(SUBSTR(?o, 1, 1)) AS ?a) (MAX(SUBSTR(?o, 1, 1)) AS ?b) { ?s ?p ?o }"

    def read() -> None:
        remote = empty_oxigraph.dataset(PLAN_GRAPH)
        while not end.is_set():
            rows = list(remote.query(query).rows())
            seen.add(" ".join("" if term is None else term.value for term in rows[0]))

    reader = threading.Thread(target=read)
    reader.start()
    for value in "bab":
        list(publish(source(plan=triples(2_000, value)), target))
    end.set()
    reader.join()
    assert seen <= {"2000 a a", "2000 b b"}
    assert seen


@pytest.mark.slow
def test_virtuoso_says_that_it_takes_no_blank_nodes_in_updates(virtuoso: Store, source: Source) -> None:
    before = dict(virtuoso.dataset().graphs)
    with pytest.raises(StoreQueryError, match="does not understand the update, and says: «Virtuoso"):
        list(publish(source(plan="[] <http://e/p> 1 ."), virtuoso.target(graph_store=False)))
    assert virtuoso.dataset(*before).graphs == before


@pytest.mark.slow
def test_virtuoso_wants_a_password_for_writing(
    virtuoso: Store, embedded: EmbeddedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = virtuoso.target()
    stranger = Target(virtuoso.endpoint(), virtuoso.endpoint().connection, target.update, target.graph_store)
    with pytest.raises(StoreDeniedError, match="wants other credentials"):
        list(publish(embedded, stranger))
    monkeypatch.setenv("PLANGRAPH_STORE_PASSWORD", "wrong")
    arguments = ["--store", virtuoso.query, "--update-url", target.update, "--store-user", "dba"]
    ran = CliRunner().invoke(main, ["publish", *arguments])
    assert ran.exit_code == 3
    assert "status 401" in ran.stderr
    assert "wrong" not in ran.stderr
    list(publish(embedded, target))


def test_the_command_says_what_it_did(empty_oxigraph: Store) -> None:
    arguments = ["--store", empty_oxigraph.query, "--update-url", empty_oxigraph.update]
    ran = CliRunner().invoke(main, ["publish", *arguments])
    assert ran.exit_code == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[0].startswith(f"<{PLAN_GRAPH}>: ")
    assert lines[-1] == f"version {empty_oxigraph.dataset().version}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--store", "ftp://host/"], "is no http address"),
        (["--store", "http://me:secret@host/sparql"], "holds a user or a password"),
        (["--store", "http://host/sparql", "--store-user", "me"], "has no password"),
        (["--store", "http://host/sparql", "--update-url", "host"], "--update-url «host»"),
    ],
)
def test_addresses_and_users_that_make_no_sense_are_refused(arguments: list[str], message: str) -> None:
    ran = CliRunner().invoke(main, ["publish", *arguments])
    assert ran.exit_code == 2
    assert message in ran.stderr
    assert "secret" not in ran.stderr
