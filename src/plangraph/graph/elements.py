"""Triples of the plan's own parts: plan, areas, objectives, activities."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, XSD

from plangraph.graph.references import target_iri
from plangraph.graph.triples import Triple, title_triples
from plangraph.iris import Iris
from plangraph.namespaces import ID, PLAN
from plangraph.profile import Profile
from plangraph.records import Activity, Area, MentionKind, Objective, ProgrammeRole

_ITALIAN = URIRef("http://publications.europa.eu/resource/authority/language/ITA")
_PLANNING_DOCUMENT = URIRef(
    "https://w3id.org/italia/controlled-vocabulary/classifications-for-documents/government-documents-types/9"
)


def plan_triples(profile: Profile, iris: Iris) -> Iterator[Triple]:
    """Yield the triples of the plan itself."""
    node = iris.plan
    yield node, RDF.type, PLAN.StrategicPlan
    for title, language in ((profile.title_it, "it"), (profile.title_en, "en")):
        yield node, DCTERMS.title, Literal(title, lang=language)
        yield node, RDFS.label, Literal(title, lang=language)
    yield node, DCTERMS.identifier, Literal(profile.slug)
    yield node, DCTERMS.type, _PLANNING_DOCUMENT
    yield node, DCTERMS.language, _ITALIAN
    yield node, DCTERMS.spatial, URIRef(profile.municipality.territory)
    yield node, DCTERMS.creator, iris.agent(profile.municipality.slug)
    yield node, PLAN.firstYear, Literal(profile.first_year)
    yield node, PLAN.lastYear, Literal(profile.last_year)


def area_triples(area: Area, position: int, iris: Iris) -> Iterator[Triple]:
    """Yield the triples of one area, the ``position``-th printed."""
    node = iris.area(area.number)
    yield node, RDF.type, PLAN.StrategicArea
    yield node, PLAN.ofPlan, iris.plan
    yield node, PLAN.number, Literal(area.number)
    yield node, PLAN.position, Literal(position)
    yield node, DCTERMS.identifier, Literal(str(area.number))
    yield from title_triples(node, area.title)
    for row in area.rows:
        yield node, PROV.wasDerivedFrom, iris.row(row)


def objective_triples(objective: Objective, position: int, iris: Iris) -> Iterator[Triple]:
    """Yield the triples of one objective, the ``position``-th printed."""
    node = iris.objective(objective)
    yield node, RDF.type, PLAN.StrategicObjective
    yield node, PLAN.ofArea, iris.area(objective.area)
    yield node, PLAN.number, Literal(objective.number)
    yield node, PLAN.position, Literal(position)
    yield node, DCTERMS.identifier, Literal(objective.identifier)
    yield from title_triples(node, objective.title)
    for row in objective.rows:
        yield node, PROV.wasDerivedFrom, iris.row(row)


_PREDICATES = {
    MentionKind.SECTOR: PLAN.responsibleSector,
    MentionKind.WELL_BEING: PLAN.wellBeingDimension,
    MentionKind.ACT: PLAN.citesAct,
    MentionKind.PLACE: PLAN.concernsPlace,
    MentionKind.BODY: PLAN.partner,
    MentionKind.CUP: PLAN.implementedThrough,
    MentionKind.LOCAL_CODE: PLAN.implementedThrough,
    MentionKind.PROGRAMME: PLAN.citesProgramme,
    MentionKind.PNRR_CODE: PLAN.citesProgramme,
}
"""Direct property of an exact mention. Acronyms have none: their mention says all."""


def activity_triples(activity: Activity, position: int, iris: Iris) -> Iterator[Triple]:
    """Yield the triples of one activity, the ``position``-th printed, without its mentions.

    Only exact mentions become direct triples. What a row merely governs or reports on is cited,
    not funded.
    """
    node = iris.activity(activity)
    yield node, RDF.type, PLAN.Activity
    yield node, PLAN.ofObjective, iris.objective(activity.objective)
    yield node, PLAN.position, Literal(position)
    yield from title_triples(node, activity.title)
    yield node, PLAN.sourceText, Literal(activity.source_text, lang="it")
    yield node, PLAN.activityType, ID[f"activity-type/{activity.type}"]
    for year in activity.years:
        yield node, PLAN.plannedYear, Literal(year)
    for kind, predicate in _PREDICATES.items():
        for target in activity.targets(kind):
            yield node, predicate, target_iri(target, iris)
    if activity.role is ProgrammeRole.IMPLEMENTS:
        for programme in activity.programmes:
            yield node, PLAN.fundedUnder, target_iri(programme, iris)
    if activity.office is not None:
        yield node, PLAN.office, Literal(activity.office, lang="it")
    if activity.amount is not None:
        yield node, PLAN.amount, Literal(activity.amount, datatype=XSD.decimal)
    if activity.incentivised:
        yield node, PLAN.incentivised, Literal(True)
    if activity.transversal:
        yield node, PLAN.transversal, Literal(True)
    for row in activity.rows:
        yield node, PROV.wasDerivedFrom, iris.row(row)
