"""How long the walk takes: from text to validated graph, and from start to first answer.

Run it on a quiet machine with the project's environment active: ``python bench/walk.py [--runs N]``.
Prints medians and extremes in seconds; nothing is asserted, since a slow machine is no bug.
"""

from __future__ import annotations

import argparse
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from plangraph import pipeline
from plangraph.layout import Layout, project_layout
from plangraph.manifest import default_profile
from plangraph.reasoning import read_ontology
from plangraph.validation import ValidationReport, read_shapes, validate

_Result = TypeVar("_Result")
_PATIENCE = 30.0
"""Seconds to wait for a first answer before the server counts as broken."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of each figure (default 5)")
    runs = parser.parse_args().runs
    print(f"{'seconds':34} {'median':>7} {'least':>7} {'most':>7}")
    for name, seconds in walk(runs).items():
        _print(name, seconds)
    _print("serve: start to first answer", [first_answer() for _ in range(runs)])


def walk(runs: int) -> dict[str, list[float]]:
    """Return the seconds of each step and of the whole, a value a run."""
    layout = project_layout()
    found: dict[str, list[float]] = {}
    for _ in range(runs):
        steps = _one_walk(layout)
        steps["text to validated graph"] = sum(steps.values())
        for name, seconds in steps.items():
            found.setdefault(name, []).append(seconds)
    return found


def _one_walk(layout: Layout) -> dict[str, float]:
    steps: dict[str, float] = {}
    profile = default_profile(layout)
    built = _timed(steps, "build: text to inferred graph", lambda: pipeline.build(profile, layout))
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "plan.ttl"
        _timed(steps, "write: four files", lambda: pipeline.write(built, output))

    def check() -> ValidationReport:
        data = built.asserted + built.catalogue
        return validate(data, built.inferred, read_ontology(layout.ontology), read_shapes(layout.shapes))

    _timed(steps, "validate: plan and catalogue", check)
    return steps


def first_answer() -> float:
    """Return the seconds from starting ``plangraph serve`` to its first answer to a query.

    Raises:
        TimeoutError: there is none; most likely the graph is stale and was being built.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"
    start = time.perf_counter()
    command = [sys.executable, "-m", "plangraph", "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            while time.perf_counter() - start < _PATIENCE:
                try:
                    with urllib.request.urlopen(address, timeout=5) as response:
                        response.read()
                    return time.perf_counter() - start
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.01)
            raise TimeoutError(f"no answer in {_PATIENCE:.0f} s")
        finally:
            server.send_signal(signal.SIGINT)


def _timed(steps: dict[str, float], name: str, work: Callable[[], _Result]) -> _Result:
    start = time.perf_counter()
    result = work()
    steps[name] = time.perf_counter() - start
    return result


def _print(name: str, seconds: list[float]) -> None:
    print(f"{name:34} {statistics.median(seconds):7.2f} {min(seconds):7.2f} {max(seconds):7.2f}")


if __name__ == "__main__":
    main()
