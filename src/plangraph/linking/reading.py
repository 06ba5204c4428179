"""Activities, measures and projects, read from the graphs that have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from plangraph.linking.values import Activity, Mention, Target
from plangraph.namespaces import ID, PLAN

_INVESTMENT, _MEASURE = ID["pnrr-kind/investment"], ID["pnrr-kind/measure"]
_MATCHES = (SKOS.exactMatch, SKOS.closeMatch)


def read_activities(plan: Graph) -> list[Activity]:
    """Return the activities of an asserted plan, in its order."""
    nodes = sorted(
        _iris(plan.subjects(RDF.type, PLAN.Activity)), key=lambda node: (_position(plan, node), node)
    )
    return [_activity(plan, node) for node in nodes]


def read_concepts(scheme: Graph) -> dict[URIRef, Target]:
    """Return every item of the PNRR, whatever its level."""
    nodes = sorted(_iris(scheme.subjects(SKOS.inScheme, ID["pnrr"])))
    return {node: _concept(scheme, node) for node in nodes}


def measures(scheme: Graph, concepts: dict[URIRef, Target]) -> list[Target]:
    """Return the measures whose wording is compared: investments, for reforms fund nothing a plan does.

    A measure stands for its sub-measures. Those taken out of the PNRR stay, for their projects go on.
    """
    return [
        target
        for node, target in concepts.items()
        if (node, DCTERMS.type, _MEASURE) in scheme and (node, DCTERMS.type, _INVESTMENT) in scheme
    ]


def read_projects(plan: Graph, open_data: Graph, concepts: dict[URIRef, Target]) -> dict[URIRef, Target]:
    """Return the projects that a plan names, and those that open data have, by IRI."""
    both = plan + open_data
    return {node: _project(both, node, concepts) for node in _projects(both)}


def projects_in(
    territory: URIRef | None, istat_code: str, open_data: Graph, concepts: dict[URIRef, Target]
) -> dict[URIRef, Target]:
    """Return the projects that open data put into a municipality.

    Args:
        territory: IRI of the municipality, as its plan has it; None where it has none.
        istat_code: of the municipality; open data may know it by this alone.
        open_data: projects of the municipality, or of more.
        concepts: items of the PNRR.
    """
    here = {territory, *open_data.subjects(PLAN.istatCode, Literal(istat_code))}
    return {
        node: _project(open_data, node, concepts)
        for node in _projects(open_data)
        if here & set(open_data.objects(node, PLAN.locatedIn))
    }


def aligned(scheme: Graph, programme: URIRef, concepts: dict[URIRef, Target]) -> URIRef | None:
    """Return the item of the PNRR that a programme is matched with, None where it is matched with none."""
    for match in _MATCHES:
        for item in sorted(_iris(scheme.objects(programme, match))):
            if item in concepts:
                return item
    return None


def tables(*graphs: Graph) -> list[URIRef]:
    """Return the published tables that the triples of some graphs come from."""
    found = {table for graph in graphs for table in _iris(graph.objects(None, PROV.wasDerivedFrom))}
    return sorted(table for table in found if "-table/" in table)


def _activity(plan: Graph, node: URIRef) -> Activity:
    return Activity(
        iri=node,
        title=_text(plan, node, DCTERMS.title),
        text=_text(plan, node, PLAN.sourceText),
        rows=tuple(sorted(_iris(plan.objects(node, PROV.wasDerivedFrom)))),
        mentions=tuple(_mention(plan, found) for found in sorted(_iris(plan.objects(node, PLAN.mentions)))),
        funded_under=frozenset(_iris(plan.objects(node, PLAN.fundedUnder))),
    )


def _mention(plan: Graph, node: URIRef) -> Mention:
    target = plan.value(node, PLAN.resolvesTo)
    return Mention(
        iri=node,
        kind=str(plan.value(node, PLAN.mentionKind) or "").rpartition("/")[2],
        surface=_text(plan, node, PLAN.surfaceForm),
        exact=str(plan.value(node, PLAN.mappingStatus)) == "exact",
        target=target if isinstance(target, URIRef) else None,
    )


def _concept(scheme: Graph, node: URIRef) -> Target:
    code = _text(scheme, node, PLAN.regisCode) or _text(scheme, node, SKOS.notation)
    titles = dict.fromkeys(_titles(scheme, node))
    for narrower in sorted(_iris(scheme.subjects(SKOS.broader, node))):
        titles |= dict.fromkeys(_titles(scheme, narrower))
    own = _titles(scheme, node)
    return Target(
        iri=node,
        label=own[0] if own else code,
        code=code,
        titles=tuple(titles),
        within=frozenset(_iris(scheme.transitive_objects(node, SKOS.broader))) - {node},
    )


def _projects(graph: Graph) -> list[URIRef]:
    return sorted(_iris(graph.subjects(RDF.type, PLAN.InvestmentProject)))


def _project(graph: Graph, node: URIRef, concepts: dict[URIRef, Target]) -> Target:
    """Return a project, with the titles of its tenders: most tables of projects have no titles."""
    tenders = [
        tender for tender in graph.subjects(PLAN.ofProject, node) if (tender, RDF.type, PLAN.Tender) in graph
    ]
    titles = {str(title) for source in (node, *tenders) for title in graph.objects(source, DCTERMS.title)}
    under = {item for item in _iris(graph.objects(node, PLAN.underMeasure)) if item in concepts}
    code = _text(graph, node, PLAN.cup) or _text(graph, node, PLAN.localCode)
    return Target(
        iri=node,
        label=_text(graph, node, RDFS.label) or code,
        code=code,
        is_project=True,
        titles=tuple(sorted(titles)),
        within=frozenset(under.union(*(concepts[item].within for item in under))),
    )


def _titles(graph: Graph, node: URIRef) -> list[str]:
    """Return the Italian names of a concept, the preferred one first."""
    return [
        str(name)
        for label in (SKOS.prefLabel, SKOS.altLabel)
        for name in sorted(graph.objects(node, label), key=str)
        if isinstance(name, Literal) and name.language == "it"
    ]


def _text(graph: Graph, node: URIRef, predicate: URIRef) -> str:
    """Return the first of the values, empty if there is none."""
    return min((str(value) for value in graph.objects(node, predicate)), default="")


def _position(plan: Graph, node: URIRef) -> int:
    position = plan.value(node, PLAN.position)
    return int(str(position)) if position is not None else 0


def _iris(terms: Iterable[object]) -> Iterator[URIRef]:
    return (term for term in terms if isinstance(term, URIRef))
