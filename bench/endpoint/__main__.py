"""``python -m bench.endpoint``: measure our endpoint beside its peers and write the table."""

from __future__ import annotations

import argparse
import contextlib
import shlex
import signal
import sys
import tempfile
from pathlib import Path

from bench.endpoint import suite
from bench.endpoint.document import describe, document, raw, replace
from bench.endpoint.generator import GeneratorError, require_wrk
from bench.endpoint.servers import ServerError

_ROOT = Path(__file__).resolve().parents[2]
_DOCUMENT = _ROOT / "docs" / "benchmark.md"
_RESULTS = _ROOT / "bench" / "results"


def main() -> int:
    """Run the suite as the command line says."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that no server outlives the suite
    try:
        require_wrk()
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
            reports = suite.run(options, folder)
    except (GeneratorError, ServerError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 3
    about = describe(date=options.date, command=shlex.join(["./dev", "bench", *sys.argv[1:]]))
    text = document(about, reports)
    output: Path | None = options.output or (None if options.quick else _DOCUMENT)
    if output is None:
        print(text, end="")
        return 0
    replace(output, text)
    results = _RESULTS / f"{output.stem}.json"
    results.parent.mkdir(exist_ok=True)
    replace(results, raw(about, reports))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.endpoint", description=__doc__)
    add = parser.add_argument
    add("--quick", action="store_true", help="plan size only, fewer cells, one second each")
    add(
        "--servers",
        nargs="+",
        choices=list(suite.SERVERS),
        default=list(suite.SERVERS),
        help="who is measured",
    )
    add("--all", action="store_true", help="rdflib-endpoint at 1e6 triples too")
    add("--sizes", nargs="+", choices=list(suite.SIZES), default=None, help="how much data")
    add("--connections", nargs="+", type=int, default=None)
    add("--methods", nargs="+", choices=["GET", "POST"], default=["GET", "POST"])
    add("--modes", nargs="+", choices=["repeated", "fresh"], default=["repeated", "fresh"])
    add("--queries", nargs="*", default=None, help="only these query by query; with no name, the mix alone")
    add("--seconds", type=int, default=None, help="of a run with all queries")
    add("--rounds", type=int, default=None)
    add("--seed", type=int, default=1)
    add(
        "--output",
        type=Path,
        default=None,
        help="Markdown; docs/benchmark.md, or with --quick standard output",
    )
    add("--date", default="", help="written into the table")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
