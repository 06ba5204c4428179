"""The soak's verdict and its clients, on a server that is quick to start: our own."""

from __future__ import annotations

import pytest

from bench.endpoint.soak.__main__ import latencies, verdict
from bench.endpoint.soak.honest import Record


def test_one_lost_answer_fails_the_soak(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict(Record([0.1] * 50, []), alive=True, grown=0) == 0
    assert verdict(Record([0.1] * 50, ["503 after 0.1 s: busy"]), alive=True, grown=0) == 1
    printed = capsys.readouterr().out
    assert "PASSED: 50 right answers, 0 of them after more than 2 s, 0 lost or wrong" in printed
    assert "lost: 503 after 0.1 s: busy" in printed


def test_a_server_that_is_gone_or_answered_nobody_fails_the_soak() -> None:
    assert verdict(Record([0.1] * 50, []), alive=False, grown=0) == 1
    assert verdict(Record(), alive=True, grown=0) == 1


def test_a_late_answer_and_memory_that_stays_fail_the_soak() -> None:
    assert verdict(Record([*[0.1] * 50, 2.1], []), alive=True, grown=0) == 1
    assert verdict(Record([0.1] * 50, []), alive=True, grown=101) == 1


def test_latencies_are_told_in_milliseconds() -> None:
    told = latencies([number / 1000 for number in range(1, 101)])
    assert told == "honest answers after 50 ms in the median, 99 ms at the 99th percentile, 100 ms at most"
    assert latencies([]) == "honest answers: too few to say how long they took"
