"""Links from the activities of a plan to measures and projects of the PNRR, each a node with its evidence."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib.namespace import SKOS

from plangraph.linking.decisions import decided, read_decisions
from plangraph.linking.finding import Finder
from plangraph.linking.sssom import sssom_bytes
from plangraph.linking.triples import links_graph
from plangraph.linking.values import Decision, Linked, Target
from plangraph.linking.words import read_words
from plangraph.namespaces import PLAN

__all__ = [
    "Finder",
    "links_graph",
    "read_decisions",
    "read_words",
    "sssom_bytes",
    "with_decisions",
]


def with_decisions(finder: Finder, decisions: Iterable[Decision]) -> Linked:
    """Find the links of a plan, and give them the status that a steward decided on."""
    return decided(finder.linked(), decisions, _by_code(finder))


def _by_code(finder: Finder) -> dict[str, Target]:
    """Return projects by CUP or local code, and items of the PNRR by the codes that name one item only.

    CID codes are no key: the same code is another measure's in ReGiS.
    """
    found = {project.code: project for project in finder.projects.values() if project.code}
    for node, target in finder.concepts.items():
        for name in (PLAN.measureId, SKOS.notation, PLAN.regisCode):
            found.update({str(code): target for code in finder.scheme.objects(node, name)})
    return found
