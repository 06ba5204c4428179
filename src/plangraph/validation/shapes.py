"""The shapes of ``shapes/``, kept apart by the graph they are run on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import RDF, RDFS, SH

from plangraph.errors import InputError, ShapesError
from plangraph.turtle import read_turtle
from plangraph.validation.flattening import TARGETS

SHAPES = "https://w3id.org/plangraph/shapes#"
"""Namespace of the project's own shapes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Shapes graphs by what they look at; none of them is ever changed."""

    entailed: Graph
    """Run on asserted and entailed triples together."""
    asserted: Graph
    """Class tests, run on asserted triples alone: entailment by range would hide a wrong type."""
    ontology: Graph
    """Run on the ontology, never on a plan."""

    @property
    def all(self) -> Graph:
        """All of them in one new graph, for what they say about themselves."""
        return self.entailed + self.asserted + self.ontology


def read_shapes(*paths: Path) -> Shapes:
    """Read the shapes of files and folders, all of them together.

    In a folder laid out like ``shapes/``, ``asserted/`` holds the class tests, ``ontology.ttl`` the shapes
    over the ontology, ``prefixes.ttl`` the declarations that all of them share; every other ``*.ttl`` beside
    them is run on asserted and entailed triples. So are single files, and all ``*.ttl`` at any depth of a
    folder that has no ``prefixes.ttl``.

    Raises:
        InputError: a path does not exist.
        RdfSyntaxError: a file is not Turtle.
        ShapesError: no shape with a target is there: such shapes would find every data right.
    """
    shapes = Shapes(entailed=Graph(), asserted=Graph(), ontology=Graph())
    for path in paths:
        if not path.exists():
            raise InputError("no such file or folder of shapes", path=path, remedy="Say where they are.")
        more = _read_folder(path) if (path / "prefixes.ttl").is_file() else _read_foreign(path)
        shapes = Shapes(
            entailed=shapes.entailed + more.entailed,
            asserted=shapes.asserted + more.asserted,
            ontology=shapes.ontology + more.ontology,
        )
    if not any(has_target(graph) for graph in (shapes.entailed, shapes.asserted, shapes.ontology)):
        raise ShapesError(
            "no shape has a target, so nothing would be checked",
            path=paths[0],
            remedy="Give one shape at least sh:targetClass, or name another file.",
        )
    return shapes


def _read_foreign(path: Path) -> Shapes:
    return Shapes(entailed=read_turtle([path]), asserted=Graph(), ontology=Graph())


def _read_folder(folder: Path) -> Shapes:
    shared = [folder / "prefixes.ttl"]
    ontology = [file for file in [folder / "ontology.ttl"] if file.is_file()]
    entailed = [file for file in sorted(folder.glob("*.ttl")) if file not in ontology]
    asserted = sorted(folder.glob("asserted/*.ttl"))
    return Shapes(
        entailed=read_turtle(entailed),
        asserted=read_turtle([*shared, *asserted]),
        ontology=read_turtle([*shared, *ontology]),
    )


def has_target(graph: Graph) -> bool:
    """Return whether any shape of ``graph`` looks at anything (SHACL, 2.1.3)."""
    declared = any(next(graph.subject_objects(target), None) for target in TARGETS)
    implicit = set(graph.subjects(RDF.type, SH.NodeShape)) & set(graph.subjects(RDF.type, RDFS.Class))
    return declared or bool(implicit)
