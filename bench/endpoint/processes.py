"""Processes of a server: which they are, what memory they take, when they have nothing left to do."""

from __future__ import annotations

import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory of a server, in MiB."""

    total: float
    """Sum of the proportional set sizes of all processes: shared pages count once."""
    largest: float
    """Resident set of the largest process, shared pages included."""
    processes: int


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def family(pid: int) -> list[int]:
    """Return ``pid`` and all its descendants that live."""
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def memory(pid: int) -> Memory:
    """Return what the processes of a server take now; those that end meanwhile count nothing."""
    sizes = [sizes for member in family(pid) if (sizes := _rollup(member))]
    if not sizes:
        return Memory(0.0, 0.0, 0)
    return Memory(sum(s["Pss"] for s in sizes) / 1024, max(s["Rss"] for s in sizes) / 1024, len(sizes))


def processor_time(pid: int) -> float:
    """Return the seconds of processor time that the processes of a server have used, ended ones included."""
    fields = [fields for member in family(pid) if (fields := _stat(member))]
    return sum(int(value) for f in fields for value in f[11:15]) / _TICKS


def settle(pid: int, *, patience: float = 60.0) -> bool:
    """Wait until a server does nothing any more; return whether it came to that.

    Servers that do not notice that a client has gone work on answers that nobody reads; what they do then
    would be charged to the server that is measured next.
    """
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = processor_time(pid)
        time.sleep(0.1)
        if processor_time(pid) - before <= 0.01:
            return True
    return False


def _stat(pid: int) -> list[str]:
    """Return the fields of ``/proc/PID/stat`` after the name, from the state on (proc(5))."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _rollup(pid: int) -> dict[str, int]:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()[1:]
    except (FileNotFoundError, ProcessLookupError):
        return {}
    return {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
