"""The programs that the page offers are run, against a real server."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plangraph.queries import read_queries
from plangraph.store.formats import Kind
from plangraph.web.asking.snippets import snippets
from plangraph.web.asking.wish import Wish
from tests.web.conftest import PROJECT, Server

AWKWARD = (
    'PREFIX plan: <https://w3id.org/plangraph/ontology#> # it\'s "awkward" \\ $HOME `x` %s\n'
    'SELECT ?a ("""tre\n"virgolette" \'e\' \\\\ """ AS ?text) {\n\t?a a plan:StrategicArea }'
)
WISHES = {
    "query": (Wish(text=AWKWARD), Kind.SOLUTIONS),
    "one line": (
        Wish(text="SELECT ?a { ?a a <https://w3id.org/plangraph/ontology#StrategicArea> }"),
        Kind.SOLUTIONS,
    ),
    "graph": (
        Wish(text="CONSTRUCT WHERE { ?area\n a <https://w3id.org/plangraph/ontology#StrategicArea> }"),
        Kind.GRAPH,
    ),
    "ask": (Wish(text="ASK { ?area a <https://w3id.org/plangraph/ontology#StrategicArea> }"), Kind.BOOLEAN),
    "stored": (Wish(stored=read_queries(PROJECT / "queries")[0]), Kind.SOLUTIONS),
}
STAND_IN = """
import csv, io, urllib.request


def read_csv(address, dtype):
    assert dtype is str
    with urllib.request.urlopen(address) as answer:
        return list(csv.reader(io.StringIO(answer.read().decode())))
"""
"""What a snippet needs of pandas, where that is not installed: address and format are tried all the same."""


@pytest.mark.parametrize("program", ["curl", "Python, rdflib", "Python, pandas", "R"])
@pytest.mark.parametrize("wish", WISHES)
def test_a_program_of_the_page_runs_and_gets_the_answer(
    server: Server, tmp_path: Path, wish: str, program: str
) -> None:
    offered = {each.name: each.text for each in snippets(*WISHES[wish], f"http://127.0.0.1:{server.port}")}
    if program not in offered:
        assert wish in ("graph", "ask"), "only solutions go into data frames"
        return
    done = _run(program, offered[program], tmp_path)
    assert done.returncode == 0, done.stderr
    wanted = "true" if wish == "ask" else "activity/12.1/0badcafe" if wish == "stored" else "area/12"
    if "pandas" in program:  # which shortens what it prints
        wanted = "https://w3id.org/plangraph/id/plan"
    assert wanted in done.stdout.lower().replace("\n", ""), done.stdout


def _run(program: str, text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    if program == "curl":
        if shutil.which("curl") is None:
            pytest.skip("curl is not installed")
        command = ["sh", "-c", text.replace("curl ", "curl -sS ", 1)]
    elif program == "R":
        if shutil.which("Rscript") is None:
            pytest.skip("R is not installed")
        (folder / "snippet.R").write_text(text, encoding="utf-8")
        command = ["Rscript", str(folder / "snippet.R")]
    else:
        if importlib.util.find_spec("pandas") is None:
            (folder / "pandas.py").write_text(STAND_IN, encoding="utf-8")
        (folder / "snippet.py").write_text(text, encoding="utf-8")
        command = [sys.executable, str(folder / "snippet.py")]
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", "PYTHONWARNINGS": "ignore"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, timeout=60)
