"""From published tables to one graph of a territory's projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from plangraph.errors import TableError
from plangraph.layout import Layout
from plangraph.namespaces import CLV, ID, PLAN
from plangraph.pnrr.inputs import Input, read_inputs
from plangraph.pnrr.ledger import Ledger
from plangraph.pnrr.naming import Names
from plangraph.pnrr.scope import Scope, projects_within
from plangraph.pnrr.triples import TRIPLES, Desk, Reference, described
from plangraph.pnrr.triples import ntriples as nt
from plangraph.turtle import read_turtle

Item = TypeVar("Item")
HEADING = """\
Projects of the PNRR and the PNC in {places}: facts and figures of Italia Domani, CC BY 4.0.
Written by plangraph pnrr import; do not edit. Each figure says its date and the table it is from."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    input: Input
    ledger: Ledger
    kept: int
    """Rows of the scope."""
    triples: int
    """As written, before repeated ones are merged."""
    dropped: Counter[str]
    """What was left out of the rows kept, by reason."""
    unknown_codes: Counter[str]
    """Codes that the scheme lacks."""


@dataclass(slots=True)
class Count:
    """Counts what passes."""

    of: int = 0

    def through(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield ``items``, counted."""
        for item in items:
            self.of += 1
            yield item


@dataclass(frozen=True, slots=True)
class Imported:
    """A territory's graph, made and not yet written."""

    graph: Graph
    outcomes: tuple[Outcome, ...] = field(default=())


def read_reference(layout: Layout, plan: Graph) -> Reference:
    """Return the codes of the scheme, and the municipalities whose IRI is known.

    Args:
        layout: where the scheme is, and gazetteers that state national IRIs.
        plan: that the projects will stand beside; its IRI for its municipality goes before others.
    """
    scheme = read_turtle([layout.ontology / "schemes" / "pnrr.ttl"])
    prefix = str(ID["pnrr/"])
    codes = {str(node).removeprefix(prefix) for node in scheme.subjects(RDF.type, SKOS.Concept)}
    places = read_turtle(sorted(layout.data.glob("source/*/gazetteer.ttl")))
    cities = {
        str(city).rpartition("/")[2].partition("-")[0]: str(city)
        for city in places.subjects(RDF.type, CLV.City)
        if isinstance(city, URIRef) and "/cities/" in city
    }
    for city, code in plan.subject_objects(PLAN.istatCode):
        cities[str(code)] = str(city)
    return Reference(frozenset(codes), cities)


def read_register(layout: Layout) -> Graph:
    """Return the register of the versions of tables."""
    return read_turtle([layout.figures / "pnrr-tables.ttl"])


def read_plan(folder: Path) -> Graph:
    """Return the plan that a build has put into ``folder``; empty if there is none."""
    plan = folder / "plan.ttl"
    return read_turtle([plan] if plan.is_file() else [])


def import_scope(
    paths: Iterable[Path],
    scope: Scope,
    layout: Layout,
    plan: Graph,
    *,
    dated: date | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Imported:
    """Make the graph of the projects within ``scope``.

    Args:
        paths: files or folders of published tables.
        scope: must not be all of Italy, whose graph would not fit.
        layout: where scheme, register and gazetteers are.
        plan: that the graph will stand beside, see :func:`read_plan`; empty if there is none.
        dated: date of tables that nothing else dates.
        progress: told each step.

    Raises:
        TableError: see ``read_inputs``; or no table of places is among the files.
    """
    progress("looking at the tables")
    register = read_register(layout)
    inputs = read_inputs(paths, register, dated)
    if not any(one.name.endswith("localisation") for one in inputs):
        raise TableError(
            "no table of places is among these files: nothing tells whose projects these are",
            remedy="Give PNRR_Localizzazione… too.",
        )
    progress("looking for the projects of the territory")
    projects, reference = projects_within(scope, inputs), read_reference(layout, plan)
    projects.cited = cited_measures(plan)
    names = Names()
    outcomes, lines, told = [], set[str](), set[str]()
    for one in inputs:
        progress(f"reading {one.table.path.name}")
        desk, ledger, count, before = Desk(one.source, reference, told=told), Ledger(), Count(), len(lines)
        rows = count.through(names.noted(projects.rows(one, one.table.rows(ledger))))
        lines.update(line for part in TRIPLES[one.name](rows, desk) for line in part.split("\n"))
        lines.update(line.rstrip() for line in one.source.lines())
        added = len(lines) - before
        outcomes.append(Outcome(one, ledger, count.of, added, desk.dropped, desk.unknown_codes))
    lines.discard("")
    lines.update(line.rstrip() for line in list(names.lines(lines)))
    lines.update(
        line.rstrip() for line in described(f"{nt.ID}graph/pnrr", [one.input.source for one in outcomes])
    )
    progress("making the graph")
    graph = Graph(bind_namespaces="none")
    graph.parse(data="\n".join(lines), format="nt")
    # The union of graphs counts a triple of two graphs twice: what others say already is not repeated.
    return Imported(graph - register - plan, tuple(outcomes))


def cited_measures(plan: Graph) -> frozenset[str]:
    """Return the codes of the measures and sub-measures that a plan names outright, not of components."""
    prefix = str(ID["pnrr/"])
    named = {
        str(item).removeprefix(prefix)
        for relation in (PLAN.citesProgramme, PLAN.fundedUnder)
        for item in plan.objects(None, relation)
        if str(item).startswith(prefix)
    }
    return frozenset(code for code in named if "." in code)
