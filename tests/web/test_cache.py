"""Kept answers, validators, compression, and what an answer says of its sources."""

from __future__ import annotations

import gzip
import http.client
import re
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import brotli
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from plangraph.layout import Layout
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import EmbeddedDataset, open_dataset
from plangraph.store.graphs import PLAN_GRAPH, VOCABULARY_GRAPH, graph_files
from plangraph.web.app import create_app
from plangraph.web.cache import AnswerCache
from plangraph.web.encodings import CODINGS, coding_for, encode
from plangraph.web.front import PARAMETERS
from plangraph.web.making import Making
from plangraph.web.negotiation import preferences
from plangraph.web.representation import Representation
from plangraph.workers.errors import ClientBusyError
from plangraph.workers.evaluation import InThisProcess
from plangraph.workers.messages import Question, Reply

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PROJECT = Path(__file__).parent / "data"
SELECT = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"
DECODERS = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstd.decompress}


class Counting(InThisProcess):
    """Answers, and counts how often it had to."""

    asked = 0

    def ask(self, question: Question, client: str) -> Reply:
        self.asked += 1
        return super().ask(question, client)


@pytest.fixture
def asker(dataset: Dataset) -> Counting:
    return Counting(dataset)


@pytest.fixture
def client(dataset: Dataset, asker: Counting) -> FlaskClient:
    return create_app(dataset, Settings(), PROJECT / "queries", asker).test_client()


def test_a_question_asked_again_is_answered_without_asking_the_engine(
    client: FlaskClient, asker: Counting
) -> None:
    first = client.get("/sparql", query_string={"query": SELECT})
    second = client.get("/sparql", query_string={"query": SELECT})
    assert first.data == second.data
    assert dict(first.headers) == dict(second.headers)
    assert asker.asked == 1


def test_every_way_of_asking_the_same_shares_one_answer(client: FlaskClient, asker: Counting) -> None:
    answers = [
        client.get("/sparql", query_string={"query": SELECT}),
        client.head("/sparql", query_string={"query": SELECT}),
        client.get("/sparql", query_string={"query": SELECT, "timeout": "3", "version": "1.1"}),
        client.post("/sparql", data={"query": SELECT}, headers={"Accept": "*/*"}),
        client.post("/sparql", data=SELECT, content_type="application/sparql-query"),
        client.open("/sparql", method="QUERY", data=SELECT, content_type="application/sparql-query"),
    ]
    assert {answer.headers["ETag"] for answer in answers} == {answers[0].headers["ETag"]}
    assert asker.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        {"format": "csv"},
        {"labels": "it"},
        {"default-graph-uri": PLAN_GRAPH},
        {"named-graph-uri": PLAN_GRAPH},
        {"query": f"{SELECT} LIMIT 1"},
    ],
)
def test_what_changes_the_answer_is_part_of_the_question(
    client: FlaskClient, asker: Counting, other: dict[str, str]
) -> None:
    usual = client.get("/sparql", query_string={"query": SELECT})
    changed = client.get("/sparql", query_string={"query": SELECT, **other})
    assert asker.asked == 2
    assert usual.data != changed.data


@pytest.mark.parametrize("call", ["RAND()", "NOW()", "UUID()", "STRUUID()"])
def test_an_answer_that_chance_or_time_made_is_not_kept(
    client: FlaskClient, asker: Counting, call: str
) -> None:
    query = {"query": f"SELECT ({call} AS ?x) {{}}"}
    response = client.get("/sparql", query_string=query)
    assert response.headers["Cache-Control"] == "no-store"
    assert not {"ETag", "Last-Modified"} & set(response.headers.keys())
    late = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert client.get("/sparql", query_string=query, headers=late).status_code == 200
    assert asker.asked == 2


def test_an_error_is_not_kept(client: FlaskClient, asker: Counting) -> None:
    for _ in range(2):
        response = client.get("/sparql", query_string={"query": "SELECT * {"})
        assert (response.status_code, response.headers["Cache-Control"]) == (400, "no-store")
    assert asker.asked == 2


def test_a_format_that_the_answer_cannot_have_is_no_success(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": SELECT, "format": "turtle"})
    assert response.status_code == 406
    assert response.json is not None
    assert "csv" in response.json["available"]


def test_new_data_are_never_answered_with_old_answers(tmp_path: Path) -> None:
    for name in ("plan.ttl", "inferred.ttl"):
        (tmp_path / name).write_text("<a:s> <a:p> 1 .")
    bodies, tags = [], []
    for value in (1, 2):
        (tmp_path / "plan.ttl").write_text(f"<a:s> <a:p> {value} .")
        dataset = open_dataset(graph_files(Layout(PROJECT), tmp_path))
        response = (
            create_app(dataset, Settings()).test_client().get("/sparql?query=SELECT ?o {<a:s> <a:p> ?o}")
        )
        bodies.append(response.data)
        tags.append(response.headers["ETag"])
    assert bodies[0] != bodies[1]
    assert tags[0] != tags[1]


def test_the_data_version_is_part_of_the_key(dataset: Dataset, asker: Counting) -> None:
    app = create_app(dataset, Settings(), None, asker)
    front = app.wsgi_app
    client = app.test_client()
    client.get("/sparql", query_string={"query": SELECT})
    assert isinstance(dataset, EmbeddedDataset)
    front._dataset = replace(dataset, version="other")  # type: ignore[attr-defined]
    client.get("/sparql", query_string={"query": SELECT})
    assert asker.asked == 2


def test_pages_are_kept_too_each_language_for_itself(client: FlaskClient) -> None:
    italian, english = (
        client.get(f"/{spoken}/query", headers={"Accept-Language": "de"}) for spoken in ("it", "en")
    )
    assert italian.data != english.data
    assert italian.headers["ETag"] != english.headers["ETag"]
    assert client.get("/en/query", headers={"Accept-Language": "de"}).data == english.data
    assert english.headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"


def test_a_style_sheet_has_one_etag_and_is_compressed(client: FlaskClient) -> None:
    response = client.get("/static/plangraph.css", headers={"Accept-Encoding": "br"})
    assert len(response.headers.getlist("ETag")) == len(response.headers.getlist("Cache-Control")) == 1
    assert response.headers["Content-Encoding"] == "br"


def test_health_is_always_fresh(client: FlaskClient) -> None:
    response = client.get("/health")
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_the_cache_never_takes_more_room_than_it_has(dataset: Dataset) -> None:
    cache = AnswerCache(50_000)
    for number in range(100):
        cache.keep(number, _representation(dataset, b"x" * 1_000))
        assert cache.figures()["bytes"] <= 50_000
    assert cache.get(99) is not None
    assert cache.get(0) is None


def test_a_long_question_takes_no_more_room_than_a_short_one(client: FlaskClient) -> None:
    front = client.application.wsgi_app
    for number in range(3):
        client.post("/sparql", data={"query": f"ASK {{}} #{number}" + "\U0001f642" * 20_000})
    keys = list(front._cache._kept)  # type: ignore[attr-defined]
    assert {len(key[-1]) for key in keys} == {20}


def test_an_answer_of_another_version_is_not_kept(dataset: Dataset) -> None:
    class Behind(Counting):
        def ask(self, question: Question, client: str) -> Reply:
            return replace(super().ask(question, client), version="the one before")

    asker = Behind(dataset)
    client = create_app(dataset, Settings(), None, asker).test_client()
    for _ in range(2):
        client.get("/sparql", query_string={"query": SELECT})
    assert asker.asked == 2


def test_parameters_that_mean_nothing_make_no_second_copy(client: FlaskClient) -> None:
    front = client.application.wsgi_app
    for number in range(5):
        assert client.get(f"/data?default&format=turtle&x={number}").status_code == 200
    assert len(front._cache._kept) == 1  # type: ignore[attr-defined]


def test_the_parameters_that_matter_are_those_that_the_code_reads(root: Path) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "src/plangraph/web").glob("*.py"))
    read = set(re.findall(r'request\.args\.get(?:list)?\("(\w+)"', code))
    # `default` is asked for by its name alone; `name` belongs to POST /validate, which is never kept.
    assert (read - {"name"}) | {"default"} == PARAMETERS
    assert '"default" in request.args' in code


def test_who_wants_too_many_documents_at_once_is_told_so() -> None:
    making, go = Making(), threading.Event()

    def one() -> str:
        try:
            with making.one_more("a"):
                go.wait(10)
                return "made"
        except ClientBusyError:
            return "busy"

    with ThreadPoolExecutor(12) as threads:
        asked = [threads.submit(one) for _ in range(12)]
        while sum(future.done() for future in asked) < 4:
            time.sleep(0.01)
        go.set()
        assert sorted(future.result() for future in asked) == ["busy"] * 4 + ["made"] * 8


def test_one_client_leaves_a_turn_to_the_others() -> None:
    making, go = Making(), threading.Event()

    def one(client: str) -> str:
        with making.one_more(client):
            if client == "greedy":
                go.wait(10)
            return client

    with ThreadPoolExecutor(8) as threads:
        waiting = [threads.submit(one, "greedy") for _ in range(7)]
        try:
            assert threads.submit(one, "modest").result(timeout=5) == "modest"
            assert not any(future.done() for future in waiting)
        finally:
            go.set()
        assert [future.result() for future in waiting] == ["greedy"] * 7


def test_one_large_answer_does_not_drive_out_all_others(dataset: Dataset) -> None:
    cache = AnswerCache(100_000)
    cache.keep("small", _representation(dataset, b"x"))
    cache.keep("large", _representation(dataset, b"x" * 10_000))
    assert cache.get("small") is not None
    assert cache.get("large") is None


def test_a_cache_without_room_keeps_nothing(dataset: Dataset) -> None:
    asker = Counting(dataset)
    client = create_app(dataset, Settings(cache_size=0), None, asker).test_client()
    for _ in range(2):
        assert client.get("/sparql", query_string={"query": SELECT}).status_code == 200
    assert asker.asked == 2


@pytest.mark.parametrize("method", ["GET", "HEAD", "QUERY"])
def test_who_has_the_answer_already_gets_304_and_no_body(client: FlaskClient, method: str) -> None:
    body = {"data": SELECT, "content_type": "application/sparql-query"} if method == "QUERY" else {}
    address = "/sparql" if body else f"/sparql?query={SELECT}"
    tag = client.open(address, method=method, **body).headers["ETag"]  # type: ignore[arg-type]
    for known in (tag, f'W/{tag}, "other"', "*"):
        response = client.open(address, method=method, headers={"If-None-Match": known}, **body)  # type: ignore[arg-type]
        assert (response.status_code, response.data) == (304, b"")
        assert response.headers["ETag"] == tag
        assert "Content-Type" not in response.headers
        assert {"Cache-Control", "Vary", "Last-Modified", "Link"} <= set(response.headers.keys())


def test_another_tag_or_a_post_gets_the_answer(client: FlaskClient) -> None:
    tag = client.get("/sparql", query_string={"query": SELECT}).headers["ETag"]
    other = client.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": '"other"'})
    posted = client.post("/sparql", data={"query": SELECT}, headers={"If-None-Match": tag})
    assert (other.status_code, posted.status_code) == (200, 200)


def test_the_date_decides_only_where_no_tag_is_sent(client: FlaskClient, dataset: Dataset) -> None:
    def status(**headers: str) -> int:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get("/sparql", query_string={"query": SELECT}, headers=sent).status_code

    fresh = client.get("/sparql", query_string={"query": SELECT}).headers["Last-Modified"]
    before, after = (
        (dataset.modified + timedelta(days=days)).strftime("%a, %d %b %Y %H:%M:%S GMT") for days in (-2, 2)
    )
    assert status(If_Modified_Since=fresh) == 304
    assert status(If_Modified_Since=before) == 200
    assert status(If_Modified_Since=after) == 200, "older data were put back"
    assert status(If_Modified_Since="yesterday") == 200
    assert status(If_Modified_Since=fresh, If_None_Match='"other"') == 200


@pytest.mark.parametrize("address", [f"/sparql?query={SELECT}", "/ontology?format=turtle"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_wants_the_same_data_as_before_is_told_when_they_are_others(
    client: FlaskClient, dataset: Dataset, address: str, method: str
) -> None:
    def status(**headers: str) -> int:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        response = client.open(address, method=method, headers=sent, follow_redirects=True)
        if response.status_code == 412:
            assert response.content_type == "application/problem+json"
            assert "ETag" not in response.headers
        return response.status_code

    first = client.get(address)
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    packed = client.get(address, headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    for matching in (tag, f'"other", {tag}', "*"):
        assert status(If_Match=matching) == 200
    for other in ('"other"', f"W/{tag}", "nonsense"):
        assert status(If_Match=other) == 412
    assert status(If_Match=packed, Accept_Encoding="gzip") == 200
    assert status(If_Match=tag, If_None_Match=tag) == 304
    assert status(If_Match='"other"', If_None_Match=tag) == 412
    before = (dataset.modified - timedelta(days=2)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert status(If_Unmodified_Since=date) == 200
    assert status(If_Unmodified_Since=before) == 412
    assert status(If_Unmodified_Since="yesterday") == 200
    assert status(If_Unmodified_Since=before, If_Match=tag) == 200, "the tag goes first"


def test_an_answer_that_chance_made_never_is_the_one_of_before(client: FlaskClient) -> None:
    query = {"query": "SELECT (RAND() AS ?x) {}"}
    for matching, status in (("*", 200), ('"x"', 412)):
        assert client.get("/sparql", query_string=query, headers={"If-Match": matching}).status_code == status


@pytest.mark.parametrize("coding", CODINGS)
def test_a_compressed_answer_is_the_same_answer_with_a_tag_of_its_own(
    client: FlaskClient, coding: str
) -> None:
    address = {"query": f"{SELECT} LIMIT 100"}
    plain = client.get("/sparql", query_string=address)
    for _ in range(2):
        packed = client.get("/sparql", query_string=address, headers={"Accept-Encoding": coding})
        assert packed.headers["Content-Encoding"] == coding
        assert DECODERS[coding](packed.data) == plain.data
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
        assert packed.headers["ETag"] != plain.headers["ETag"]
        assert not packed.headers["ETag"].startswith("W/")
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_small_and_packed_bodies_are_sent_as_they_are(client: FlaskClient) -> None:
    for query in ({"query": "ASK {}"}, {"query": SELECT, "format": "xlsx"}):
        response = client.get("/sparql", query_string=query, headers={"Accept-Encoding": "br, gzip"})
        assert response.status_code == 200
        assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, br, zstd", "zstd"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("GZIP", "gzip"),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "br"),
        ("identity;q=1, gzip;q=0.5", ""),
        ("identity", ""),
        ("deflate", ""),
        ("gzip;q=0", ""),
        ("compress;;q=,,=", ""),
        ("gzip," * 100, ""),
    ],
)
def test_the_coding_is_the_one_that_the_client_prefers(header: str, coding: str) -> None:
    assert coding_for(header) == coding


@given(st.binary(), st.sampled_from(CODINGS))
def test_every_body_survives_every_coding(body: bytes, coding: str) -> None:
    assert DECODERS[coding](encode(body, coding)) == body
    assert encode(body, coding) == encode(body, coding)


@given(st.text(max_size=60))
def test_any_accept_encoding_is_read(header: str) -> None:
    assert coding_for(header) in ("", *CODINGS)


def test_an_answer_names_the_graphs_that_were_asked(client: FlaskClient) -> None:
    def links(**parameters: str) -> str:
        return client.get("/sparql", query_string={"query": SELECT, **parameters}).headers["Link"]

    assert PLAN_GRAPH in links()
    assert VOCABULARY_GRAPH in links()
    assert VOCABULARY_GRAPH not in links(**{"default-graph-uri": PLAN_GRAPH})
    chosen = links(
        query=f"PREFIX g: <{PLAN_GRAPH[:-4]}> SELECT * FROM g:plan FROM NAMED <a:b> {{ ?s ?p ?o }}"
    )
    assert f'<{PLAN_GRAPH}>; rel="http://www.w3.org/ns/prov#wasDerivedFrom"' in chosen
    assert VOCABULARY_GRAPH not in chosen
    assert "a:b" not in chosen
    assert chosen.endswith('</.well-known/void>; rel="describedby"')


def test_dates_and_licences_come_from_the_catalogue(root: Path) -> None:
    dataset = open_dataset(graph_files(Layout(root)))
    link = create_app(dataset, Settings()).test_client().get("/sparql?query=ASK {}").headers["Link"]
    assert '; modified="20' in link
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in link


@pytest.mark.parametrize(
    ("address", "graphs"),
    [
        ("/data?default", {PLAN_GRAPH, VOCABULARY_GRAPH}),
        (f"/data?graph={PLAN_GRAPH}", {PLAN_GRAPH}),
        ("/dumps/all.trig", {PLAN_GRAPH, VOCABULARY_GRAPH}),
        ("/dumps/plan.nt.gz", {PLAN_GRAPH}),
        ("/ontology", {VOCABULARY_GRAPH}),
    ],
)
def test_whole_graphs_name_themselves_too(client: FlaskClient, address: str, graphs: set[str]) -> None:
    link = ", ".join(client.get(address).headers.getlist("Link"))
    assert {graph for graph in (PLAN_GRAPH, VOCABULARY_GRAPH) if f"<{graph}>" in link} == graphs
    assert '</.well-known/void>; rel="describedby"' in link


class Server(Protocol):
    """The server of the session, see ``conftest.py``."""

    port: int


def test_one_connection_serves_whole_compressed_and_unmodified_answers(server: Server) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        seen = []
        for headers in ({}, {"Accept-Encoding": "gzip"}, {"If-None-Match": "*"}, {}):
            connection.request("GET", "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D", headers=headers)
            response = connection.getresponse()
            seen.append((response.status, response.headers["Content-Encoding"], len(response.read())))
    assert [status for status, _, _ in seen] == [200, 200, 304, 200]
    assert seen[1][1] == "gzip"
    assert 0 < seen[1][2] < seen[0][2] == seen[3][2]
    assert seen[2][2] == 0


def _representation(dataset: Dataset, body: bytes) -> Representation:
    headers = [("Content-Type", "text/plain")]
    return Representation(body, headers, modified=dataset.modified, cache_control="no-store")


def test_headers_that_lead_to_the_same_page_share_what_is_kept(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: set[object] = set()
    monkeypatch.setattr(AnswerCache, "keep", lambda _self, key, _answer: kept.add(key))
    for number in range(1, 20):
        headers = {
            "Accept": f"text/html;q=0.{number + 10},application/x-{number};level={number}, */*;q=0.1",
            "Accept-Language": f"x-{number},it;q=0.{number + 10}",
        }
        assert client.get("/ontology", headers=headers).status_code < 400
        assert client.get("/it/", headers=headers).status_code == 200
    assert len(kept) <= 2


@pytest.mark.parametrize("accept", ["text/turtle", "text/html", "application/ld+json, text/turtle;q=0.5"])
def test_headers_that_lead_elsewhere_are_kept_apart(accept: str) -> None:
    names = ["text/turtle", "text/html", "application/ld+json"]
    assert preferences(accept, names) != preferences("*/*", names)
    assert preferences(accept, names) == preferences(accept.replace(", ", " , x/y,").upper(), names)
