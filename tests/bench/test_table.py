"""From samples to the table: ratios round by round, medians, and cells that do not count."""

from __future__ import annotations

import json

import pytest

from bench.endpoint.answers import Difference, read_answer
from bench.endpoint.cells import MIX, Cell, Sample
from bench.endpoint.document import document, raw
from bench.endpoint.generator import Figures, Load
from bench.endpoint.processes import Memory
from bench.endpoint.ratios import Spread, figure, ratio, spread
from bench.endpoint.table import Report, Resources, size_section
from bench.endpoint.targets import targets

CELL = Cell(MIX, Load(8, "GET", "repeated"))
MEMORY = Memory(100.0, 50.0, 3)


def sample(server: str, number: int, throughput: float, fault: str = "") -> Sample:
    figures = Figures(throughput, 1.0, 2.0, 3.0, 100, 500.0, 0, 20.0)
    return Sample(CELL, server, number, figures, 0.5, fault)


def throughput(one: Sample) -> float:
    return one.figures.throughput


SAMPLES = [
    sample("plangraph", 0, 100.0),
    sample("plangraph", 1, 300.0),
    sample("plangraph", 2, 200.0),
    sample("oxigraph (disk)", 0, 10.0),
    sample("oxigraph (disk)", 1, 10.0),
    sample("oxigraph (disk)", 2, 50.0),
]


def report(samples: list[Sample]) -> Report:
    return Report(
        size="plan", triples=14_929, servers=["plangraph", "oxigraph (disk)"], samples=samples,
        resources=[Resources(server="plangraph", start=Spread(0.5, 0.4, 0.6), before=MEMORY, after=MEMORY)],
        differences=[Difference("oxigraph (disk)", "x", "1 missing, 0 unexpected of 2")], notes=["A note."],
    )  # fmt: skip


def test_a_ratio_is_taken_within_a_round_and_then_the_median() -> None:
    found = ratio(SAMPLES, CELL, "plangraph", "oxigraph (disk)", throughput)
    assert found == Spread(10.0, 4.0, 30.0)


def test_a_round_that_one_of_both_lost_gives_no_ratio() -> None:
    samples = [*SAMPLES[:5], sample("oxigraph (disk)", 2, 50.0, "3 of 100 wrong")]
    assert ratio(samples, CELL, "plangraph", "oxigraph (disk)", throughput) == Spread(20.0, 10.0, 30.0)
    assert figure(samples, CELL, "oxigraph (disk)", throughput) == Spread(10.0, 10.0, 10.0)


def test_without_values_there_is_no_median() -> None:
    assert spread([]) is None
    assert ratio(SAMPLES, CELL, "plangraph", "virtuoso", throughput) is None


def test_the_section_shows_ratios_figures_memory_differences_and_notes() -> None:
    section = size_section(report(SAMPLES))
    assert "## plan: 14,929 triples" in section
    assert "| 8 × GET, repeated | **10.0** (4.00–30.0) |" in section
    assert "| 8 × GET, repeated | 200; 1.00, 2.00; 0.500 | 10.0; 1.00, 2.00; 0.500 |" in section
    assert "| plangraph | 0.500 (0.400–0.600) | 100 | 100 | 50.0 | 3 |" in section
    assert "| oxigraph (disk) | x | 1 missing, 0 unexpected of 2 | 1 |" in section
    assert section.endswith("- A note.\n")


def test_a_cell_that_does_not_count_says_why() -> None:
    wrong = [sample("oxigraph (disk)", number, 10.0, "7 of 100 wrong") for number in range(3)]
    section = size_section(report([*SAMPLES[:3], *wrong]))
    assert "| 8 × GET, repeated | 7 of 100 wrong |" in section
    assert "200; 1.00, 2.00; 0.500 | 7 of 100 wrong |" in section


def test_targets_say_yes_or_no() -> None:
    table = targets([report(SAMPLES)])
    assert "| plan: repeated, 8 connections, ÷ oxigraph (disk) | ≥ 10 | 10.00 | yes |" in table
    slower = [sample("plangraph", n, 90.0) for n in range(3)] + SAMPLES[3:]
    assert "| plan: repeated, 8 connections, ÷ oxigraph (disk) | ≥ 10 | 9.00 | no |" in targets(
        [report(slower)]
    )
    assert "| start to first answer, s | < 1 | 0.50 | yes |" in table
    assert targets([]) == ""


def test_the_document_says_what_the_client_cost_and_the_raw_figures_are_json() -> None:
    text = document({"Date": "2026-11-23"}, [report(SAMPLES)])
    assert "- Date: 2026-11-23" in text
    assert "`wrk` took 20 µs" in " ".join(text.split())
    assert "50,000 times a second" in " ".join(text.split())
    read = json.loads(raw({"Date": "2026-11-23"}, [report(SAMPLES)]))
    assert len(read["samples"]) == 6
    assert read["samples"][0]["cell"]["load"]["connections"] == 8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"5",'
            b'"datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}',
            b'{"head":{"link":[],"vars":["n"]},"results":{"distinct":false,"bindings":[{"n":{'
            b'"type":"typed-literal","value":"5.0","datatype":"http://www.w3.org/2001/XMLSchema#decimal"}}]}}',
        ),
        (
            b'{"head":{},"boolean":false}',
            b'{"head":{"link":[],"vars":["__ASK_RETVAL"]},"results":{"bindings":[]}}',
        ),
    ],
)
def test_answers_are_compared_by_what_they_say(one: bytes, other: bytes) -> None:
    assert read_answer(one, triples=False) == read_answer(other, triples=False)


def test_rows_that_come_twice_are_not_the_same_answer_and_triples_are_a_set() -> None:
    row = '{"x":{"type":"uri","value":"a:b"}}'
    head = '{"head":{"vars":["x"]},"results":{"bindings":['
    answers = [f"{head}{','.join([row] * times)}]}}}}" for times in (1, 2)]
    assert read_answer(answers[0].encode(), triples=False) != read_answer(answers[1].encode(), triples=False)
    triple = b"<a:b> <a:c> <a:d> .\n"
    assert read_answer(triple, triples=True) == read_answer(triple * 2, triples=True)
    with pytest.raises(ValueError, match="no RDF"):
        read_answer(b"nothing of the kind", triples=True)
