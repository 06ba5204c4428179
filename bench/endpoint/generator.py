"""wrk as the load generator: its command line, its stream of requests, its figures."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import urllib.parse
from collections.abc import Collection, Sequence
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
    """Requests without an answer with status 200 and one of the lengths expected."""
    client: float
    """Microseconds of processor time that wrk took for one of them."""


def require_wrk() -> str:
    """Return where wrk is.

    Raises:
        GeneratorError: it is not installed.
    """
    found = shutil.which("wrk")
    if found is None:
        raise GeneratorError("wrk is missing: it sends the load. Install it (Debian: apt-get install wrk).")
    return found


def write_stream(requests: Sequence[Request], path: Path) -> Path:
    """Write requests as ``load.lua`` reads them: Accept, tab, percent-encoded query, one a line."""
    lines = [f"{r.accept}\t{urllib.parse.quote(r.text, safe='@')}\n" for r in requests]
    path.write_text("".join(lines), encoding="ascii")
    return path


def run(
    endpoint: str, stream: Path, load: Load, *, seconds: int, first: int, lengths: Collection[int] = ()
) -> Figures:
    """Send ``load`` to ``endpoint`` and return what came of it.

    Args:
        endpoint: address that queries are sent to.
        stream: file of :func:`write_stream`.
        load: connections, method and mode.
        seconds: how long; wrk counts in whole ones.
        first: number of the first fresh name; the caller sees to it that no number comes twice.
        lengths: bytes that bodies of answers may have; none: any.

    Raises:
        GeneratorError: wrk failed or said nothing.
    """
    parts = urllib.parse.urlsplit(endpoint)
    command = [
        require_wrk(),
        "--threads=1",
        f"--connections={load.connections}",
        f"--duration={seconds}s",
        "--timeout=30s",
        f"--script={SCRIPT}",
        endpoint,
        "--",
        str(stream),
        load.method,
        load.mode,
        str(first),
        parts.path,
        ",".join(map(str, sorted(lengths))),
    ]
    before = _children_time()
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise GeneratorError(f"wrk failed: {finished.stderr.strip() or finished.stdout.strip()}")
    return read_figures(finished.stdout, processor_time=_children_time() - before)


def _children_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read_figures(output: str, *, processor_time: float) -> Figures:
    """Read what ``load.lua`` printed at the end of a run that took wrk these seconds of processor time.

    Raises:
        GeneratorError: it printed nothing, because the script broke off.
    """
    found = _RESULT.search(output)
    if found is None:
        raise GeneratorError(f"wrk printed no result: {output.strip()[-200:]}")
    number = {name: int(value) for name, value in (pair.split("=") for pair in found[1].split())}
    requests, seconds = number["requests"], number["microseconds"] / 1e6
    # What wrk counts as a wrong status is among those that the script counts as wrong.
    kinds = ("wrong", "connect", "read", "write", "timeout")
    return Figures(
        throughput=requests / seconds,
        p50=number["p50"] / 1e3,
        p99=number["p99"] / 1e3,
        longest=number["max"] / 1e3,
        requests=requests,
        size=number["bytes"] / requests if requests else 0.0,
        errors=sum(number[kind] for kind in kinds),
        client=processor_time * 1e6 / requests if requests else 0.0,
    )
