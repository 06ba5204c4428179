"""Whose turn it is, without any process."""

from __future__ import annotations

from plangraph.workers.turns import Turn, next_turn, who_makes_room

SHARE = 0.5


def turns(*clients: str, since: float = 0.0) -> list[Turn]:
    return [Turn(number, client, since + number / 1000) for number, client in enumerate(clients)]


def test_who_waits_longest_goes_first() -> None:
    assert next_turn(turns("a", "b", "a"), []).number == 0


def test_a_client_with_nothing_running_goes_before_one_that_runs_many() -> None:
    assert next_turn(turns("greedy", "greedy", "modest"), turns("greedy", "greedy")).client == "modest"


def test_a_query_is_sure_of_its_share() -> None:
    running = turns("a", "a", "b")
    assert who_makes_room(running, 3, SHARE - 0.01, SHARE) == []
    assert len(who_makes_room(running, 3, SHARE + 0.01, SHARE)) == 3


def test_no_more_queries_make_room_than_wait() -> None:
    assert [turn.number for turn in who_makes_room(turns("a", "b", "c"), 2, SHARE + 1, SHARE)] == [0, 1]
    assert who_makes_room(turns("a", "b", "c"), 0, SHARE + 1, SHARE) == []


def test_the_client_that_runs_most_makes_room_first() -> None:
    running = turns("modest", "greedy", "greedy", "greedy")
    assert [turn.client for turn in who_makes_room(running, 2, SHARE + 1, SHARE)] == ["greedy", "greedy"]
