"""Triples of what a plan refers to: municipality, sectors, acts, projects, PNRR codes, acronyms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, RDFS, SKOS, XSD

from plangraph.graph.triples import Triple
from plangraph.iris import Iris, pnrr_concept
from plangraph.namespaces import COV, ELI, ID, PLAN
from plangraph.profile import Profile
from plangraph.records import Acronym, Entry, LegalAct, PnrrCode, Project, Sector, Target

_NORMATTIVA = "https://www.normattiva.it/uri-res/N2Ls?urn:nir:"
_GIUNTA_RESOLUTION = URIRef(
    "https://w3id.org/italia/controlled-vocabulary/classifications-for-documents/"
    "municipal-notice-board/A-02-02"
)


def target_iri(target: Target, iris: Iris) -> URIRef:
    """Return the IRI of what a mention resolves to."""
    match target:
        case Entry():
            return iris.named(target.iri)
        case Sector():
            return iris.sector(target)
        case PnrrCode():
            return pnrr_concept(target)
        case LegalAct():
            return iris.act(target.slug)
        case Project():
            return iris.project(target)
        case Acronym():
            return iris.acronym(target)


def municipality_triples(profile: Profile, iris: Iris) -> Iterator[Triple]:
    """Yield the triples of the municipality and its sectors."""
    municipality = profile.municipality
    node = iris.agent(municipality.slug)
    yield node, RDF.type, COV.PublicOrganization
    yield node, RDFS.label, Literal(municipality.name, lang="it")
    yield node, COV.IPAcode, Literal(municipality.ipa_code)
    yield node, DCTERMS.spatial, URIRef(municipality.territory)
    # By this code open data know the place, whatever IRI they have for it.
    yield URIRef(municipality.territory), PLAN.istatCode, Literal(municipality.istat_code)
    if profile.sectors:
        yield node, PLAN.sectorCount, Literal(max(int(number) for number in profile.sectors))
    for number, name in profile.sectors.items():
        sector = iris.sector(Sector(number))
        yield sector, RDF.type, PLAN.MunicipalSector
        yield sector, DCTERMS.identifier, Literal(number)
        yield sector, RDFS.label, Literal(f"Settore {number}" + (f" - {name}" if name else ""), lang="it")
        yield sector, RDFS.label, Literal(f"Sector {number}", lang="en")
        yield sector, ORG.unitOf, node


def reference_triples(target: Target, iris: Iris) -> Iterator[Triple]:
    """Yield what is known of a target from the text alone; nothing for sectors and gazetteer entries."""
    match target:
        case LegalAct():
            yield from _act_triples(target, iris)
        case Project():
            yield from _project_triples(target, iris)
        case PnrrCode():
            yield from _pnrr_triples(target)
        case Acronym():
            node = iris.acronym(target)
            yield node, RDF.type, PLAN.Acronym
            yield node, SKOS.notation, Literal(target.notation)
            yield node, SKOS.prefLabel, Literal(target.expansion, lang="it")
            yield node, SKOS.inScheme, iris.acronyms
            yield iris.acronyms, RDF.type, SKOS.ConceptScheme
            yield iris.acronyms, SKOS.prefLabel, Literal("Sigle del piano", lang="it")
            yield iris.acronyms, SKOS.prefLabel, Literal("Acronyms of the plan", lang="en")
        case Entry() | Sector():
            return


def _act_triples(act: LegalAct, iris: Iris) -> Iterator[Triple]:
    node = iris.act(act.slug)
    yield node, RDF.type, PLAN.LegalAct
    yield node, RDFS.label, Literal(act.label, lang="it")
    yield node, DCTERMS.identifier, Literal(act.identifier)
    if act.number is not None:
        yield node, ELI.number, Literal(act.number)
    if act.dated is not None:
        yield node, ELI.date_document, Literal(act.dated, datatype=XSD.date)
    if act.slug.startswith("dgc-"):
        yield node, DCTERMS.type, _GIUNTA_RESOLUTION
    if act.nir is not None and act.number is not None:
        dated = act.dated.isoformat() if act.dated else str(act.year)
        yield node, RDFS.seeAlso, URIRef(f"{_NORMATTIVA}{act.nir}:{dated};{act.number}")


def _project_triples(project: Project, iris: Iris) -> Iterator[Triple]:
    node = iris.project(project)
    yield node, RDF.type, PLAN.InvestmentProject
    yield node, RDFS.label, Literal(project.title, lang="it")
    if project.cup is not None:
        yield node, PLAN.cup, Literal(project.cup)
    if project.local_code is not None:
        yield node, PLAN.localCode, Literal(project.local_code)


def _pnrr_triples(code: PnrrCode) -> Iterator[Triple]:
    """Yield a concept for a measure or sub-measure, and what it lies in, from its code alone."""
    if code.is_reform is None or code.broader is None:
        return  # missions and components are in the vocabulary, all of them
    node = pnrr_concept(code)
    yield node, RDF.type, SKOS.Concept
    yield node, SKOS.inScheme, ID["pnrr"]
    yield node, SKOS.notation, Literal(code.code)
    yield node, PLAN.regisCode, Literal(code.code)
    yield node, SKOS.prefLabel, Literal(code.code, lang="it")
    yield node, SKOS.prefLabel, Literal(code.code, lang="en")
    yield node, SKOS.broader, pnrr_concept(code.broader)
    yield node, DCTERMS.type, ID[f"pnrr-kind/{code.level}"]
    yield node, DCTERMS.type, ID["pnrr-kind/reform" if code.is_reform else "pnrr-kind/investment"]
    yield from _pnrr_triples(code.broader)


def described(subjects: Iterable[URIRef], gazetteer: Graph, iris: Iris) -> Iterator[Triple]:
    """Yield what gazetteers say about ``subjects`` and about whatever that leads to.

    IRIs of kinds that plans mint come out under the base of the plan.
    """
    known = {iris.named(str(s)): s for s in gazetteer.subjects(unique=True) if isinstance(s, URIRef)}
    waiting, done = sorted(set(subjects)), set()
    while waiting:
        node = waiting.pop()
        if node in done or node not in known:
            continue
        done.add(node)
        for predicate, value in gazetteer.predicate_objects(known[node]):
            if isinstance(predicate, URIRef) and isinstance(value, URIRef):
                yield node, predicate, iris.named(str(value))
                waiting.append(iris.named(str(value)))
            elif isinstance(predicate, URIRef) and isinstance(value, Literal):
                yield node, predicate, value
