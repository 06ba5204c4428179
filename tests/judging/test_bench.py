"""Submissions in worker processes: reports, refusals, and what hostile ones cost."""

from __future__ import annotations

import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from plangraph.judging.bench import Bench
from plangraph.judging.craft import Judging
from plangraph.judging.errors import DocumentError, ReportTooLargeError, UnfitShapesError
from plangraph.judging.formats import PAGE, REPORT_FORMATS
from plangraph.judging.judges import JudgesHere
from plangraph.judging.submission import (
    Document,
    Submission,
    read_submission,
    submission_frame,
)
from plangraph.layout import Layout, project_layout
from plangraph.settings import Settings
from plangraph.workers.errors import (
    BusyError,
    ClientBusyError,
    DeadlineError,
    EngineDiedError,
    MemoryLimitError,
)
from plangraph.workers.messages import WorkerBugError

ACTIVITY = "<urn:a> a <https://w3id.org/plangraph/ontology#Activity> ."
NOTHING = "<urn:a> <urn:b> <urn:c> ."
PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
SHAPE = "<urn:s> a sh:NodeShape ; sh:targetNode <urn:a>"
"""What @S stands for."""
LISTENER = "http://127.0.0.1:{port}"


def document(content: str | bytes, syntax: str = "turtle", name: str = "data.ttl") -> Document:
    whole = content.encode() if isinstance(content, str) else content
    return Document(name=name, syntax=syntax, content=whole)


def submission(
    content: str | bytes, syntax: str = "turtle", *, shapes: str = "", form: str = "json", seconds: float = 60
) -> Submission:
    return Submission(
        data=(document(content, syntax),),
        shapes=(document(PREFIXES + shapes.replace("@S", SHAPE), name="shapes.ttl"),) if shapes else (),
        form=form,
        language="en",
        limit=5,
        seconds=seconds,
        largest=10**7,
    )


@contextmanager
def running(layout: Layout | None = None, **settings: int) -> Iterator[Bench]:
    bench = Bench(Judging(layout or project_layout()), Settings(**settings))  # type: ignore[arg-type]
    try:
        yield bench
    finally:
        bench.close()


def test_a_submission_comes_out_of_its_message_as_it_went_in() -> None:
    sent = Submission(
        data=(document("a"), document(b"\xff\x00", "jsonld", "è")),
        entailed=(),
        shapes=(document("", "trig"),),
        form="text",
        language="it",
        limit=1,
        seconds=1.5,
        largest=9,
    )
    assert read_submission(submission_frame(sent)) == sent


@pytest.mark.slow
@pytest.mark.parametrize("form", [*(form.name for form in REPORT_FORMATS), PAGE])
def test_workers_write_every_format_as_this_process_does(
    bench: Bench, judges_here: JudgesHere, form: str
) -> None:
    asked = submission(ACTIVITY, form=form)
    there, here = bench.judge(asked, "a"), judges_here.judge(asked, "a")
    assert not there.conforms
    assert there.counts["violation"] > 3
    assert (there.counts, there.body) == (here.counts, here.body)


RDF_XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'
SAME = {
    "turtle": ACTIVITY,
    "trig": f"<urn:g> {{ {ACTIVITY} }}",
    "ntriples": "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://w3id.org/plangraph/ontology#Activity> .",
    "nquads": "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://w3id.org/plangraph/ontology#Activity> <urn:g> .",
    "rdfxml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:p="https://w3id.org/plangraph/ontology#"><p:Activity rdf:about="urn:a"/></rdf:RDF>',
    "jsonld": '{"@id": "urn:a", "@type": "https://w3id.org/plangraph/ontology#Activity"}',
}


@pytest.mark.slow
@pytest.mark.parametrize("syntax", SAME)
def test_the_same_data_get_the_same_findings_in_every_syntax(bench: Bench, syntax: str) -> None:
    expected = bench.judge(submission(ACTIVITY), "a").counts
    assert bench.judge(submission(SAME[syntax], syntax), "a").counts == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    "value",
    ['"1_000"^^xsd:integer', '"1e5"^^xsd:decimal', '"1e999999999"^^xsd:decimal'],
)
def test_what_only_python_takes_for_a_number_is_refused_as_it_is_written(bench: Bench, value: str) -> None:
    written, _, datatype = value.partition("^^")
    shapes = f"@S ; sh:property [ sh:path <urn:b> ; sh:datatype {datatype} ] ."
    told = bench.judge(submission(f"{PREFIXES}<urn:a> <urn:b> {value} .", shapes=shapes), "one")
    assert told.counts["violation"] == 1
    assert written.strip('"') in told.body.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "held",
    ["[" * 900 + "]" * 900, '{"@type": "@json", "@value": {"@context": "https://example.org/"}}'],
    ids=["deep", "context within a literal"],
)
def test_jsonld_whose_places_cannot_be_told_gets_a_report_without_them(bench: Bench, held: str) -> None:
    data = f'{{"@id": "urn:a", "@type": "https://w3id.org/plangraph/ontology#Activity", "urn:p": {held}}}'
    told = bench.judge(submission(data, "jsonld"), "one")
    assert told.counts["violation"] > 0


@pytest.mark.slow
def test_data_that_shapes_of_their_own_accept_conform(bench: Bench) -> None:
    shapes = "<urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:b> ; sh:nodeKind {kind} ."
    fine = bench.judge(submission(NOTHING, shapes=shapes.format(kind="sh:IRI")), "a")
    wrong = bench.judge(submission(NOTHING, shapes=shapes.format(kind="sh:Literal")), "a")
    assert (fine.conforms, sum(fine.counts.values())) == (True, 0)
    assert (wrong.conforms, wrong.counts["violation"]) == (False, 1)


@pytest.mark.slow
def test_the_projects_own_vocabulary_is_validated_by_the_shapes_over_it(bench: Bench) -> None:
    asked = Submission(is_vocabulary=True, form="json", language="en", limit=5, seconds=60, largest=10**7)
    assert bench.judge(asked, "a").counts["violation"] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "syntax", "line", "told"),
    [
        ("<urn:a> <urn:b>\n  x .", "turtle", 2, "x"),
        ('{"@id": "urn:a",\n "urn:b": [1,,2]}', "jsonld", 2, "comma"),
        (f"{RDF_XML}\n<rdf:Description></rdf:Descripcion></rdf:RDF>", "rdfxml", 2, "Descripcion"),
        ("<urn:a> <urn:b> <urn:c> .\n<urn:a> 1 .", "ntriples", 2, "predicate"),
        ('<urn:a> <urn:b>\n  "perché'.encode() + ' perché" .'.encode("cp1252"), "turtle", 2, "Windows-1252"),
        ('<urn:a> <urn:b> "è" .'.encode("utf-16"), "turtle", 1, "UTF-16"),
        ('{"@context": "http://127.0.0.1:9/c", "name": "x"}', "jsonld", 1, "nothing is fetched"),
        ("<urn:a> <urn:b> << <urn:a> <urn:b> 1 >> .", "turtle", 1, "triple term"),
    ],
)
def test_what_does_not_parse_is_told_with_its_place(
    bench: Bench, content: str | bytes, syntax: str, line: int, told: str
) -> None:
    with pytest.raises(DocumentError, match=told) as wrong:
        bench.judge(submission(content, syntax), "a")
    assert (wrong.value.line, wrong.value.document) == (line, "data.ttl")


@pytest.mark.slow
@pytest.mark.parametrize(
    "shapes",
    [
        "<urn:s> a sh:NodeShape .",
        '@S ; sh:nodeKind "IRI" .',
        '@S ; sh:property [ sh:path <urn:b> ; sh:maxCount "x" ] .',
        '@S ; sh:sparql [ sh:select "SELECT" ] .',
        "@S ; sh:not [ sh:node <urn:s> ] .",
    ],
    ids=["no target", "a literal for an IRI", "a count that is no number", "no query", "a circle"],
)
def test_ill_formed_shapes_never_conform(bench: Bench, shapes: str) -> None:
    with pytest.raises(UnfitShapesError):
        bench.judge(submission(NOTHING, shapes=shapes), "a")


@pytest.mark.slow
def test_a_report_that_is_too_large_is_refused(bench: Bench) -> None:
    with pytest.raises(ReportTooLargeError, match="more than 100 bytes"):
        bench.judge(replace(submission(ACTIVITY), largest=100), "a")


class Listener:
    """Counts the connections that somebody makes to it."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Return one that listens on loopback."""
    started = Listener()
    yield started
    started.close()


CALLING: dict[str, tuple[str, str, str]] = {
    "owl:imports in the data": ("turtle", "<urn:a> <http://www.w3.org/2002/07/owl#imports> <{url}/o> .", ""),
    "owl:imports in the shapes": (
        "turtle",
        NOTHING,
        "<urn:o> a owl:Ontology ; owl:imports <{url}/s> . @S .",
    ),
    "sh:shapesGraph": ("turtle", "<urn:a> <http://www.w3.org/ns/shacl#shapesGraph> <{url}/s> .", ""),
    "a remote context": ("jsonld", '{{"@context": "{url}/c", "name": "x"}}', ""),
    "a context that imports": ("jsonld", '{{"@context": {{"@import": "{url}/c"}}, "name": "x"}}', ""),
    "an external entity": (
        "rdfxml",
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{url}/e">]><rdf:RDF xmlns:rdf='
        '"http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:"><rdf:Description rdf:about="urn:a">'
        "<e:p>&x;</e:p></rdf:Description></rdf:RDF>",
        "",
    ),
    "an external DTD": (
        "rdfxml",
        '<?xml version="1.0"?><!DOCTYPE r SYSTEM "{url}/d"><rdf:RDF xmlns:rdf='
        '"http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
        "",
    ),
    "SERVICE in a constraint": (
        "turtle",
        NOTHING,
        '@S ; sh:sparql [ sh:message "m" ; sh:select '
        '"SELECT $this WHERE {{ $this ?p ?o SERVICE <{url}/q> {{ ?s ?p ?o }} }}" ] .',
    ),
    "FROM in a constraint": (
        "turtle",
        NOTHING,
        '@S ; sh:sparql [ sh:message "m" ; sh:select '
        '"SELECT $this FROM <{url}/g> WHERE {{ $this ?p ?o }}" ] .',
    ),
    "SERVICE in a target": (
        "turtle",
        NOTHING,
        "@S ; sh:nodeKind sh:IRI ; sh:target [ a sh:SPARQLTarget ; "
        'sh:select "SELECT ?this WHERE {{ SERVICE <{url}/q> {{ ?this ?p ?o }} }}" ] .',
    ),
    "a JavaScript constraint": (
        "turtle",
        NOTHING,
        '@S ; sh:js [ a sh:JSConstraint ; sh:jsFunctionName "f" ; '
        'sh:jsLibrary [ sh:jsLibraryURL "{url}/f.js"^^xsd:anyURI ] ] .',
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CALLING)
def test_nothing_submitted_makes_a_connection(bench: Bench, listener: Listener, name: str) -> None:
    syntax, data, shapes = CALLING[name]
    url = LISTENER.format(port=listener.port)
    asked = submission(data.format(url=url), syntax, shapes=shapes.format(url=url))
    with suppress(DocumentError, UnfitShapesError):
        bench.judge(asked, "a")
    time.sleep(0.05)  # a connection is counted by another thread
    assert listener.calls == 0


def nested_turtle(depth: int) -> str:
    return "<urn:a> <urn:b> " + "[ <urn:b> " * depth + "1" + " ]" * depth + " ."


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'
    '<rdf:Description rdf:about="urn:a"><e:p>&a9;</e:p></rdf:Description></rdf:RDF>'
)
MANY = "\n".join(f"<urn:{n}> <urn:b> <urn:{n + 1}> ." for n in range(300))
HOSTILE: dict[str, tuple[Submission, tuple[type[Exception], ...]]] = {
    "entities that double": (submission(BILLION, "rdfxml", seconds=20), (MemoryLimitError, DeadlineError)),
    "JSON in JSON": (
        submission('{"urn:b":' * 100_000 + "1" + "}" * 100_000, "jsonld", seconds=20),
        (EngineDiedError, DocumentError, MemoryLimitError, DeadlineError),
    ),
    "a cross product": (
        submission(
            MANY,
            shapes='<urn:s> a sh:NodeShape ; sh:targetNode <urn:1> ; sh:sparql [ sh:message "m" ; sh:select '
            '"SELECT $this WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l '
            'FILTER(STRLEN(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j))) < 0) }" ] .',
            seconds=3,
        ),
        (DeadlineError, MemoryLimitError),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_submission_costs_its_own_client_an_honest_error(bench: Bench, name: str) -> None:
    asked, errors = HOSTILE[name]
    with pytest.raises(errors):
        bench.judge(asked, "a")
    assert not bench.judge(submission(ACTIVITY), "a").conforms


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "shapes"),
    [
        (nested_turtle(10_000), ""),
        (f'<urn:a> <urn:b> "{"a" * 60}!" .', '@S ; sh:property [ sh:path <urn:b> ; sh:pattern "^(a+)+$" ] .'),
        (
            NOTHING,
            "@S ; sh:node " + "[ sh:node " * 300 + "[]" + " ]" * 300 + " .",
        ),
    ],
    ids=["blank nodes in blank nodes", "a regular expression that backtracks", "shapes in shapes"],
)
def test_what_is_deep_or_recursive_is_answered_or_refused(bench: Bench, data: str, shapes: str) -> None:
    try:
        judged = bench.judge(submission(data, shapes=shapes, seconds=10), "a")
    except (UnfitShapesError, DocumentError, DeadlineError, MemoryLimitError, EngineDiedError):
        pass
    else:
        assert judged.body
    assert not bench.judge(submission(ACTIVITY), "a").conforms


@pytest.mark.slow
def test_a_validation_that_runs_long_makes_room_and_another_client_is_served(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench._workforce._crew, "_share", 1.0)
    endless, _ = HOSTILE["a cross product"]
    with ThreadPoolExecutor() as threads:
        first = threads.submit(bench.judge, replace(endless, seconds=60.0), "a")
        _wait(lambda: bench.state()["running"] == 1)
        assert not bench.judge(submission(ACTIVITY), "b").conforms
        with pytest.raises(BusyError, match="make room") as stopped:
            first.result()
    assert stopped.value.retry_after >= 1


def test_places_are_counted_before_anything_is_read() -> None:
    with running(validations=1, validation_queue=1, client_validations=1) as small:
        with small.place("a"), small.place("b"):
            with pytest.raises(ClientBusyError, match="1 validations from your address"), small.place("a"):
                pass
            with pytest.raises(BusyError, match="as there may be") as full, small.place("c"):
                pass
            assert full.value.retry_after == 10
        with small.place("c"):
            pass


def test_there_is_no_worker_before_somebody_submits_and_none_stays(
    family: Callable[[int], list[int]],
) -> None:
    before = set(family(os.getpid()))
    with running(Layout(Path("nowhere"))) as idle:
        new = set(family(os.getpid())) - before
        assert len(new) == 1, "the nursery"
        assert _own(new) < 20_000, "KiB"
        with pytest.raises(WorkerBugError):
            idle.judge(submission(ACTIVITY), "a")
        _wait(lambda: len(set(family(os.getpid())) - before) == 1)
    assert set(family(os.getpid())) <= before


def _own(processes: set[int]) -> int:
    rows = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in processes)
    return sum(int(size) for row in rows for size in re.findall(r"Private_Dirty:\s+(\d+)", row))


def _wait(until: Callable[[], bool], patience: float = 20.0) -> None:
    end = time.monotonic() + patience
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)
