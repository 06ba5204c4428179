"""wrk as the load generator: its command line, its stream of requests, its figures."""

from __future__ import annotations

import re
import shutil
import subprocess
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.endpoint.workload import Request

SCRIPT = Path(__file__).with_name("load.lua")
_RESULT = re.compile(r"^RESULT (.*)$", re.MULTILINE)
Method = Literal["GET", "POST"]
Mode = Literal["repeated", "fresh"]


class GeneratorError(Exception):
    """wrk is missing, or did not do its work."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a cell of the table is measured with."""

    connections: int
    method: Method
    mode: Mode
    """``repeated``: few texts again and again; ``fresh``: no text twice."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What wrk saw in one run."""

    throughput: float
    """Answers a second."""
    p50: float
    """Milliseconds, like the next two."""
    p99: float
    longest: float
    requests: int
    size: float
    """Mean bytes of an answer, with its head."""
    errors: int
    """Answers that are not 2xx, and requests without an answer."""


def require_wrk() -> str:
    """Return where wrk is.

    Raises:
        GeneratorError: it is not installed.
    """
    found = shutil.which("wrk")
    if found is None:
        raise GeneratorError("wrk is missing: it sends the load. Install it (on Debian: apt-get install wrk).")
    return found


def write_stream(requests: Sequence[Request], path: Path) -> Path:
    """Write requests as ``load.lua`` reads them: Accept, tab, percent-encoded query, one a line."""
    lines = [f"{r.accept}\t{urllib.parse.quote(r.text, safe='@')}\n" for r in requests]
    path.write_text("".join(lines), encoding="ascii")
    return path


def run(endpoint: str, stream: Path, load: Load, *, seconds: float, first: int) -> Figures:
    """Send ``load`` to ``endpoint`` and return what came of it.

    Args:
        endpoint: address that queries are sent to.
        stream: file of :func:`write_stream`.
        load: connections, method and mode.
        seconds: whole number from 1: wrk counts in seconds.
        first: number of the first fresh name; the caller sees to it that no number comes twice.

    Raises:
        GeneratorError: wrk failed or said nothing.
    """
    parts = urllib.parse.urlsplit(endpoint)
    command = [
        require_wrk(), "--threads=1", f"--connections={load.connections}", f"--duration={seconds:.0f}s",
        "--timeout=30s", f"--script={SCRIPT}", endpoint, "--",
        str(stream), load.method, load.mode, str(first), parts.path,
    ]  # fmt: skip
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise GeneratorError(f"wrk failed: {finished.stderr.strip() or finished.stdout.strip()}")
    return read_figures(finished.stdout)


def read_figures(output: str) -> Figures:
    """Read what ``load.lua`` printed at the end of a run.

    Raises:
        GeneratorError: it printed nothing, because the script broke off.
    """
    found = _RESULT.search(output)
    if found is None:
        raise GeneratorError(f"wrk printed no result: {output.strip()[-200:]}")
    number = {name: int(value) for name, value in (pair.split("=") for pair in found[1].split())}
    requests, seconds = number["requests"], number["microseconds"] / 1e6
    kinds = ("status", "connect", "read", "write", "timeout")
    return Figures(
        throughput=requests / seconds,
        p50=number["p50"] / 1e3,
        p99=number["p99"] / 1e3,
        longest=number["max"] / 1e3,
        requests=requests,
        size=number["bytes"] / requests if requests else 0.0,
        errors=sum(number[kind] for kind in kinds),
    )
