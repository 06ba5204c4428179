"""The project's own vocabulary term by term.

A term that is not listed here cannot be written by the code (``_fail``); a test compares the list with
``ontology/plan.ttl``.
"""

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace


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
    # Projects, tenders and payments of the PNRR and the PNC
    ProjectFunding: URIRef
    ProjectLocation: URIRef
    Tender: URIRef
    Award: URIRef
    IndicatorValue: URIRef
    Milestone: URIRef
    Target: URIRef
    Call: URIRef
    CallFunding: URIRef
    ProgrammeBudget: URIRef
    ofProject: URIRef
    underMeasure: URIRef
    locatedIn: URIRef
    inPlace: URIRef
    cupNature: URIRef
    cupTypology: URIRef
    cupSector: URIRef
    cupSubsector: URIRef
    cupCategory: URIRef
    programmer: URIRef
    implementer: URIRef
    beneficiary: URIRef
    contractingAuthority: URIRef
    wonBy: URIRef
    ofTender: URIRef
    winner: URIRef
    indicator: URIRef
    ofCall: URIRef
    ofProgramme: URIRef
    financedPnrr: URIRef
    paidPnrr: URIRef
    financedPnc: URIRef
    paidPnc: URIRef
    financedState: URIRef
    paidState: URIRef
    financedStateBudget: URIRef
    paidStateBudget: URIRef
    financedFoi: URIRef
    paidFoi: URIRef
    financedFpop: URIRef
    paidFpop: URIRef
    financedOtherEu: URIRef
    paidOtherEu: URIRef
    financedRegion: URIRef
    paidRegion: URIRef
    financedProvince: URIRef
    paidProvince: URIRef
    financedMunicipality: URIRef
    paidMunicipality: URIRef
    financedOtherPublic: URIRef
    paidOtherPublic: URIRef
    financedPrivate: URIRef
    paidPrivate: URIRef
    financedOtherFunds: URIRef
    paidOtherFunds: URIRef
    financedTotal: URIRef
    paidTotal: URIRef
    paidToBeFound: URIRef
    financingToBeFound: URIRef
    financedPublic: URIRef
    financedPublicNet: URIRef
    measureCode: URIRef
    localProjectCode: URIRef
    istatCode: URIRef
    address: URIRef
    postcode: URIRef
    locationShare: URIRef
    taxCode: URIRef
    summary: URIRef
    plannedStart: URIRef
    actualStart: URIRef
    plannedEnd: URIRef
    actualEnd: URIRef
    cig: URIRef
    frameworkCig: URIRef
    contractObject: URIRef
    execution: URIRef
    procedure: URIRef
    noCigReason: URIRef
    publishedOn: URIRef
    awardedOn: URIRef
    tenderAmount: URIRef
    awardAmount: URIRef
    role: URIRef
    targetValue: URIRef
    achievedValue: URIRef
    baselineValue: URIRef
    due: URIRef
    dueDate: URIRef
    unit: URIRef
    milestoneScope: URIRef
    qualitativeIndicator: URIRef
    verification: URIRef
    plannedAmount: URIRef
    committedAmount: URIRef
    availableAmount: URIRef
    agreedAmount: URIRef
    admittedCost: URIRef
    projectCount: URIRef
    # Links to the PNRR
    Link: URIRef
    MeasureLink: URIRef
    ProjectLink: URIRef
    LinkAlternative: URIRef
    LinkRun: URIRef
    LinkSearch: URIRef
    linkedActivity: URIRef
    linkedMeasure: URIRef
    linkedProject: URIRef
    linkMethod: URIRef
    linkStatus: URIRef
    alternative: URIRef
    searchedActivity: URIRef
    score: URIRef
    rank: URIRef
    threshold: URIRef
    decidedOn: URIRef
    decisionReason: URIRef
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
