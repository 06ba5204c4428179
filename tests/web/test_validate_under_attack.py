"""Validation by the real service: large, slow and hostile submissions cost nobody else anything."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.web.conftest import Answer, Running, Serving

ACTIVITY = "<urn:a> a <https://w3id.org/plangraph/ontology#Activity> ."
TURTLE = {"Content_Type": "text/turtle"}
HEAD = b"POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: text/turtle\r\n"
GIGABYTE = 10**9
ENDLESS = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> a sh:NodeShape ; sh:targetNode <urn:1> ; sh:sparql <urn:c> .
<urn:c> a sh:SPARQLConstraint ; sh:message "m" ; sh:select """
ENDLESS += '"SELECT $this WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l '
ENDLESS += 'FILTER(STRLEN(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j))) < 0) }" .'
MANY = "\n".join(f"<urn:{n}> <urn:b> <urn:{n + 1}> ." for n in range(300))


@pytest.fixture
def whole(tmp_path: Path, root: Path) -> Path:
    """Return a project with the data of these tests, and the real ontology and shapes."""
    folder = tmp_path / "project"
    folder.mkdir()
    for name in ("ontology", "shapes"):
        (folder / name).symlink_to(root / name)
    for name in ("data", "queries"):
        (folder / name).symlink_to(Path(__file__).parent / "data" / name)
    return folder


@contextmanager
def uploading(server: Running, length: int | None) -> Iterator[Callable[[], int]]:
    """Begin to send ``length`` bytes, in chunks if that is None; give what sends on until it is answered.

    That returns the status. All of it is never taken.
    """
    told = b"Transfer-Encoding: chunked\r\n\r\n" if length is None else b"Content-Length: %d\r\n\r\n" % length
    piece = b"#" * 65_536
    whole = piece if length is not None else b"%x\r\n%s\r\n" % (len(piece), piece)
    with server.connect(HEAD + told) as connection:

        def send() -> int:
            connection.setblocking(False)
            total, rest = 0, b""
            while total < GIGABYTE:
                rest = rest or whole
                try:
                    sent = connection.send(rest)
                    total, rest = total + sent, rest[sent:]
                except BlockingIOError:
                    pass
                except BrokenPipeError:  # it is closed; what was said before can still be read
                    break
                with suppress(BlockingIOError):
                    connection.recv(1, socket.MSG_PEEK)
                    break
            assert total < 100_000_000, "it was read although it is too large"
            connection.settimeout(20)
            return int(connection.recv(12)[-3:])

        yield send


@pytest.mark.slow
@pytest.mark.parametrize("length", [GIGABYTE, None], ids=["announced", "in chunks"])
def test_a_gigabyte_is_stopped_early(serving: Serving, whole: Path, length: int | None) -> None:
    with serving(whole) as server, uploading(server, length) as send:
        assert send() == 413
        assert server.ask("/health").status == 200


@pytest.mark.slow
def test_while_one_client_validates_without_end_others_are_served(serving: Serving, whole: Path) -> None:
    hostile = {"text": MANY, "shapes-text": ENDLESS}
    boundary = "x"
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in hostile.items()
    )
    body += f"--{boundary}--\r\n"
    sent = {"Content_Type": f"multipart/form-data; boundary={boundary}"}
    with (
        serving(whole, validation_deadline=4, client_validations=2, behind_proxy=True) as server,
        ThreadPoolExecutor() as threads,
    ):
        server.wait(lambda: server.ask("/validate", "POST", ACTIVITY, **TURTLE).status == 200, 60)

        def attack() -> Answer:
            return server.ask("/validate", "POST", body, X_Forwarded_For="192.0.2.1", **sent)

        first, second = threads.submit(attack), threads.submit(attack)
        server.wait(lambda: "plangraph_validations_running 1.0" in server.ask("/metrics").text)
        assert server.ask("/sparql?query=ASK%20%7B%7D").status == 200
        assert server.ask("/it/").status == 200
        third = server.ask("/validate", "POST", ACTIVITY, X_Forwarded_For="192.0.2.1", **TURTLE)
        assert (third.status, third.headers["Retry-After"]) == (429, "10")
        assert {first.result().status, second.result().status} <= {503, 504}
        assert server.ask("/validate", "POST", ACTIVITY, X_Forwarded_For="192.0.2.2", **TURTLE).status == 200
        assert server.ask("/health").status == 200


@pytest.mark.slow
def test_nothing_of_what_is_sent_is_in_the_log_or_on_a_disk(
    serving: Serving, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    secret = "geheim"
    large = f"# {secret}\n" * 100_000 + ACTIVITY
    named = f'Content-Disposition: form-data; name="file"; filename="{secret}.ttl"'
    body = f"--x\r\n{named}\r\n\r\n{large}\r\n--x--\r\n"
    with serving(whole, access_log=True) as server:
        sent = server.ask("/validate", "POST", body, Content_Type="multipart/form-data; boundary=x")
        wrong = server.ask("/validate", "POST", f"<urn:{secret}> x", **TURTLE)
        latin = server.ask("/validate", "POST", '<urn:a> <urn:b> "caffè" .', **TURTLE)  # sent in Latin-1
        assert (sent.status, wrong.status, latin.status) == (200, 400, 400)
        assert "is not UTF-8" in latin.text
        server.wait(lambda: server.log().count("path=/validate") == 3)
        assert secret not in server.log()
        written = [path for path in scratch.rglob("*") if path.is_file()]
        assert [path for path in written if secret.encode() in path.read_bytes()] == []
        assert all("plangraph-search-" in str(path) for path in written), "no more than the index of words"


@pytest.mark.slow
def test_a_connection_that_sends_two_submissions_gets_two_reports(serving: Serving, whole: Path) -> None:
    with (
        serving(whole) as server,
        closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection,
    ):
        for expected in ("?0", "?1"):
            data = ACTIVITY if expected == "?0" else "<urn:a> <urn:b> <urn:c> ."
            connection.request("POST", "/validate", data, {"Content-Type": "text/turtle"})
            response = connection.getresponse()
            response.read()
            assert response.headers["SHACL-Conforms"] == expected
