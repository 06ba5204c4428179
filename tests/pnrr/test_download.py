"""Downloads from a server on loopback that breaks off, changes its files, and answers what it should not."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from plangraph.cli import main
from plangraph.errors import DownloadError, UsageError
from plangraph.layout import project_layout
from plangraph.pnrr.download import Outcome, Receipts, RemoteFile, fetch, remote_files
from plangraph.pnrr.records import RECORDS

TABLE = b"\xef\xbb\xbfCUP;Importo\n" + b"C81B21000010001;1.000\n" * 40_000
OTHER = TABLE.replace(b"1.000", b"2.000")


class Portal:
    """What the server has and how it misbehaves; tests change it between requests."""

    def __init__(self) -> None:
        self.content = TABLE
        self.etag = '"one"'
        self.status = 200
        self.knows_ranges = True
        self.honours_if_range = True
        self.breaks_after: list[int] = []
        """For each answer to come, bytes after which the connection is cut."""
        self.range_status = 206
        self.announces_length = True
        self.encoding = ""
        self.requests: list[dict[str, str]] = []
        self.url = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = dict(handler.headers.items())
        self.requests.append(headers)
        asked = headers.get("Range", "")
        if asked and self.range_status != 206:
            self._send(handler, self.range_status, b"", {})
        elif self.status != 200:
            self._send(handler, self.status, b"no", {})
        elif self.etag and headers.get("If-None-Match") == self.etag:
            self._send(handler, 304, b"", {"ETag": self.etag})
        elif asked and self.knows_ranges and self._same(headers):
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            size = len(self.content)
            extra = {"Content-Range": f"bytes {start}-{size - 1}/{size}"}
            self._send(handler, 206, self.content[start:], extra)
        else:
            self._send(handler, 200, self.content, {})

    def _same(self, headers: dict[str, str]) -> bool:
        return not self.honours_if_range or headers.get("If-Range") == self.etag

    def _send(self, handler: BaseHTTPRequestHandler, status: int, body: bytes, extra: dict[str, str]) -> None:
        handler.send_response(status)
        for name, value in {"ETag": self.etag, "Content-Encoding": self.encoding, **extra}.items():
            if value:
                handler.send_header(name, value)
        if self.announces_length and status != 304:
            handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Connection", "close")
        handler.end_headers()
        cut = self.breaks_after.pop(0) if self.breaks_after and status in (200, 206) else len(body)
        handler.wfile.write(body[:cut])
        handler.close_connection = True


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """Serve one portal on loopback."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    state = Portal()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that stops reading is what some of the tests want."""

    server = Server(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_address[1]}/opendata/PNRR_Progetti.csv"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def remote(portal: Portal) -> RemoteFile:
    """Return the file that the portal offers."""
    return RemoteFile("projects", portal.url, "https://example.org/catalogo", "CC BY 4.0")


def whole(folder: Path) -> bytes:
    return (folder / "PNRR_Progetti.csv").read_bytes()


def begin(portal: Portal, remote: RemoteFile, folder: Path, cut: int = 100_000) -> None:
    """Leave a part of ``cut`` bytes, as a run does whose connection breaks off each time."""
    portal.breaks_after = [cut, 0, 0] if portal.etag.startswith('"') else [cut] * 3
    with pytest.raises(DownloadError, match="broke off 3 times"):
        fetch(remote, Receipts.of(folder))
    assert (folder / "PNRR_Progetti.csv.part").stat().st_size == cut
    assert not (folder / "PNRR_Progetti.csv").exists()
    portal.requests.clear()


def test_a_file_is_fetched_with_its_checksum_date_and_licence(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    fetched = fetch(remote, Receipts.of(tmp_path))
    assert fetched.outcome is Outcome.NEW
    assert whole(tmp_path) == TABLE
    receipt = json.loads((tmp_path / "downloads.json").read_text(encoding="utf-8"))["files"][remote.name]
    assert receipt["sha256"] == hashlib.sha256(TABLE).hexdigest()
    assert (receipt["size"], receipt["url"], receipt["licence"]) == (len(TABLE), portal.url, "CC BY 4.0")
    assert receipt["fetched"].endswith("+00:00")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["PNRR_Progetti.csv", "downloads.json"]


def test_a_request_says_who_asks_and_what_the_portal_wants_to_hear(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    fetch(remote, Receipts.of(tmp_path))
    (headers,) = portal.requests
    assert headers["User-Agent"].startswith("plangraph/")
    assert headers["Accept-Encoding"] == "identity"
    assert headers["Accept"]
    assert headers["Accept-Language"]


def test_an_unchanged_file_is_asked_for_and_not_sent_again(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    first = fetch(remote, Receipts.of(tmp_path))
    written = (tmp_path / "downloads.json").read_bytes()
    second = fetch(remote, Receipts.of(tmp_path))
    assert second.outcome is Outcome.UNCHANGED
    assert second.receipt == first.receipt
    assert portal.requests[1]["If-None-Match"] == '"one"'
    assert (tmp_path / "downloads.json").read_bytes() == written


def test_a_changed_file_replaces_the_old_one(portal: Portal, remote: RemoteFile, tmp_path: Path) -> None:
    fetch(remote, Receipts.of(tmp_path))
    portal.content, portal.etag = OTHER, '"two"'
    assert fetch(remote, Receipts.of(tmp_path)).outcome is Outcome.CHANGED
    assert whole(tmp_path) == OTHER


def test_a_file_that_was_removed_or_cut_is_fetched_again(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    fetch(remote, Receipts.of(tmp_path))
    (tmp_path / remote.name).write_bytes(TABLE[:10])
    fetch(remote, Receipts.of(tmp_path))
    assert whole(tmp_path) == TABLE
    assert "If-None-Match" not in portal.requests[1]


def test_a_connection_that_breaks_off_is_taken_up_in_the_same_run(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    portal.breaks_after = [300_000, 200_000]
    told: list[tuple[int, int | None]] = []
    fetch(remote, Receipts.of(tmp_path), progress=lambda done, total: told.append((done, total)))
    assert whole(tmp_path) == TABLE
    assert [headers.get("Range") for headers in portal.requests] == [
        None,
        "bytes=300000-",
        "bytes=500000-",
    ]
    assert told[-1] == (len(TABLE), len(TABLE))
    assert {total for _, total in told} == {len(TABLE)}


def test_the_next_run_goes_on_where_the_last_one_stopped(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    begin(portal, remote, tmp_path)
    assert fetch(remote, Receipts.of(tmp_path)).outcome is Outcome.NEW
    assert whole(tmp_path) == TABLE
    assert portal.requests[0]["Range"] == "bytes=100000-"
    assert portal.requests[0]["If-Range"] == '"one"'
    assert not (tmp_path / "PNRR_Progetti.csv.part").exists()


@pytest.mark.parametrize("honours", [True, False])
def test_a_file_that_changed_meanwhile_is_fetched_from_its_beginning(
    honours: bool, portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    begin(portal, remote, tmp_path)
    portal.content, portal.etag, portal.honours_if_range = OTHER, '"two"', honours
    fetch(remote, Receipts.of(tmp_path))
    assert whole(tmp_path) == OTHER


@pytest.mark.parametrize("status", [404, 416])
def test_a_server_that_refuses_ranges_is_asked_for_the_whole(
    status: int, portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    begin(portal, remote, tmp_path)
    portal.range_status = status
    fetch(remote, Receipts.of(tmp_path))
    assert whole(tmp_path) == TABLE


def test_a_server_that_ignores_ranges_sends_the_whole(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    begin(portal, remote, tmp_path)
    portal.knows_ranges = False
    fetch(remote, Receipts.of(tmp_path))
    assert whole(tmp_path) == TABLE


def test_without_a_validator_nothing_is_put_together_from_two_answers(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    portal.etag = ""
    begin(portal, remote, tmp_path)
    portal.content = OTHER
    fetch(remote, Receipts.of(tmp_path))
    assert whole(tmp_path) == OTHER
    assert "Range" not in portal.requests[0]
    assert fetch(remote, Receipts.of(tmp_path)).outcome is Outcome.UNCHANGED


def test_a_weak_entity_tag_is_no_ground_for_going_on(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    portal.etag = 'W/"one"'
    begin(portal, remote, tmp_path)
    fetch(remote, Receipts.of(tmp_path))
    assert "Range" not in portal.requests[0]
    assert whole(tmp_path) == TABLE


@pytest.mark.parametrize(
    ("status", "advice"),
    [(404, "moved"), (403, "browser"), (410, "withdrawn"), (500, "later"), (503, "later"), (204, "Look")],
)
def test_an_answer_without_a_file_says_what_to_do_and_leaves_the_old_one(
    status: int, advice: str, portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    fetch(remote, Receipts.of(tmp_path))
    portal.status = status
    with pytest.raises(DownloadError, match=rf"{status}.*{advice}.*https://example.org/catalogo"):
        fetch(remote, Receipts.of(tmp_path))
    assert whole(tmp_path) == TABLE


def test_a_web_page_in_place_of_the_table_is_refused_and_leaves_nothing(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    portal.content = b"\n <!DOCTYPE html><title>Access Denied</title>"
    with pytest.raises(DownloadError, match="web page"):
        fetch(remote, Receipts.of(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["downloads.json"]


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_beyond_the_limit_is_refused_before_it_fills_the_disk(
    announced: bool, portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    portal.announces_length = announced
    with pytest.raises(DownloadError, match=r"larger than 1000 bytes.*--largest"):
        fetch(remote, Receipts.of(tmp_path), largest=1000)
    assert not (tmp_path / remote.name).exists()
    assert not (tmp_path / f"{remote.name}.part").exists()


def test_a_compressed_answer_is_stored_as_the_table_that_it_is(
    portal: Portal, remote: RemoteFile, tmp_path: Path
) -> None:
    import gzip

    portal.content, portal.encoding = gzip.compress(TABLE), "gzip"
    assert fetch(remote, Receipts.of(tmp_path)).receipt.etag == ""
    assert whole(tmp_path) == TABLE


@pytest.mark.usefixtures("portal")
def test_a_host_that_does_not_answer_is_named(tmp_path: Path) -> None:
    silent = RemoteFile("projects", "http://127.0.0.1:1/x.csv", "https://example.org", "CC BY 4.0")
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1:1/x\.csv does not answer"):
        fetch(silent, Receipts.of(tmp_path))


def test_receipts_that_are_not_ours_are_refused(tmp_path: Path) -> None:
    (tmp_path / "downloads.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(DownloadError, match=r"downloads\.json.*start anew"):
        Receipts.of(tmp_path)


def test_the_list_of_files_names_each_table_once_over_https() -> None:
    files = remote_files(project_layout().data / "pnrr" / "downloads.toml")
    assert len({file.table for file in files}) == len({file.name for file in files}) == len(files)
    assert {file.table for file in files} == set(RECORDS) - {"subjects"}, "subjects has a row a role now"
    for file in files:
        assert file.url.startswith("https://www.italiadomani.gov.it/")
        assert file.page.startswith("https://www.italiadomani.gov.it/")
        assert file.licence == "CC BY 4.0"
        assert file.name.endswith(".csv")


def test_only_some_tables_can_be_asked_for_by_name() -> None:
    catalogue = project_layout().data / "pnrr" / "downloads.toml"
    assert [file.table for file in remote_files(catalogue, ["tags", "measures"])] == ["measures", "tags"]
    with pytest.raises(UsageError, match=r"no table gare to fetch.*There are: measures, "):
        remote_files(catalogue, ["gare"])


@pytest.mark.parametrize("content", ["files = 1 = 2", "files = [{}]", None])
def test_a_list_of_files_that_is_none_is_an_error_of_input(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "downloads.toml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(DownloadError):
        remote_files(path)


def test_the_command_fetches_what_a_catalogue_lists_and_says_which_layout_it_is(
    portal: Portal, tmp_path: Path
) -> None:
    portal.content = b"Codice univoco programma;Programma;Descrizione programma\nPNC-A.1;Uno;x\n"
    arguments = catalogue_of(portal, "pnc-programmes", tmp_path)
    first = CliRunner().invoke(main, arguments)
    assert first.exit_code == 0
    assert "pnc-programmes, of 2022" in first.stdout
    assert hashlib.sha256(portal.content).hexdigest()[:20] in first.stdout.replace("\n", "")
    second = CliRunner().invoke(main, arguments)
    assert "unchanged" in second.stdout
    assert second.exit_code == 0


def test_the_command_says_when_the_portal_has_a_layout_that_is_not_known(
    portal: Portal, tmp_path: Path
) -> None:
    portal.content = b"Codice univoco programma;Programma;Descrizione programma;Nuova\nPNC-A.1;Uno;x;y\n"
    result = CliRunner().invoke(main, catalogue_of(portal, "pnc-programmes", tmp_path))
    assert "nearest is pnc-programmes" in result.stderr
    assert "not known" in result.stdout


def catalogue_of(portal: Portal, table: str, folder: Path) -> list[str]:
    path = folder / "downloads.toml"
    path.write_text(
        f'licence = "CC BY 4.0"\n[[files]]\ntable = "{table}"\nurl = "{portal.url}"\npage = "https://example.org"\n',
        encoding="utf-8",
    )
    return ["pnrr", "download", str(folder / "dati"), "--catalogue", str(path)]
