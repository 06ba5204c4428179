"""Every IRI namespace the project writes, and its own vocabulary term by term.

A term that is not listed here cannot be written by the code (``_fail``); a test compares the list
with ``ontology/plan.ttl``. Namespaces that rdflib ships are imported from rdflib where used.
"""

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

ID = Namespace("https://w3id.org/plangraph/id/")
"""Default base of what a plan names, and the home of the concept schemes shared by all plans."""


class PLAN(DefinedNamespace):
    """The plan ontology, ``ontology/plan.ttl``."""

    _NS = Namespace("https://w3id.org/plangraph/ontology#")
    _fail = True

    # What a plan is made of
    StrategicPlan: URIRef
    StrategicArea: URIRef
    StrategicObjective: URIRef
    Activity: URIRef
    DevelopmentActivity: URIRef
    ImprovementActivity: URIRef
    IncentivisedActivity: URIRef
    PnrrActivity: URIRef
    # What it refers to
    InvestmentProject: URIRef
    Programme: URIRef
    MunicipalSector: URIRef
    LegalAct: URIRef
    Acronym: URIRef
    # Where the text says so
    Mention: URIRef
    SourceRow: URIRef
    Anomaly: URIRef

    # Structure
    partOf: URIRef
    hasPart: URIRef
    ofPlan: URIRef
    ofArea: URIRef
    ofObjective: URIRef
    inArea: URIRef
    number: URIRef
    position: URIRef
    firstYear: URIRef
    lastYear: URIRef
    # Activities
    activityType: URIRef
    plannedYear: URIRef
    responsibleSector: URIRef
    responsibleFor: URIRef
    office: URIRef
    amount: URIRef
    incentivised: URIRef
    transversal: URIRef
    wellBeingDimension: URIRef
    partner: URIRef
    concernsPlace: URIRef
    citesAct: URIRef
    possibleDuplicateOf: URIRef
    # Money and projects
    citesProgramme: URIRef
    fundedUnder: URIRef
    withinFundingScope: URIRef
    financedBy: URIRef
    implementedThrough: URIRef
    cup: URIRef
    localCode: URIRef
    # PNRR concepts
    regisCode: URIRef
    measureId: URIRef
    cidCode: URIRef
    alignedWithSdg: URIRef
    contributesToSdg: URIRef
    prevailingSdg: URIRef
    alignedWithSdgTarget: URIRef
    ownerAdministration: URIRef
    # Money of PNRR concepts, by version of the published table
    Allocation: URIRef
    allocation: URIRef
    fundingForm: URIRef
    existingProjectsAmount: URIRef
    newProjectsAmount: URIRef
    cohesionFundAmount: URIRef
    FieldTag: URIRef
    fieldTag: URIRef
    climateField: URIRef
    climateCoefficient: URIRef
    climateAmount: URIRef
    digitalField: URIRef
    digitalCoefficient: URIRef
    digitalAmount: URIRef
    # Organisation
    sectorCount: URIRef
    # Mentions, source rows, anomalies
    mentions: URIRef
    mentionKind: URIRef
    surfaceForm: URIRef
    mappingStatus: URIRef
    resolvesTo: URIRef
    article: URIRef
    paragraph: URIRef
    sourceText: URIRef
    verbatim: URIRef
    firstLine: URIRef
    lastLine: URIRef
    anomalyKind: URIRef
    quote: URIRef
    treatment: URIRef


CLV = Namespace("https://w3id.org/italia/onto/CLV/")
COV = Namespace("https://w3id.org/italia/onto/COV/")
L0 = Namespace("https://w3id.org/italia/onto/l0/")
PI = Namespace("https://w3id.org/italia/PublicInvestment/onto/PublicInvestment/")
PUBLIC_INVESTMENT_CUP = Namespace("https://w3id.org/italia/PublicInvestment/data/CUP/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DCATAPIT = Namespace("http://dati.gov.it/onto/dcatapit#")
SDG = Namespace("http://metadata.un.org/sdg/")
SDGO = Namespace("http://metadata.un.org/sdg/ontology#")

PREFIXES = {
    "plan": str(PLAN._NS),
    "id": str(ID),
    "clv": str(CLV),
    "cov": str(COV),
    "l0": str(L0),
    "pi": str(PI),
    "eli": str(ELI),
    "oa": str(OA),
    "spdx": str(SPDX),
    "dcatapit": str(DCATAPIT),
    "sdg": str(SDG),
    "cup": str(PUBLIC_INVESTMENT_CUP),
}
"""Prefixes besides those of the vocabularies that rdflib ships (rdf, owl, skos, dcterms, prov, dcat, …)."""
