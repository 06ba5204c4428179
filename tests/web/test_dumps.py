"""``/dumps/``: files that a harvester takes away, the same each time."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import CanonicalizationAlgorithm, RdfFormat, parse
from pyoxigraph import Dataset as Quads
from rdflib import Graph
from rdflib.compare import isomorphic

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.formats import N_TRIPLES, Format
from plangraph.web import dumps
from plangraph.web.app import create_app
from plangraph.web.dumps import GRAPH_FORMATS, WHOLE_FORMATS, dump_names


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_every_graph_comes_whole_in_every_format(form: Format, app: Flask, dataset: Dataset) -> None:
    for name, iri in dump_names(dataset).items():
        response = app.test_client().get(f"/dumps/{name}.{form.suffix}")
        assert response.content_type == form.content_type
        assert canonical(response.data, form) == canonical(dataset.dump(iri, N_TRIPLES), N_TRIPLES)


def test_a_dump_has_a_name_to_be_saved_under_and_leads_to_the_catalogue(client: FlaskClient) -> None:
    response = client.get("/dumps/plan.ttl")
    assert response.headers["Content-Disposition"] == 'attachment; filename="plangraph-plan.ttl"'
    assert response.headers["Link"] == '</catalog>; rel="describedby"'
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_dump_is_asked_for_again_only_when_it_changed(client: FlaskClient) -> None:
    tag = client.get("/dumps/plan.nt").headers["ETag"]
    again = client.get("/dumps/plan.nt", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_gz_is_the_same_file_compressed_once(client: FlaskClient) -> None:
    packed = client.get("/dumps/plan.nt.gz", headers={"Accept-Encoding": "br, gzip"})
    assert packed.content_type == "application/gzip"
    assert "Content-Encoding" not in packed.headers
    assert gzip.decompress(packed.data) == client.get("/dumps/plan.nt").data


@pytest.mark.parametrize("form", WHOLE_FORMATS, ids=lambda form: form.name)
def test_all_graphs_come_with_their_names(form: Format, client: FlaskClient, dataset: Dataset) -> None:
    body = client.get(f"/dumps/all.{form.suffix}").data
    assert isinstance(form.engine, RdfFormat)
    sizes = Counter(quad.graph_name.value for quad in parse(body, format=form.engine))
    assert sizes == {name: size for name, size in dataset.graphs.items() if size}


def test_the_answer_of_a_stored_query_is_a_table(client: FlaskClient, app: Flask) -> None:
    (stored, *_) = app.extensions["stored_queries"]
    table = client.get(f"/dumps/queries/{stored.name}.csv")
    assert table.content_type == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(table.text)))
    results = json.loads(client.get(f"/dumps/queries/{stored.name}.json").data)
    assert rows[0] == results["head"]["vars"]
    assert len(rows) == 1 + len(results["results"]["bindings"])


@pytest.mark.parametrize(
    "name", ["plan", "plan.exe", "nothing.ttl", "all.ttl", "plan.trig", "queries/no.csv"]
)
def test_what_there_is_not_is_not_found_with_what_there_is(name: str, client: FlaskClient) -> None:
    response = client.get(f"/dumps/{name}")
    assert response.status_code == 404
    assert json.loads(response.data)["available"]


def test_more_than_fits_into_memory_is_refused(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "MOST", 1)
    client = create_app(dataset, Settings()).test_client()
    for name in ("shapes.ttl", "all.nq.gz"):
        response = client.get(f"/dumps/{name}")
        assert response.status_code == 422
        assert "a dump is made of at most 1" in response.text


def test_blank_nodes_have_the_same_labels_in_every_process(tmp_path: Path) -> None:
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "same.ttl").write_text(
            f'<http://e/{name}> <http://e/p> [ <http://e/q> "1" ] , ( 1 2 ), _:x .\n_:x <http://e/q> _:y .\n'
        )
    program = (
        "import sys; from pathlib import Path; from plangraph.store.embedded import open_dataset;"
        "from plangraph.store.formats import N_TRIPLES;"
        "d = open_dataset({'http://e/g': [Path(a) for a in sys.argv[1:]]});"
        "sys.stdout.buffer.write(d.dump('http://e/g', N_TRIPLES))"
    )
    files = [tmp_path / name / "same.ttl" for name in ("a", "b")]
    written = [
        subprocess.run([sys.executable, "-c", program, *files], check=True, capture_output=True).stdout
        for _ in range(2)
    ]
    assert written[0] == written[1]
    alike = Graph().parse(files[0]) + Graph().parse(files[1])
    assert isomorphic(Graph().parse(data=written[0], format="nt"), alike)
    assert open_dataset({"http://e/g": files}).graphs["http://e/g"] == len(alike)


def canonical(body: bytes, form: Format) -> str:
    assert isinstance(form.engine, RdfFormat)
    found = Quads(parse(body, format=form.engine))
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return str(sorted(map(str, found)))
