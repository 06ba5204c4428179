"""Workers asked directly, without HTTP."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from plangraph.settings import Settings
from plangraph.store import embedded
from plangraph.store.dataset import Dataset
from plangraph.store.errors import (
    AnswerTooLargeError,
    QueryParameterError,
    QueryRefusedError,
    QuerySyntaxError,
)
from plangraph.store.guard import Verdict
from plangraph.workers.errors import (
    BusyError,
    DeadlineError,
    EngineDiedError,
    MemoryLimitError,
    QueryStoppedError,
)
from plangraph.workers.evaluation import InThisProcess
from plangraph.workers.messages import Question
from plangraph.workers.pool import Pool

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SHORT = "ASK { ?s ?p ?o }"
FAMILY = Callable[[int], list[int]]


def question(text: str, *, seconds: float = 5.0, form: str = "json") -> Question:
    formats = (("SOLUTIONS", form, ""), ("BOOLEAN", "json", ""), ("GRAPH", "turtle", ""))
    return Question(text=text, formats=formats, longest=65_536, seconds=seconds, largest=10**6)


@contextmanager
def running(dataset: Dataset, **settings: int) -> Iterator[Pool]:
    pool = Pool(dataset, Settings(**{"spares": 1, "workers": 2, "memory": 64, **settings}))  # type: ignore[arg-type]
    try:
        yield pool
    finally:
        pool.close()


@pytest.fixture
def pool(dataset: Dataset) -> Iterator[Pool]:
    """Return two workers at most."""
    with running(dataset) as started:
        started.ask(question(SHORT, seconds=20), "a")  # so that there is a worker
        yield started


def test_workers_answer_as_this_process_does(pool: Pool, dataset: Dataset) -> None:
    here = InThisProcess(dataset)
    for text, form in (
        (SHORT, "json"),
        ("SELECT * { ?s ?p ?o } ORDER BY ?s", "csv"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "x"),
    ):
        assert pool.ask(question(text, form=form), "a") == here.ask(question(text, form=form), "a")


def test_workers_resolve_label_and_write_spreadsheets_as_this_process_does(
    pool: Pool, dataset: Dataset
) -> None:
    here = InThisProcess(dataset)
    text = "SELECT ?next (BNODE() AS ?blank) { <1> <next> ?next }"
    for form in ("json", "csv", "excel", "xlsx"):
        asked = replace(question(text, form=form), base="http://example.org/", labels="it")
        reply = pool.ask(asked, "a")
        assert reply == here.ask(asked, "a")
        assert reply.form is not None
        assert reply.form.name == form
        assert form != "json" or b"http://example.org/2" in reply.body
    with pytest.raises(QueryParameterError, match="no columns to label"):
        pool.ask(replace(question(SHORT), labels="it"), "a")


@pytest.mark.parametrize("form", ["json", "excel", "xlsx"])
@pytest.mark.parametrize("labels", ["", "it"])
def test_an_answer_that_is_too_large_is_refused_in_every_format(pool: Pool, form: str, labels: str) -> None:
    asked = replace(question("SELECT * { ?s ?p ?o }", form=form), largest=1_000, labels=labels)
    with pytest.raises(AnswerTooLargeError, match="more than 1,000 bytes"):
        pool.ask(asked, "a")


def test_a_kind_of_answer_without_a_format_has_no_body(pool: Pool) -> None:
    reply = pool.ask(question("SELECT * { ?s ?p ?o }", form="none"), "a")
    assert (reply.form, reply.body) == (None, b"")


def test_errors_of_the_query_come_back_with_their_place(pool: Pool) -> None:
    with pytest.raises(QuerySyntaxError) as wrong:
        pool.ask(question("SELECT *\n{ ?s ?p }"), "a")
    assert (wrong.value.line, wrong.value.column) == (2, 9)
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        pool.ask(question("ASK { SERVICE <http://127.0.0.1:9/> {} }"), "a")


def test_a_query_is_judged_in_a_worker_without_being_run(pool: Pool) -> None:
    judged = replace(question(ENDLESS, seconds=1.0), is_run=False)
    assert pool.ask(judged, "a").body == b""
    with pytest.raises(QuerySyntaxError):
        pool.ask(replace(judged, text="SELECT"), "a")


def test_who_asks_while_all_workers_are_ended_is_told_that_there_is_no_answer(dataset: Dataset) -> None:
    pool, closed = Pool(dataset, Settings(spares=1, workers=2, memory=64)), threading.Event()
    errors: list[Exception] = []

    def ask(text: str) -> None:
        while not closed.is_set():
            try:
                pool.ask(question(text, seconds=20), "a")
            except Exception as error:
                errors.append(error)

    with ThreadPoolExecutor() as threads:
        asking = [threads.submit(ask, text) for text in (SHORT, SHORT, ENDLESS, ENDLESS, ENDLESS)]
        while pool.state()["running"] < 2:
            time.sleep(0.01)
        pool.close()
        time.sleep(0.05)
        closed.set()
        for each in asking:
            each.result(timeout=20)
    assert errors
    assert all(isinstance(error, QueryStoppedError) for error in errors), errors
    with pytest.raises(BusyError, match="about to stop"):
        pool.ask(question(SHORT), "a")


def test_what_is_random_differs_between_workers_and_what_is_not_does_not(dataset: Dataset) -> None:
    random, same = "SELECT (UUID() AS ?u) (RAND() AS ?r) {}", "SELECT (BNODE() AS ?b) ?s { ?s ?p ?o }"
    randoms, bodies = set(), set()
    for _ in range(3):
        with running(dataset) as fresh:
            randoms.add(fresh.ask(question(random, form="csv"), "a").body)
            bodies.add(fresh.ask(question(same, form="csv"), "a").body)
    assert len(randoms) == 3
    assert len(bodies) == 1


def test_the_deadline_ends_a_query_wherever_the_engine_is(pool: Pool) -> None:
    with pytest.raises(DeadlineError, match=r"after 0\.3 s,"):
        pool.ask(question(ENDLESS, seconds=0.3), "a")
    assert pool.ask(question(SHORT), "a").body


@pytest.mark.parametrize(
    "bomb",
    [
        'SELECT ?x40 { BIND("'
        + "a" * 31
        + '" AS ?x0) '
        + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
        + " }",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?i",
    ],
    ids=["doubling", "concatenation", "sorting"],
)
def test_a_query_that_wants_too_much_memory_is_told_so(pool: Pool, bomb: str) -> None:
    with pytest.raises(MemoryLimitError, match="more than 64 MiB"):
        pool.ask(question(bomb, seconds=20), "a")
    assert pool.ask(question(SHORT), "a").body


def test_a_query_that_kills_the_engine_costs_only_itself(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Verdict(chooses_graphs=False, makes_blanks=False, is_volatile=False, calls=False)
    monkeypatch.setattr(embedded, "judge", lambda *_, **__: usual)
    with running(dataset) as unguarded, ThreadPoolExecutor() as threads:
        unguarded.ask(question(SHORT, seconds=20), "a")  # so that there is a worker
        beside = threads.submit(unguarded.ask, question(ENDLESS, seconds=3.0), "b")
        _wait(lambda: unguarded.state()["running"] == 1)
        with pytest.raises(EngineDiedError):
            unguarded.ask(question("ASK " + "{" * 30_000), "a")
        with pytest.raises(DeadlineError):
            beside.result()
        assert unguarded.ask(question(SHORT), "a").body


def test_workers_killed_from_outside_are_replaced(dataset: Dataset, family: FAMILY) -> None:
    with running(dataset) as pool, ThreadPoolExecutor() as threads:
        pool.ask(question(SHORT), "a")
        nursery, idle = _nursery(family)
        os.kill(idle[-1], signal.SIGKILL)
        _wait(lambda: _is_answered(pool))
        lost = threads.submit(pool.ask, question(ENDLESS), "a")
        _wait(lambda: pool.state()["running"] == 1)
        while not lost.done():  # one that is killed before it has the question is no loss
            for worker in family(nursery)[1:]:
                with suppress(ProcessLookupError):  # reaped since it was listed: dead is what it should be
                    os.kill(worker, signal.SIGKILL)
            time.sleep(0.1)
        with pytest.raises(EngineDiedError):
            lost.result()
        _wait(lambda: _is_answered(pool))


def _is_answered(pool: Pool) -> bool:
    """Ask as a client does that was told to ask again: a worker may die with the question in its hands."""
    try:
        return bool(pool.ask(question(SHORT), "a").body)
    except EngineDiedError:
        return False


def test_an_endless_query_makes_room_for_those_that_wait(dataset: Dataset) -> None:
    with running(dataset, workers=1) as pool, ThreadPoolExecutor() as threads:
        endless = threads.submit(pool.ask, question(ENDLESS, seconds=20), "a")
        _wait(lambda: pool.state()["running"] == 1)
        assert pool.ask(question(SHORT), "b").body  # before the deadline of the other, which is told why
        with pytest.raises(BusyError, match="make room") as stopped:
            endless.result()
        assert stopped.value.retry_after >= 1


def test_only_spares_stay_after_a_storm_and_no_process_after_the_end(
    dataset: Dataset, family: FAMILY
) -> None:
    before = set(family(os.getpid()))
    with running(dataset, workers=8) as pool, ThreadPoolExecutor(8) as threads:
        replies = [threads.submit(pool.ask, question(ENDLESS, seconds=2.0), "a") for _ in range(8)]
        for reply in replies:
            assert isinstance(reply.exception(), DeadlineError)
        _wait(lambda: len(set(family(os.getpid())) - before) == 2, patience=10)  # nursery and spare
    assert set(family(os.getpid())) <= before
    assert all(thread.name != "plangraph-crew" for thread in threading.enumerate())


def test_a_spare_worker_owns_few_pages_of_its_own(dataset: Dataset, family: FAMILY) -> None:
    with running(dataset) as pool:
        pool.ask(question(SHORT), "a")
        _, idle = _nursery(family)
        rows = Path(f"/proc/{idle[-1]}/smaps_rollup").read_text().splitlines()
        own = next(int(row.split()[1]) for row in rows if row.startswith("Private_Dirty:"))
        assert own < 20_000, "KiB"


def _nursery(family: FAMILY) -> tuple[int, list[int]]:
    """Return the nursery that this process started last, and its workers.

    Start times tell, not numbers: the system begins anew with low ones (proc_pid_stat(5), fields 4 and 22).
    """
    me = os.getpid()
    started = {pid: _stat(pid)[22] for pid in family(me)[1:] if _stat(pid)[4] == me}
    nursery = max(started, key=lambda pid: started[pid])
    return nursery, family(nursery)[1:]


def _stat(pid: int) -> dict[int, int]:
    """Return the fields of a process that are numbers, from the fourth."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1:]
    return {number: int(field) for number, field in enumerate(fields, start=4)}


def _wait(until: Callable[[], bool], patience: float = 5.0) -> None:
    end = time.monotonic() + patience
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)
