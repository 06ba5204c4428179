"""``python -m bench.endpoint.soak``: minutes of hostile and honest load together.

Standard library only. Exit code 1 when an honest answer was lost, wrong or late, memory stayed, or the server
went away.
"""

from __future__ import annotations

import argparse
import multiprocessing
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from bench.endpoint.processes import Memory, free_port, memory
from bench.endpoint.soak.honest import Record, Visitors
from bench.endpoint.soak.hostile import Told, crowd

_AFTER = 60.0
"""Seconds of rest before memory is read again."""
_PROMPT = 2.0
"""Seconds in which a simple query is to be answered, whatever others do."""
_MAY_STAY = 100.0
"""MiB by which memory may have grown for good: the caches that are bounded so, full."""


def main() -> int:
    """Start a server, send both kinds of clients, judge."""
    parser = argparse.ArgumentParser(prog="python -m bench.endpoint.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--heavy", type=int, default=64, help="clients with endless queries (64)")
    parser.add_argument("--each", type=int, default=8, help="clients of every other hostile kind (8)")
    parser.add_argument("--honest", type=int, default=4, help="honest clients (4)")
    parser.add_argument("--pause", type=float, default=0.2, help="seconds between honest queries (0.2)")
    parser.add_argument("serve", nargs="*", help="after --: options for plangraph serve")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server does not outlive the soak
    port = free_port()
    command = [sys.executable, "-m", "plangraph", "serve", "--port", str(port), *options.serve]
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as file, subprocess.Popen(command, stdout=file, stderr=file) as server:
            try:
                return _soak(server, port, options, log)
            finally:
                server.send_signal(signal.SIGINT)


def _soak(server: subprocess.Popen[bytes], port: int, options: argparse.Namespace, log: Path) -> int:
    _await(port)
    visitors = Visitors(port)
    before = memory(server.pid)
    told: multiprocessing.SimpleQueue[Told] = multiprocessing.SimpleQueue()
    seconds = options.minutes * 60
    attack = multiprocessing.Process(target=crowd, args=(port, seconds, options.heavy, options.each, told))
    attack.start()
    visitors.come(options.honest, options.pause)
    peak = _watch(server, visitors.record, seconds, before)
    attack.join(60)
    if attack.is_alive():
        attack.kill()
    record = visitors.go()
    print(f"resting {_AFTER:.0f} s", flush=True)
    time.sleep(_AFTER)
    alive = server.poll() is None
    after = memory(server.pid)
    print(f"hostile clients were told: {_shown(told.get() if not told.empty() else Told())}")
    print(
        f"memory, MiB in all processes: {before.total:.0f} before, {peak.total:.0f} at most, "
        f"{after.total:.0f} after {_AFTER:.0f} s of rest"
    )
    print(f"processes: {before.processes} before, {peak.processes} at most, {after.processes} after")
    errors = log.read_text(errors="replace").count("Traceback")
    print(f"tracebacks in the log: {errors}")
    return verdict(record, alive=alive, grown=after.total - before.total)


def verdict(record: Record, *, alive: bool, grown: float) -> int:
    """Print what honest clients saw, and judge.

    Args:
        record: of honest clients.
        alive: the server still runs.
        grown: MiB that it has more than before, after a rest.

    Returns:
        0 if all their answers were right and prompt, from a server that lives and has given memory back.
    """
    print(latencies(record.latencies))
    for line in record.lost[:20]:
        print(f"lost: {line}")
    lost, right = len(record.lost), len(record.latencies)
    late = sum(seconds > _PROMPT for seconds in record.latencies)
    good = alive and right > 0 and not lost and not late and grown <= _MAY_STAY
    gone = "" if alive else "; the server is gone"
    print(
        f"{'PASSED' if good else 'FAILED'}: {right} right answers, {late} of them after more than "
        f"{_PROMPT:.0f} s, {lost} lost or wrong, {grown:.0f} MiB of memory not given back ({_MAY_STAY:.0f} "
        f"may be){gone}"
    )
    return 0 if good else 1


def latencies(seconds: Sequence[float]) -> str:
    """Return median, 99th percentile and maximum of latencies, as a sentence."""
    if len(seconds) < 2:
        return "honest answers: too few to say how long they took"
    p99 = statistics.quantiles(seconds, n=100, method="inclusive")[98]
    return (
        f"honest answers after {statistics.median(seconds) * 1000:.0f} ms in the median, "
        f"{p99 * 1000:.0f} ms at the 99th percentile, {max(seconds) * 1000:.0f} ms at most"
    )


def _watch(server: subprocess.Popen[bytes], record: Record, seconds: float, before: Memory) -> Memory:
    peak, end, told = before, time.monotonic() + seconds, time.monotonic()
    while time.monotonic() < end and server.poll() is None:
        time.sleep(min(2.0, max(0.0, end - time.monotonic())))
        now = memory(server.pid)
        peak = max(peak, now, key=lambda found: found.total)
        if time.monotonic() - told > 30:
            told = time.monotonic()
            print(
                f"{end - told:4.0f} s to go: {len(record.latencies)} right, {len(record.lost)} lost, "
                f"{now.total:.0f} MiB in {now.processes} processes",
                flush=True,
            )
    return peak


def _await(port: int) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _shown(told: Told) -> str:
    return ", ".join(f"{name} ({count})" for name, count in sorted(told.items()))


if __name__ == "__main__":
    sys.exit(main())
