"""Rows of the localisation table a second, and memory, beside morph-kgc with an equivalent mapping.

``python bench/pnrr.py [--tables DIR] [--peer PYTHON] [--runs N]``; DIR holds the published tables (default:
../shared/pnrr), PYTHON is that of an environment with morph-kgc. Both read the same CSV file and write
N-Triples, each in a process of its own, in turns. Prints medians and their ratios; nothing is asserted.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

_HEADER = (
    "Codice Univoco Submisura",
    "Descrizione Submisura",
    "CUP",
    "Codice Locale Progetto",
    "Regione",
    "Descrizione Regione",
    "Provincia",
    "Descrizione Provincia",
    "Comune",
    "Descrizione Comune",
    "Indirizzo",
    "CAP",
    "Data di Estrazione",
)
_PLAN = "https://w3id.org/plangraph/ontology#"
_ID = "https://w3id.org/plangraph/id/"
_CUP = "https://w3id.org/italia/PublicInvestment/data/CUP/{CUP}"
_CODE = "{Codice Univoco Submisura}"
_NODE = f"{_ID}project-location/{{CUP}}/{_CODE}/{{Codice Locale Progetto}}/{{Provincia}}{{Comune}}"
_PLACE = f"{_ID}place/istat-{{Provincia}}{{Comune}}"
_INTERVAL = 0.02
_BLOCK = 128
"""Pieces of N-Triples written at once, some 2 kB each."""
_TABLE = f"{_ID}pnrr-table/localisation"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"


@dataclass(frozen=True, slots=True)
class Run:
    """One process."""

    seconds: float
    processor: float
    """Seconds, all threads."""
    megabytes: float
    """Peak of memory, of all its processes."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    default = Path(__file__).resolve().parents[2] / "shared" / "pnrr"
    parser.add_argument("--tables", type=Path, default=default)
    parser.add_argument("--peer", help="Python of an environment with morph-kgc")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", nargs=2, type=Path, metavar=("CSV", "NT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write_triples(*given.write)
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(given.tables, given.peer, given.runs, Path(folder))


def compare(tables: Path, peer: str | None, runs: int, folder: Path) -> None:
    """Run both in turns, and print what each took."""
    table, ours, theirs = folder / "localisation.csv", folder / "ours.nt", folder / "theirs.nt"
    rows = prepare(tables, table)
    commands = {"plangraph": [sys.executable, __file__, "--write", str(table), str(ours)]}
    if peer:
        (folder / "mapping.ttl").write_text(mapping(table), encoding="utf-8")
        (folder / "morph.ini").write_text(
            f"[CONFIGURATION]\noutput_file={theirs}\noutput_format=N-TRIPLES\nlogging_level=ERROR\n"
            f"[Table]\nmappings={folder / 'mapping.ttl'}\n",
            encoding="utf-8",
        )
        commands["morph-kgc"] = [peer, "-m", "morph_kgc", str(folder / "morph.ini")]
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(run(command))
    print(f"{rows} rows of the localisation table, medians of {runs} runs in turns")
    for name, output in (("plangraph", ours), ("morph-kgc", theirs)):
        if name in found:
            with output.open("rb") as file:
                triples = sum(1 for _ in file)
            wall, cpu, memory = medians(found[name])
            speed = f"{wall:7.1f} s {rows / wall:8.0f} rows/s {cpu:7.1f} s CPU"
            print(f"{name:10} {triples:9} triples {speed} {memory:6.0f} MB")
    if peer:
        one, other = medians(found["plangraph"]), medians(found["morph-kgc"])
        print(
            f"plangraph: {other[0] / one[0]:.1f} times the rows a second, "
            f"{other[1] / one[1]:.1f} times by CPU, 1/{other[2] / one[2]:.1f} of the memory"
        )


def prepare(tables: Path, target: Path) -> int:
    """Write the largest localisation table as CSV, with codes in their usual width; return its rows.

    What plangraph mends while it reads, morph-kgc could not.
    """
    from plangraph.pnrr import Ledger, open_table
    from plangraph.pnrr.records import Localisation

    path = max(tables.rglob("PNRR_Localizzazione*"), key=lambda file: (file.suffix == ".parquet", file.name))
    order = [
        "submeasure_code", "submeasure_title", "cup", "local_project_code", "region_code", "region",
        "province_code", "province", "municipality_code", "municipality", "address", "postcode",
        "extraction_date",
    ]  # fmt: skip
    places = [Localisation._fields.index(name) for name in order]
    count = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for _, row in open_table(path).rows(Ledger()):
            writer.writerow(["" if row[place] is None else row[place] for place in places])
            count += 1
    return count


def write_triples(table: Path, target: Path) -> None:
    """What is measured of plangraph: from the CSV file to N-Triples, by the code of the import."""
    from plangraph.pnrr.ledger import Ledger
    from plangraph.pnrr.table import open_table
    from plangraph.pnrr.triples import TRIPLES, Desk, Reference, Source

    source = Source("localisation", "Places", "localisation", '"2023"', "00")
    scheme = Path(__file__).resolve().parents[1] / "ontology" / "schemes" / "pnrr.ttl"
    with scheme.open(encoding="utf-8") as lines:
        codes = frozenset(code for line in lines for code in re.findall(r"^<\S+/id/pnrr/(\S+)>", line))
    desk = Desk(source, Reference(codes, {}))
    rows = (row for _, row in open_table(table).rows(Ledger()))
    triples = TRIPLES["localisation"](rows, desk)
    with target.open("wb", buffering=0) as file:
        while block := "".join(islice(triples, _BLOCK)):
            file.write(block.encode())


def mapping(table: Path) -> str:
    """Return RML that makes the triples of a location and its project; the names of places are left out."""
    maps = [
        triples_map("Project", _CUP, table, [
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f'rr:constant <{_PLAN}InvestmentProject>'),
            (f"{_PLAN}cup", 'rml:reference "CUP"'),
            (f"{_PLAN}underMeasure", f'rr:template "{_ID}pnrr/{_CODE}"'),
            (f"{_PLAN}locatedIn", f'rr:template "{_PLACE}"'),
            (_DERIVED, f"rr:constant <{_TABLE}>"),
        ]),
        triples_map("Location", _NODE, table, [
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f'rr:constant <{_PLAN}ProjectLocation>'),
            (f"{_PLAN}ofProject", f'rr:template "{_CUP}"'),
            (f"{_PLAN}underMeasure", f'rr:template "{_ID}pnrr/{_CODE}"'),
            (f"{_PLAN}inPlace", f'rr:template "{_PLACE}"'),
            (_DERIVED, f"rr:constant <{_TABLE}>"),
            (f"{_PLAN}address", 'rml:reference "Indirizzo"; rr:language "it"'),
            (f"{_PLAN}postcode", 'rml:reference "CAP"'),
        ]),
    ]  # fmt: skip
    return (
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n" + "\n".join(maps)
    )


def triples_map(name: str, subject: str, table: Path, pairs: list[tuple[str, str]]) -> str:
    """Return one triples map."""
    lines = "".join(
        f"  rr:predicateObjectMap [ rr:predicate <{predicate}> ; rr:objectMap [ {value} ] ] ;\n"
        for predicate, value in pairs
    )
    return (
        f'<urn:bench:{name}> a rr:TriplesMap ;\n  rml:logicalSource [ rml:source "{table}" ; '
        f'rml:referenceFormulation ql:CSV ] ;\n{lines}  rr:subjectMap [ rr:template "{subject}" ] .\n'
    )


def run(command: list[str]) -> Run:
    """Run a process to its end, and return what it and its children took (Linux)."""
    began, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        peak = max(peak, kilobytes(process.pid))
        time.sleep(_INTERVAL)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed: {' '.join(command)}")
    return Run(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, peak / 1024)


def kilobytes(pid: int) -> int:
    """Return the memory of a process and its children, shared pages counted once; 0 if it has ended."""
    try:
        own = re.search(r"Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text())
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0
    return (int(own[1]) if own else 0) + sum(kilobytes(int(child)) for child in children)


def medians(runs: list[Run]) -> tuple[float, float, float]:
    """Return the medians of seconds, processor seconds and megabytes."""
    return (
        statistics.median(one.seconds for one in runs),
        statistics.median(one.processor for one in runs),
        statistics.median(one.megabytes for one in runs),
    )


if __name__ == "__main__":
    main()
