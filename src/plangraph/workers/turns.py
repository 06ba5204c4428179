"""Whose turn it is: which query goes first when a worker is free, and which one makes room when none is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A query that waits or runs."""

    number: int
    """Worker or place in the queue, as the caller likes."""
    client: str
    since: float
    """Seconds on a monotonic clock: when it began to wait, or to run."""


def next_turn(waiting: Sequence[Turn], running: Sequence[Turn]) -> Turn:
    """Return who of ``waiting`` goes first: of the client with the fewest queries running, the oldest."""
    busy = Counter(turn.client for turn in running)
    return min(waiting, key=lambda turn: (busy[turn.client], turn.since))


def who_makes_room(running: Sequence[Turn], waiting: int, now: float, share: float) -> list[Turn]:
    """Return which queries are stopped for the sake of those that wait, at most one for each.

    Only those that had their ``share`` of seconds; of the client with the most queries running first, among
    them the oldest.
    """
    busy = Counter(turn.client for turn in running)
    chosen: list[Turn] = []
    able = [turn for turn in running if now - turn.since >= share]
    while able and len(chosen) < waiting:
        turn = min(able, key=lambda turn: (-busy[turn.client], turn.since))
        busy[turn.client] -= 1
        able.remove(turn)
        chosen.append(turn)
    return chosen
