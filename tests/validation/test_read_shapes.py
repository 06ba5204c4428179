"""Which file of shapes is run on what."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib.namespace import SH

from plangraph.errors import InputError, RdfSyntaxError, ShapesError
from plangraph.validation import read_shapes

SHAPE = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . <#{name}> a sh:NodeShape ; sh:targetClass <#{name}-class> ."
)


def test_a_folder_is_split_by_what_its_files_look_at(tmp_path: Path) -> None:
    (tmp_path / "asserted").mkdir()
    for name in ("activity", "ontology", "asserted/references"):
        (tmp_path / f"{name}.ttl").write_text(SHAPE.format(name=name))
    prefixes = (
        '<#s> <http://www.w3.org/ns/shacl#declare> <#p> . <#p> <http://www.w3.org/ns/shacl#prefix> "p" .'
    )
    (tmp_path / "prefixes.ttl").write_text(prefixes)
    shapes = read_shapes(tmp_path)
    for graph, name in (
        (shapes.entailed, "#activity-class"),
        (shapes.ontology, "#ontology-class"),
        (shapes.asserted, "#asserted/references-class"),
    ):
        (target,) = graph.objects(None, SH.targetClass)
        assert str(target).endswith(name)
        assert (None, SH.prefix, None) in graph


def test_a_single_file_is_run_on_asserted_and_entailed_triples(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(SHAPE.format(name="mine"))
    shapes = read_shapes(file)
    assert (len(shapes.entailed), len(shapes.asserted), len(shapes.ontology)) == (2, 0, 0)


def test_a_class_that_is_its_own_shape_needs_no_target(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "<#Class> a sh:NodeShape , rdfs:Class ; sh:nodeKind sh:IRI ."
    )
    assert len(read_shapes(file).entailed) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<#a> <#b> <#c> .",
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <#s> a sh:NodeShape ; sh:nodeKind sh:IRI .",
    ],
)
def test_shapes_that_look_at_nothing_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(text)
    with pytest.raises(ShapesError, match="nothing would be checked") as raised:
        read_shapes(file)
    assert str(file) in str(raised.value)


def test_shapes_that_are_not_there_or_no_turtle_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_shapes(tmp_path / "missing")
    (tmp_path / "broken.ttl").write_text("<#a> <#b> ")
    with pytest.raises(RdfSyntaxError, match=r"broken\.ttl"):
        read_shapes(tmp_path / "broken.ttl")
