"""Reading and writing Turtle."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from plangraph.errors import InputError, RdfSyntaxError
from plangraph.turtle import read_turtle, turtle_bytes, write_turtle

GOOD = """\
@prefix id: <https://w3id.org/plangraph/id/> .
@prefix odd: <https://w3id.org/plangraph/ontology#> .
id:a odd:number 1 ; odd:ofPlan <https://w3id.org/plangraph/id/plan/b> .
"""


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("@prefix a: <http://a/> .\na:b a:c\n\n  b:d .\n", 4, "not bound"),
        ("a b c", 1, "expected directive or statement"),
        ("@prefix a: <http://a/> .\na:b a:c 1\na:d a:e 2 .\n", 3, "end of statement"),
        ('@prefix a: <http://a/> .\na:b a:c "never closed', 2, "Quote expected"),
        ("@prefix a: <http://a/> .\n\na:b a:c [", 3, "EOF"),
        ("@prefix a: <http://a/> .\n\na:b ", 3, "ends inside|EOF|expected"),
    ],
)
def test_text_that_is_not_turtle_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    path = tmp_path / "wrong.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RdfSyntaxError, match=reason) as refusal:
        read_turtle([path])
    assert (refusal.value.path, refusal.value.line) == (path, line)


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.ttl"
    path.write_bytes("# prima riga\n# città\n".encode("latin-1"))
    with pytest.raises(RdfSyntaxError, match="not UTF-8") as refusal:
        read_turtle([path])
    assert refusal.value.line == 2


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "bom.ttl"
    path.write_bytes(GOOD.encode("utf-8-sig"))
    assert len(read_turtle([path])) == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.ttl: cannot be read"):
        read_turtle([tmp_path / "none.ttl"])


def test_a_folder_stands_for_the_turtle_files_below_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.ttl").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").write_text("no Turtle", encoding="utf-8")
    assert len(read_turtle([tmp_path])) == 2


def test_written_bytes_depend_on_the_triples_alone(tmp_path: Path) -> None:
    first = Graph().parse(data=GOOD, format="turtle")
    second = Graph().parse(data=GOOD.replace("odd:", "other:"), format="turtle")
    assert turtle_bytes(first) == turtle_bytes(second)
    write_turtle(first, tmp_path / "out.ttl")
    assert isomorphic(read_turtle([tmp_path / "out.ttl"]), first)
    assert turtle_bytes(read_turtle([tmp_path / "out.ttl"])) == (tmp_path / "out.ttl").read_bytes()


def test_the_heading_is_a_comment() -> None:
    graph = Graph().parse(data=GOOD, format="turtle")
    text = turtle_bytes(graph, heading="Made by a test.\n\nSecond.").decode()
    assert text == "# Made by a test.\n#\n# Second.\n\n" + turtle_bytes(graph).decode()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "out.ttl").mkdir()
    with pytest.raises(InputError, match=r"out\.ttl: cannot be written"):
        write_turtle(Graph(), tmp_path / "out.ttl")
    assert [path.name for path in tmp_path.iterdir()] == ["out.ttl"]
