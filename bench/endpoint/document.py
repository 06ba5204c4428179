"""The document of a run: what was measured, on what, and how to read it; and the raw figures."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.endpoint.table import Report, size_section
from bench.endpoint.targets import targets

_INTRODUCTION = """\
# The endpoint beside other SPARQL servers

Written by `./dev bench`; do not edit. `./dev bench --quick` takes three minutes,
the whole run most of an hour.

{facts}

How to read it:

- All servers run at the same time over the same quads, and are asked one after the other, in each round
  in another order. A ratio is ours to a peer's in the same round; shown are the median over the rounds
  and, in parentheses, the extremes.
- *Repeated* sends the same few texts again and again; *fresh* never sends a text twice: a variable has
  another name each time, of equal length, so that no cache of results has seen it, while solutions and
  sizes stay the same. All servers get the same texts.
- `8 × GET` are 8 connections kept open. POST is a form, which is what all of these servers read.
- Each answer must have status 200 and a length that the same server's verified answers have; a run with
  one that has not does not count, and its cell says so.
- Client and server share the processors, for all servers alike. In the fastest run `wrk` took {client} µs of
  processor time an answer, so that it could ask {limit} times a second if a server cost nothing: close
  to that it bounds what is measured.
- `wrk` corrects latencies for coordinated omission: for each answer that took longer than twice the mean
  it supposes others that would have waited, so that the p99 of queries of unequal weight is high.
- *Processor ms* is what all processes of the server used for one answer: it suffers least from what
  else the machine does.
- plangraph runs each query in a process that can be stopped, with deadline and memory limit; none of
  the others does.
- Memory is the proportional set size of all processes of a server. Start-up is from the command to the
  first answer from the whole data: oxigraph (disk) and virtuoso open a database that was loaded before,
  the others read the data.
- A server that takes more than 5 seconds for a query is not measured with it, nor with the mix that
  holds it.
"""


def describe(*, date: str, command: str) -> dict[str, str]:
    """Return what a reader must know of machine and software, by name."""
    facts = {
        "Date": date or "not given",
        "Command": f"`{command}`",
        "Machine": f"{_processor()}, {os.cpu_count()} processors, {_memory()}, {platform.system()}",
        "Python": platform.python_version(),
    }
    for name in ("plangraph", "pyoxigraph", "granian", "oxigraph", "rdflib-endpoint", "rdflib", "uvicorn"):
        try:
            facts[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    facts["wrk"] = _said(["wrk", "--version"], r"wrk (?:\S*/)?(\S+)")
    if shutil.which("virtuoso-t"):
        facts["virtuoso"] = _said(["virtuoso-t", "-?"], r"Version ([\d.]+)")
    return facts


def document(facts: Mapping[str, str], reports: Sequence[Report]) -> str:
    """Return the whole document in Markdown."""
    counted = [s.figures for report in reports for s in report.samples if not s.fault]
    fastest = max(counted, key=lambda figures: figures.throughput, default=None)
    listed = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    introduction = _INTRODUCTION.format(
        facts=listed,
        client=f"{fastest.client:.0f}" if fastest else "–",
        limit=f"{1e6 / fastest.client:,.0f}" if fastest else "–",
    )
    return "\n".join([introduction, targets(reports), *map(size_section, reports)])


def raw(facts: Mapping[str, str], reports: Sequence[Report]) -> str:
    """Return all samples as JSON, one a line."""
    rows = [
        json.dumps({"size": report.size, **asdict(sample)}, sort_keys=True)
        for report in reports
        for sample in report.samples
    ]
    return (
        json.dumps({"facts": facts}, sort_keys=True)[:-1] + ', "samples": [\n' + ",\n".join(rows) + "\n]}\n"
    )


def replace(path: Path, text: str) -> None:
    """Write a file beside, then put it in the place of ``path``."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _said(command: Sequence[str], pattern: str) -> str:
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(pattern, finished.stdout + finished.stderr)
    return found[1] if found else "unknown"


def _processor() -> str:
    found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


def _memory() -> str:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{total / 2**30:.0f} GiB"
