"""Equal questions at the same time: who waits for whose answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from plangraph.store.formats import JSON, Kind
from plangraph.workers.errors import BusyError, DeadlineError
from plangraph.workers.joining import Joining
from plangraph.workers.messages import Question, Reply

QUESTION = Question(text="ASK {}", longest=100, seconds=5.0, largest=100)
REPLY = Reply(Kind.BOOLEAN, JSON, b"yes")


class Answering:
    """Answers when it is allowed to, and counts how often it was asked."""

    def __init__(self, outcome: Reply | Exception) -> None:
        self._outcome, self.go, self._lock = outcome, threading.Event(), threading.Lock()
        self.asked = 0

    def __call__(self) -> Reply:
        with self._lock:
            self.asked += 1
        assert self.go.wait(20)
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def outcomes(joining: Joining, answering: Answering, questions: list[Question], asked: int) -> list[object]:
    """Ask all questions at the same time; let them be answered when ``asked`` have reached who answers.

    The others wait then, as many as may.
    """

    def all_wait() -> bool:
        if joining._places.acquire(blocking=False):
            joining._places.release()
            return len(questions) == asked
        return True

    with ThreadPoolExecutor(len(questions)) as threads:
        futures = [threads.submit(joining.answer, question, answering) for question in questions]
        until(lambda: answering.asked == asked and all_wait())
        answering.go.set()
        return [future.exception() or future.result() for future in futures]


def test_equal_questions_at_once_are_answered_once() -> None:
    joining, answering = Joining(3), Answering(REPLY)
    assert outcomes(joining, answering, [QUESTION] * 4, 1) == [REPLY] * 4
    assert answering.asked == 1
    assert joining.answer(QUESTION, answering) == REPLY
    assert answering.asked == 2, "an answer is not kept"


def test_other_questions_and_other_limits_are_others() -> None:
    questions = [QUESTION, replace(QUESTION, seconds=1.0), replace(QUESTION, text="ASK { }")]
    answering = Answering(REPLY)
    assert outcomes(Joining(8), answering, questions, 3) == [REPLY] * 3
    assert answering.asked == 3


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        (replace(REPLY, is_volatile=True), 4),
        (DeadlineError(5.0), 1),
        (BusyError("No", remedy="Wait.", retry_after=1), 4),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_for_one_only_is_not_shared(outcome: Reply | Exception, asked: int) -> None:
    answering = Answering(outcome)
    found = outcomes(Joining(3), answering, [QUESTION] * 4, 1)
    assert {type(each) for each in found} == {type(outcome)}
    assert answering.asked == asked


def test_only_so_many_wait_for_another() -> None:
    answering = Answering(REPLY)
    assert outcomes(Joining(0), answering, [QUESTION] * 3, 3) == [REPLY] * 3
    assert answering.asked == 3
