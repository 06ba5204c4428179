"""What goes to wrk and what comes back from it; wrk itself is not needed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from bench.endpoint.generator import SCRIPT, GeneratorError, read_figures, require_wrk, write_stream
from bench.endpoint.workload import MARK, Request

PRINTED = """Running 2s test @ http://127.0.0.1:1/sparql
  1 threads and 8 connections
RESULT requests=4000 microseconds=2000000 bytes=8000000 p50=1500 p99=20250 max=31000 \
status=3 connect=0 read=1 write=0 timeout=2 wrong=5
"""

# What wrk gives a script, as far as ours uses it.
HARNESS = """
wrk = {}
function wrk.format(method, target, headers, body)
  local text = method .. " " .. target .. " " .. headers.Accept
  if body then text = text .. " " .. headers["Content-Type"] .. " " .. #body .. "\\n" .. body end
  return text
end
dofile("SCRIPT")
init({ "STREAM", "METHOD", "MODE", "NUMBER", "/sparql", "10,20" })
for _ = 1, 4 do print(request()) end
response(200, {}, ("x"):rep(10))
response(200, {}, ("x"):rep(11))
response(503, {}, ("x"):rep(10))
print("wrong", wrong)
os.exit(0)
"""


def test_figures_are_read_in_seconds_and_milliseconds() -> None:
    figures = read_figures(PRINTED, processor_time=0.1)
    assert figures.throughput == 2000
    assert (figures.p50, figures.p99, figures.longest) == (1.5, 20.25, 31.0)
    assert (figures.requests, figures.size, figures.client) == (4000, 2000, 25.0)


def test_an_answer_that_wrk_and_the_script_both_find_wrong_is_one_error() -> None:
    assert read_figures(PRINTED, processor_time=0.0).errors == 5 + 1 + 2


def test_a_run_without_any_answer_gives_zeros() -> None:
    figures = read_figures(PRINTED.replace("requests=4000", "requests=0"), processor_time=1.0)
    assert (figures.throughput, figures.size, figures.client) == (0, 0, 0)


def test_a_script_that_breaks_off_is_no_measurement() -> None:
    with pytest.raises(GeneratorError, match=r"printed no result: load\.lua: oops"):
        read_figures("load.lua: oops\n", processor_time=0.0)


def test_who_lacks_wrk_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(GeneratorError, match="apt-get install wrk"):
        require_wrk()


def test_the_stream_has_one_request_a_line_and_the_mark_is_left_alone(tmp_path: Path) -> None:
    text = f'SELECT ?t_{MARK} {{\n\t?s ?p "più & meno" ; ?q ?t_{MARK} }}'
    path = write_stream([Request(name="x", text=text, accept="text/csv")] * 2, tmp_path / "stream")
    lines = path.read_text().splitlines()
    assert len(lines) == 2
    accept, query = lines[0].split("\t")
    assert (accept, unquote(query)) == ("text/csv", text)
    assert query.count(MARK) == 2


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_fresh_requests_count_up_in_turn_and_keep_their_length(tmp_path: Path, method: str) -> None:
    first, second, third, fourth, wrong = _sent(tmp_path, method, "fresh", 255)
    assert "000000ff" in first
    assert "00000100" in second
    assert third == first.replace("000000ff", "00000101")
    assert fourth == second.replace("00000100", "00000102")
    assert wrong == "wrong\t2"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_repeated_requests_are_the_same_again_and_again(tmp_path: Path, method: str) -> None:
    first, second, third, fourth, _ = _sent(tmp_path, method, "repeated", 255)
    assert (first, second) == (third, fourth)
    assert first != second
    assert MARK not in first + second


def test_a_form_says_how_long_it_is(tmp_path: Path) -> None:
    head, body = _sent(tmp_path, "POST", "fresh", 0, lines_each=2)[0].split("\n")
    assert head == f"POST /sparql text/csv application/x-www-form-urlencoded {len(body)}"
    assert body == "query=ASK%20%7B%20%3Fa_00000000%20%3Fa_00000000%20%3Fa_00000000%20%7D"


def _sent(folder: Path, method: str, mode: str, number: int, lines_each: int = 0) -> list[str]:
    """Run the script with the harness in place of wrk; a POST prints two lines a request."""
    # wrk runs a script before it connects to anything: it can stand in for an interpreter.
    found = next(filter(None, map(shutil.which, ("luajit", "lua5.1", "lua", "lua5.4", "wrk"))), None)
    if found is None:
        pytest.skip("neither a Lua interpreter nor wrk, which has one inside")
    variables = [f"?{name}_{MARK}" for name in "ab"]
    texts = [f"ASK {{ {name} {name} {name} }}" for name in variables]
    requests = [Request(name="x", text=text, accept="text/csv") for text in texts]
    stream = write_stream(requests, folder / "stream")
    harness = folder / "harness.lua"
    text = HARNESS.replace("SCRIPT", str(SCRIPT)).replace("STREAM", str(stream))
    harness.write_text(text.replace("METHOD", method).replace("MODE", mode).replace("NUMBER", str(number)))
    command = (
        [found, "-s", str(harness), "http://127.0.0.1:9"] if found.endswith("wrk") else [found, str(harness)]
    )
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    each = lines_each or (2 if method == "POST" else 1)
    return ["\n".join(lines[i : i + each]) for i in range(0, 4 * each, each)] + lines[4 * each :]
