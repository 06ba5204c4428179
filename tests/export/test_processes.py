"""Processes share the work, and a failure of one reaches whoever waits."""

from __future__ import annotations

import errno
import os

import pytest

from plangraph.errors import PlangraphError
from plangraph.export.processes import shared_out


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_each_piece_is_done_once_and_not_by_this_process() -> None:
    assert sorted(shared_out(lambda number: number, 7)) == list(range(7))
    assert os.getpid() not in set(shared_out(lambda _: os.getpid(), 7))


def test_a_full_disk_is_told_to_whoever_waits() -> None:
    def write(_: int) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", "a" * 10_000)

    with pytest.raises(OSError, match="No space left"):
        list(shared_out(write, 3))


def test_a_process_that_the_system_ends_is_told_and_not_waited_for() -> None:
    with pytest.raises(PlangraphError, match="ended with code 7 before its work was done"):
        list(shared_out(lambda number: os._exit(7) if number == 1 else number, 4))
