"""Where a file says what a result is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rdflib import BNode, Graph
from rdflib.term import Node

from plangraph.validation.explanation import Place
from plangraph.validation.naming import skolem_iri
from plangraph.validation.places.lines import Lines
from plangraph.validation.places.statements import Statement
from plangraph.validation.results import ValidationReport, ValidationResult


@dataclass(frozen=True)
class FilePlaces:
    """The places of one file; nothing is read before the first question."""

    name: str
    """What reports call the file."""
    text: str = field(repr=False)
    """Its content, without a byte order mark."""
    read: Callable[[str], Iterable[Statement]] = field(repr=False)
    """Gives the triples of ``text``."""

    def find(self, result: ValidationResult) -> tuple[int, Place] | None:
        """Return the place that shows best what ``result`` means, and how well it does: 0 is best.

        0: the value, where the property of the focus node states it, or where it is itself a property that
        the focus node has; 1: its last value of the property, as of one too many; 2: the value, where another
        property states it; 3: the focus node, where something is said of it; 4: the focus node, where it is
        pointed to; 5: the value anywhere.
        """
        focus, path, value = result.focus_node, result.path, result.value
        about = self._subjects.get(focus, [])
        choices = [
            [s.object_at for s in about if s.predicate == path and s.object == value]
            or [s.predicate_at for s in about if path is None and s.predicate == value],
            [s.object_at for s in reversed(about) if s.predicate == path],
            [s.object_at for s in about if s.object == value],
            [s.subject_at for s in about],
            [s.object_at for s in self._objects.get(focus, [])],
            [s.subject_at for s in self._subjects.get(value, [])] if value is not None else [],
        ]
        return next(((rank, self.lines.place(found[0])) for rank, found in enumerate(choices) if found), None)

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text, self.name)

    @cached_property
    def statements(self) -> Sequence[Statement]:
        """All triples with their places; blank nodes bear the skolem IRIs that a report gives them."""
        found = list(self.read(self.text))
        if not any(isinstance(term, BNode) for s in found for term in (s.subject, s.object)):
            return found
        graph = Graph(bind_namespaces="none")
        for statement in found:
            graph.add(statement[:3])
        iris: dict[Node, Node] = {}

        def named(term: Node) -> Node:
            if not isinstance(term, BNode):
                return term
            if term not in iris:
                iris[term] = skolem_iri(term, graph)
            return iris[term]

        return [s._replace(subject=named(s.subject), object=named(s.object)) for s in found]

    @cached_property
    def _subjects(self) -> dict[Node, list[Statement]]:
        return _grouped(self.statements, lambda statement: statement.subject)

    @cached_property
    def _objects(self) -> dict[Node, list[Statement]]:
        return _grouped(self.statements, lambda statement: statement.object)


def located(report: ValidationReport, files: Sequence[FilePlaces]) -> ValidationReport:
    """Return ``report`` with the place of each result in one of ``files``, where there is one.

    The best place counts, then the order of ``files``; a place that a result has already stays.
    """
    return report.mapped(lambda result: _located(result, files))


def _located(result: ValidationResult, files: Sequence[FilePlaces]) -> ValidationResult:
    if result.place is not None:
        return result
    found = [place for file in files if (place := file.find(result)) is not None]
    return replace(result, place=min(found, key=lambda ranked: ranked[0])[1]) if found else result


def _grouped(
    statements: Iterable[Statement], key: Callable[[Statement], Node]
) -> dict[Node, list[Statement]]:
    groups: defaultdict[Node, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[key(statement)].append(statement)
    return dict(groups)
