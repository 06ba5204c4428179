"""No link leads nowhere: neither of the service nor of its copy in files, served by any web server."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest

from plangraph.errors import UsageError
from plangraph.export import MARK, export_site
from plangraph.export import site as module
from plangraph.layout import Layout
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import graph_files

PROJECT = Path(__file__).parent / "data"
BASE = "https://w3id.org/plangraph/id/"
ORIGIN = "https://dati.example.it/piano"
MOST = 1_000
HOSTILE = f"""
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<{BASE}odd/a> rdfs:label "Àccentato <script>alert(1)</script> & \\"co\\""@it ; rdfs:seeAlso <{BASE}odd/A> ,
    <{BASE}odd/città> , <{BASE}odd/{"x" * 300}> , <{BASE}odd/a.b> , <{BASE}odd/> , <{BASE}odd/a,(b)'c> ,
    <https://example.org/thing#part> , <https://example.org/thing> , <https://example.org/q?a=b&c=d> ,
    <https://example.org/slash/> , <urn:x:y> , <https://example.org/elsewhere> .
<{BASE}odd/A> rdfs:label "maiuscola"@it .
<{BASE}odd/città> rdfs:label "città"@it .
<{BASE}odd/{"x" * 300}> rdfs:label "lungo"@it .
<{BASE}odd/a.b> rdfs:label "punto"@it .
<{BASE}odd/> rdfs:label "barra"@it .
<{BASE}odd/a,(b)'c> rdfs:label "segni"@it .
<{BASE}../../../../../../outside/a> rdfs:label "fuori"@it .
<https://example.org/thing#part> rdfs:label "parte"@it .
<https://example.org/thing> rdfs:label "cosa"@it .
<https://example.org/q?a=b&c=d> rdfs:label "domanda"@it .
<https://example.org/slash/> rdfs:label "barra altrove"@it .
<urn:x:y> rdfs:label "senza indirizzo"@it .
"""


class Links(HTMLParser):
    """What a page refers to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        if named.get("rel") not in ("alternate", "canonical"):
            self.found += [value for name in ("href", "src") if (value := named.get(name))]


def get(host: str, path: str) -> tuple[int, str, str, str]:
    """Return status, media type, text and Location."""
    with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
        connection.request("GET", path, headers={"Accept": "text/html, */*;q=0.5"})
        response = connection.getresponse()
        media_type = response.headers.get_content_type()
        body = response.read()
        text = body.decode() if media_type == "text/html" else ""
        return response.status, media_type, text, response.headers.get("Location", "")


def crawl(host: str, first: str) -> tuple[dict[str, int], dict[str, str]]:
    """Follow every link on the host; return the status of each address, and where a broken one was found."""
    statuses: dict[str, int] = {}
    found_on = {first: ""}
    queue = deque([first])
    while queue and len(statuses) < MOST:
        path = queue.popleft()
        status, media_type, text, location = get(host, path)
        statuses[path] = status
        hrefs = [location] if location else Links(text).found if media_type == "text/html" else []
        for href in hrefs:
            whole = urlsplit(urljoin(f"http://{host}{path}", href))
            there = whole.path + (f"?{whole.query}" if whole.query else "")
            if whole.netloc == host and there not in found_on:
                found_on[there] = path
                queue.append(there)
    return statuses, found_on


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small plan with things whose names are hard to write as files."""
    folder = Path(shutil.copytree(PROJECT, tmp_path_factory.mktemp("project") / "project"))
    (folder / "data" / "pnrr.ttl").write_text(HOSTILE, encoding="utf-8")
    graphs = ("plan", "inferred", "vocabulary", "shapes", "queries", "pnrr", "catalogue")
    described = (f'<{BASE}graph/{name}> <http://purl.org/dc/terms/title> "{name}"@en .\n' for name in graphs)
    (folder / "data" / "catalogue.ttl").write_text("".join(described), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def exported(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "site"
    export(project, folder)
    return folder


def export(project: Path, folder: Path, origin: str = ORIGIN) -> None:
    dataset = open_dataset(graph_files(Layout(project)))
    export_site(dataset, project / "queries", folder, origin=origin, base=BASE, progress=lambda *_: None)


@pytest.fixture
def files_at(exported: Path) -> Iterator[str]:
    """Serve the exported files below a path, as a web server that knows nothing of them; return the host."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]
    with subprocess.Popen(
        command, cwd=exported.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        end = time.monotonic() + 20
        while True:
            try:
                get(f"127.0.0.1:{port}", "/")
                break
            except OSError:
                assert time.monotonic() < end
                time.sleep(0.05)
        yield f"127.0.0.1:{port}"
        process.terminate()


def test_no_link_of_the_copy_is_dead_below_a_path(files_at: str, exported: Path) -> None:
    statuses, found_on = crawl(files_at, "/site/index.html")
    assert not {path: found_on[path] for path, status in statuses.items() if status != 200}
    assert all(path.startswith("/site/") for path in statuses)
    pages = {str(path.relative_to(exported)) for path in exported.rglob("*.html")}
    assert len(pages) > 60


def test_no_link_of_the_service_is_dead(
    serving: Callable[..., AbstractContextManager[Any]], project: Path
) -> None:
    with serving(project) as server:
        statuses, found_on = crawl(f"127.0.0.1:{server.port}", "/it/")
    broken = {path: (status, found_on[path]) for path, status in statuses.items() if status >= 400}
    assert not broken
    assert len(statuses) > 60


def test_every_thing_has_a_page_in_both_languages_and_its_triples_in_four_formats(
    files_at: str, project: Path
) -> None:
    dataset = open_dataset(graph_files(Layout(project)))
    activity = next(
        s.value for s, p, o in dataset.graph(None) if p.value.endswith("#ofObjective")
    ).removeprefix(BASE)
    for thing in (activity, "odd/a", "odd/città", "odd/a,(b)'c", "odd/a.b"):
        for address in (f"it/doc/{thing}.html", f"en/doc/{thing}.html"):
            assert get(files_at, "/site/" + quote(address))[:2] == (200, "text/html")
        for suffix in ("ttl", "jsonld", "rdf", "nt"):
            assert get(files_at, "/site/" + quote(f"doc/{thing}.{suffix}"))[0] == 200


def test_nothing_that_needs_a_server_is_left_on_a_page_and_a_sentence_says_so(exported: Path) -> None:
    for path in exported.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not {"form", "button"} & Links(text).tags, path
        assert text.count("<script") == text.count('<script type="application/ld+json"'), path
        if path.parent != exported:
            assert ("copy in files" in text) or ("copia in file" in text), path
    assert "has a form" in (exported / "en" / "query.html").read_text(encoding="utf-8")


def test_the_answers_of_stored_queries_lie_beside_and_are_linked_from_their_pages(exported: Path) -> None:
    for query in (PROJECT / "queries").glob("*.rq"):
        assert (exported / "dumps" / "queries" / f"{query.stem}.csv").stat().st_size
        json.loads((exported / "dumps" / "queries" / f"{query.stem}.json").read_bytes())
        links = [Links(page.read_text(encoding="utf-8")).found for page in exported.glob("it/query~*.html")]
        assert any(f"../dumps/queries/{query.stem}.csv" in found for found in links)


def test_what_must_be_absolute_begins_with_the_origin_and_names_files(exported: Path) -> None:
    page = (exported / "it" / "doc" / "odd" / "a.html").read_text(encoding="utf-8")
    assert f'hreflang="en" href="{ORIGIN}/en/doc/odd/a.html"' in page
    listed = (exported / "sitemap-1.xml").read_text(encoding="utf-8")
    assert f"<loc>{ORIGIN}/it/doc/odd/a.html</loc>" in listed
    assert f"{ORIGIN}/it/</loc>" in listed
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in (exported / "robots.txt").read_text(encoding="utf-8")
    assert "127.0.0.1" not in listed + page


def test_dumps_documents_and_description_of_the_data_are_there(exported: Path) -> None:
    for name in ("ontology", "shapes", ".well-known/void"):
        for suffix in ("ttl", "jsonld", "rdf", "nt"):
            assert (exported / f"{name}.{suffix}").stat().st_size
    for name in ("plan.ttl", "plan.nt.gz", "all.trig", "all.nq.gz"):
        assert (exported / "dumps" / name).stat().st_size


def test_the_same_data_give_the_same_bytes_in_any_process(project: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from plangraph.export import export_site;"
        "from plangraph.layout import Layout; from plangraph.store.embedded import open_dataset;"
        "from plangraph.store.graphs import graph_files; p = Path(sys.argv[1]);"
        "export_site(open_dataset(graph_files(Layout(p))), p / 'queries', Path(sys.argv[2]),"
        " origin='https://e.example', base=sys.argv[3], progress=lambda *_: None)"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", program, project, tmp_path / seed, BASE],
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        )
    written = [
        {str(path.relative_to(tmp_path / seed)): path.read_bytes() for path in files(tmp_path / seed)}
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]


def test_a_former_export_is_replaced_whole_and_nothing_else_ever(project: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("ten years")
    with pytest.raises(UsageError, match="no export wrote"):
        export(project, mine)
    assert [path.name for path in mine.iterdir()] == ["thesis.txt"]
    site = tmp_path / "site"
    site.mkdir()
    (site / MARK).write_text(f'{{"entries": ["{MARK}", "stale.html"]}}')
    (site / "stale.html").write_text("old")
    export(project, site)
    assert not (site / "stale.html").exists()
    assert (site / "it" / "index.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "site"]


def test_an_export_that_fails_leaves_the_former_one_as_it_was(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MARK).write_text(f'{{"entries": ["{MARK}", "old.html"]}}')
    (folder / "old.html").write_text("old")
    monkeypatch.setattr(module, "make_all", lambda *_: (_ for _ in ()).throw(RuntimeError("half way")))
    with pytest.raises(RuntimeError, match="half way"):
        export(project, folder)
    assert (folder / "old.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_more_triples_than_files_are_made_for_are_refused(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    with pytest.raises(UsageError, match="more than a site of files is made for"):
        export(project, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
