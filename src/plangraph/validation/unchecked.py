"""Whether anything was checked at all: that nothing was found wrong may mean that nobody looked."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from rdflib import Graph, Literal
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node as AnyNode


class Unchecked(Enum):
    """Why nothing was checked."""

    EMPTY = "empty"
    """There is no triple."""
    UNTOUCHED = "untouched"
    """No shape has a focus node (SHACL, 2.1) among the things of the data."""

    def sentence(self, language: str) -> str:
        """Return what is to be said of it, in ``it`` or ``en``."""
        return _SENTENCES[self][language == "it"][0]

    def remedy(self, language: str) -> str:
        """Return what to do, in ``it`` or ``en``."""
        return _SENTENCES[self][language == "it"][1]


_SENTENCES = {
    Unchecked.EMPTY: (
        ("There is no triple in these files: nothing was checked.", "See whether they are the right files."),
        (
            "In questi file non c'è nessuna tripla: nulla è stato controllato.",
            "Vedere se i file sono quelli giusti.",
        ),
    ),
    Unchecked.UNTOUCHED: (
        (
            "No shape applies to anything in these files: no rule was checked.",
            "Look at the classes of the things and at the namespaces, or give the shapes that fit.",
        ),
        (
            "Nessuna forma riguarda qualcosa in questi file: nessuna regola è stata controllata.",
            "Guardare le classi degli elementi e i namespace, o indicare le forme adatte.",
        ),
    ),
}


def has_focus_node(shapes: Graph, data: Graph, inferred: Graph, vocabulary: Graph) -> bool:
    """Say whether a target of ``shapes`` (SHACL, 2.1.3) finds anything that ``data`` speak of.

    Args:
        shapes: that are run on all of the data; a node that they name and no triple does is none.
        data: what is stated.
        inferred: what follows from it.
        vocabulary: for ``rdfs:subClassOf``.
    """
    graphs = (data, inferred)
    types = {kind for graph in graphs for kind in graph.objects(None, RDF.type, unique=True)}
    off = set(shapes.subjects(SH.deactivated, Literal(True)))

    def stated(pattern: tuple[AnyNode | None, AnyNode | None, AnyNode | None]) -> bool:
        return any(pattern in graph for graph in graphs)

    def has_member(target: AnyNode) -> bool:
        classes = {
            kind
            for graph in (vocabulary, data)
            for kind in graph.transitive_subjects(RDFS.subClassOf, target)
        }
        return not types.isdisjoint(classes)

    found: dict[AnyNode, Callable[[AnyNode], bool]] = {
        SH.targetClass: has_member,
        SH.targetNode: lambda node: stated((node, None, None)) or stated((None, None, node)),
        SH.targetSubjectsOf: lambda edge: stated((None, edge, None)),
        SH.targetObjectsOf: lambda edge: stated((None, edge, None)),
    }
    implicit = {*shapes.subjects(RDF.type, SH.NodeShape)} & {
        *shapes.subjects(RDF.type, RDFS.Class),
        *shapes.subjects(RDF.type, OWL.Class),
    }
    return any(
        shape not in off and is_there(target)
        for edge, is_there in found.items()
        for shape, target in shapes.subject_objects(edge)
    ) or any(map(has_member, implicit - off))
