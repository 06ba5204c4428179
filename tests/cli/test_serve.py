"""``plangraph serve`` as a process: built if stale, answered at once if not."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import plangraph

MONTEFINTO = Path(__file__).parent.parent / "pipeline" / "montefinto"


@contextmanager
def serving(*arguments: object) -> Iterator[tuple[str, str]]:
    """Run ``plangraph serve`` on a free port; yield its address and what it said until it answered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "plangraph", "serve", "--port", str(port), *map(str, arguments)]
    source = str(Path(plangraph.__file__).parent.parent)
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": source}
    ) as process:
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line
            if "serves the plan at" in line:
                break
        try:
            yield f"http://127.0.0.1:{port}", said
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=20)


def fetch(address: str, accept: str) -> str:
    request = urllib.request.Request(address, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=10) as response:
        return str(response.read().decode())


@pytest.mark.slow
def test_another_plan_is_built_served_under_its_own_base_and_not_built_twice(tmp_path: Path) -> None:
    plan = Path(shutil.copytree(MONTEFINTO, tmp_path / "plan"))
    data = tmp_path / "data"
    data.mkdir()
    arguments = ("--profile", plan / "plan.toml", "--data", data)
    with serving(*arguments) as (address, said):
        assert "the graph is missing or stale, building it" in said
        turtle = fetch(f"{address}/id/sector/02", "text/turtle")
        assert "<https://dati.montefinto.example/id/sector/02>" in turtle
        assert "Servizi al cittadino" in turtle
    with serving(*arguments) as (address, said):
        assert said == f"plangraph serves the plan at {address}\n"
    (data / "plan.ttl").write_text("")
    with serving(*arguments) as (_, said):
        assert "building it" in said
    assert (data / "plan.ttl").stat().st_size > 10_000


def test_a_folder_that_somebody_else_filled_is_served_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "plan.ttl").write_text('<https://w3id.org/plangraph/id/x> <http://example.org/p> "1" .\n')
    (tmp_path / "inferred.ttl").write_text("")
    with serving("--data", tmp_path) as (address, said):
        assert "building" not in said
        assert "true" in fetch(f"{address}/sparql?query=ASK%7B%3Fs%20%3Fp%20%221%22%7D", "application/json")


def test_a_stale_graph_that_cannot_be_built_is_not_served(tmp_path: Path) -> None:
    plan = Path(shutil.copytree(MONTEFINTO, tmp_path / "plan"))
    (plan / "piano.txt").write_text("no plan\n")
    with serving("--profile", plan / "plan.toml", "--data", tmp_path) as (_, said):
        assert "not the text that the profile describes" in said
        assert "serves" not in said
    assert not list(tmp_path.glob("*.ttl"))
