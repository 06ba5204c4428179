"""``/search`` and the pages of results, over a small dataset and through a real server."""

from __future__ import annotations

import json
import socket
import time
from collections import Counter
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from plangraph.store.dataset import Dataset
from plangraph.store.functions import NAMESPACE, SEARCH
from plangraph.web.finding import MOST
from plangraph.web.translations import LANGUAGES, gettext
from tests.web.conftest import PROJECT, Serving

BROWSER = {"Accept": "text/html"}
QUERY = (
    f"PREFIX search: <{NAMESPACE}> SELECT DISTINCT ?x {{ ?x a <https://w3id.org/plangraph/ontology#Activity> "
    'FILTER search:matches(?x, "{words}") }'
)
"""``{words}`` is what to search for."""


@pytest.fixture(scope="module")
def word(dataset: Dataset) -> str:
    """Return the first long word of an activity's label."""
    text = (
        "SELECT ?label { ?x a <https://w3id.org/plangraph/ontology#Activity> ; "
        "<http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?x LIMIT 1"
    )
    [[label]] = dataset.query(text).rows()
    assert label is not None
    return next(part for part in label.value.split() if len(part) > 4 and part.isalpha())


def test_an_answer_has_the_fields_that_are_promised(client: FlaskClient, word: str) -> None:
    response = client.get("/search", query_string={"q": word.upper()})
    assert response.content_type == "application/json"
    document = json.loads(response.text)
    fields = ["query", "matched", "total", "limit", "offset", "kinds", "leftOut", "results"]
    assert list(document) == fields
    assert document["matched"] == "all"
    assert document["total"] == sum(document["kinds"].values()) == len(document["results"])
    for result in document["results"]:
        assert list(result) == ["iri", "kind", "label", "labelLang", "line", "score", "snippet"]
        assert any(piece["found"] for piece in result["snippet"])
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_it_is_kept_and_asked_again_conditionally(client: FlaskClient, word: str) -> None:
    first = client.get(f"/search?q={word}")
    again = client.get(f"/search?q={word}&unknown=1", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    for more in ("&limit=0", "&offset=1", "&kind=plan"):
        assert client.get(f"/search?q={word}{more}").text != first.text


def test_limit_offset_and_kind_choose_among_the_results(client: FlaskClient, word: str) -> None:
    def results(more: str) -> list[object]:
        found: list[object] = json.loads(client.get(f"/search?q={word}{more}").text)["results"]
        return found

    whole = results("")
    assert results("&limit=1") + results("&limit=1&offset=1") == whole[:2]
    assert results("&kind=activity&kind=line") == [
        each for each in whole if isinstance(each, dict) and each["kind"] in ("activity", "line")
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "q=",
        "q=%20",
        f"q={'a' * 501}",
        "q=a&kind=nothing",
        f"q=a&limit={MOST + 1}",
        "q=a&limit=-1",
        "q=a&offset=x",
        "q=a&offset=99999999999",
        "q=a&lang=de",
    ],
)
def test_what_makes_no_sense_is_a_problem_and_says_why(client: FlaskClient, asked: str) -> None:
    response = client.get(f"/search?{asked}")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert response.content_type == "application/problem+json"
    assert json.loads(response.text)["type"].endswith("#parameter")


@pytest.mark.parametrize("typed", ['"', "\0", "😀", "a OR b NOT (", "<script>", "'; DROP --", "di la"])
@pytest.mark.parametrize("path", ["/search", "/it/search"])
def test_hostile_words_have_an_answer(client: FlaskClient, path: str, typed: str) -> None:
    response = client.get(f"{path}?q={quote(typed)}")
    assert response.status_code == HTTPStatus.OK
    assert "<script>" not in response.text or path == "/search"


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_page_shows_what_was_found_by_kind_and_marks_the_words(
    client: FlaskClient, spoken: str, word: str
) -> None:
    page = client.get(f"/{spoken}/search?q={word}", headers=BROWSER).text
    assert f'value="{word}"' in page, "the box keeps what was typed"
    assert gettext(spoken, "search.kind.activity") in page
    assert f"/{spoken}/doc/plan/lecce/2025-2027/activity/" in page
    assert "<mark>" in page
    one = client.get(f"/{spoken}/search?q={word}&kind=activity").text
    assert one.count("<h2") == 1
    assert 'aria-current="true"' in one


def test_a_page_of_nothing_says_what_to_do(client: FlaskClient) -> None:
    assert gettext("it", "search.hint")[:40] in client.get("/it/search").text
    assert gettext("it", "search.matched.none") in client.get("/it/search?q=zzzzz").text


def test_pages_of_one_kind_lead_on_and_back(client: FlaskClient, word: str) -> None:
    total = json.loads(client.get(f"/search?q={word}").text)["kinds"]["activity"]
    first = client.get(f"/it/search?q={word}&kind=activity&limit=1").text
    assert ('rel="next"' in first) == (total > 1)
    assert 'rel="prev"' not in first
    last = client.get(f"/it/search?q={word}&kind=activity&offset={total}").text
    assert 'rel="next"' not in last


@pytest.mark.parametrize("asked", [f"q={'a' * 501}", "q=a&kind=nothing"])
def test_the_page_of_a_wrong_request_is_a_problem(client: FlaskClient, asked: str) -> None:
    assert client.get(f"/it/search?{asked}", headers=BROWSER).status_code == HTTPStatus.BAD_REQUEST


def test_browsers_learn_how_to_search(client: FlaskClient) -> None:
    description = client.get("/opensearch.xml")
    assert description.content_type == "application/opensearchdescription+xml"
    assert "/it/search?q={searchTerms}" in description.text
    assert "/opensearch.xml" in client.get("/it/").text


def test_a_real_server_searches_and_its_workers_know_the_functions(serving: Serving, word: str) -> None:
    with serving(PROJECT) as running:

        def found() -> bool:
            answer = running.ask(f"/search?q={quote(word)}")
            assert answer.status in (HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE), answer.text
            return answer.status == HTTPStatus.OK

        running.wait(found)
        hits = json.loads(running.ask(f"/search?q={quote(word)}&kind=activity").text)["results"]
        text = quote(QUERY.replace("{words}", word).replace("{{", "{").replace("}}", "}"))
        answer = running.ask(f"/sparql?query={text}", Accept="application/sparql-results+json")
        assert answer.status == HTTPStatus.OK, answer.text
        solutions = json.loads(answer.text)["results"]["bindings"]
        assert {each["x"]["value"] for each in solutions} == {hit["iri"] for hit in hits} != set()
        described = running.ask("/sparql", Accept="text/turtle").text
        assert all(iri.removeprefix(NAMESPACE) in described for iri in SEARCH)
        assert "sd:extensionFunction" in described
        long = running.ask(f"/sparql?query={text.replace(quote(word), 'a%20' * 300)}")
        assert long.status == HTTPStatus.BAD_REQUEST
        assert "600 characters" in json.loads(long.text)["detail"]


@pytest.mark.slow
def test_who_searches_too_much_at_once_is_told_so_and_nobody_else_waits(serving: Serving, root: Path) -> None:
    """Beginnings are what costs most to look for; the page and the JSON count alike."""
    beginnings = quote(" ".join(f"{a}{b}*" for a in "abcdefgilmnoprstv" for b in "aeioru"))
    paths = [f"/{path}search?q={n}+{beginnings}" for n in range(20) for path in ("", "it/")]
    with serving(root, behind_proxy=True) as running, ExitStack() as stack:
        running.wait(lambda: running.ask("/search?q=a", X_Forwarded_For="10.0.0.1").status == HTTPStatus.OK)
        head = "HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: 10.0.0.2\r\n\r\n"
        greedy = [stack.enter_context(running.connect()) for _ in paths]
        for client, path in zip(greedy, paths, strict=True):
            client.sendall(f"GET {path} {head}".encode())
        for typed in ("s", "sc", "scu", "scuola"):
            for path in (f"/search?q={typed}", f"/it/search?q={typed}"):
                assert running.ask(path, X_Forwarded_For="10.0.0.1").status == HTTPStatus.OK
        answers = [rest(client) for client in greedy]
    statuses = Counter(int(answer.split(b" ", 2)[1]) for answer in answers)
    assert set(statuses) == {HTTPStatus.OK, HTTPStatus.TOO_MANY_REQUESTS}
    refused = [answer for answer in answers if b" 429 " in answer.partition(b"\r\n")[0]]
    assert all(b"\r\nretry-after: " in answer.lower() for answer in refused)


def rest(client: socket.socket) -> bytes:
    """Return what comes until the server closes."""
    received = b""
    while piece := client.recv(65_536):
        received += piece
    return received


def test_the_folder_of_the_index_goes_with_the_service(
    serving: Serving, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving(PROJECT) as running:
        running.wait(lambda: running.ask("/search?q=a").status == HTTPStatus.OK)
        assert list(tmp_path.glob("plangraph-search-*/*.sqlite"))
    end = time.monotonic() + 10
    while list(tmp_path.glob("plangraph-search-*")):
        assert time.monotonic() < end
        time.sleep(0.05)
