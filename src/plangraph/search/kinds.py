"""What a search finds, by kind, and which of its properties are searched."""

from __future__ import annotations

from dataclasses import dataclass

_PLAN = "https://w3id.org/plangraph/ontology#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCT = "http://purl.org/dc/terms/"
_OWL = "http://www.w3.org/2002/07/owl#"
_ORG = "http://www.w3.org/ns/org#"
_ITALIA = "https://w3id.org/italia/onto/"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing."""

    name: str
    """As addresses and answers have it."""
    classes: tuple[str, ...] = ()
    """IRIs of its classes."""
    marks: tuple[str, ...] = ()
    """IRIs of properties that nothing else has."""


def _plan(name: str, *classes: str) -> Kind:
    return Kind(name, tuple(f"{_PLAN}{each}" for each in classes))


KINDS = (
    _plan("activity", "Activity"),
    _plan("objective", "StrategicObjective"),
    _plan("area", "StrategicArea"),
    _plan("plan", "StrategicPlan"),
    _plan("project", "InvestmentProject"),
    _plan("programme", "Programme"),
    Kind("measure", marks=(f"{_PLAN}regisCode",)),
    _plan("act", "LegalAct"),
    _plan("sector", "MunicipalSector"),
    Kind("place", tuple(f"{_ITALIA}CLV/{name}" for name in ("Feature", "City", "Province", "Region"))),
    Kind("organisation", (f"{_ORG}Organization", f"{_ITALIA}COV/PublicOrganization")),
    Kind("concept", (f"{_PLAN}Acronym", f"{_SKOS}Concept")),
    _plan("call", "Call"),
    _plan("tender", "Tender"),
    _plan("milestone", "Milestone", "Target"),
    _plan("line", "SourceRow"),
    _plan("anomaly", "Anomaly"),
    Kind("question", ("http://www.w3.org/ns/shacl#SPARQLExecutable",)),
    Kind(
        "term",
        (
            *(
                f"{_OWL}{name}"
                for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
            ),
            "http://www.w3.org/ns/sparql-service-description#Function",
        ),
    ),
)
"""All kinds. A thing is of the first that fits; equals in rank are shown in this order."""

NAMES = tuple(f"{iri}{name}" for iri, name in ((_RDFS, "label"), (_SKOS, "prefLabel"), (_DCT, "title")))
"""Properties that name a thing, the best first."""
_FIELDS = {
    "title": (*NAMES, "http://xmlns.com/foaf/0.1/name", f"{_SKOS}altLabel", f"{_SKOS}hiddenLabel"),
    "code": (
        *(f"{_PLAN}{name}" for name in ("cup", "cig", "regisCode", "measureId", "cidCode", "measureCode")),
        *(f"{_PLAN}{name}" for name in ("localCode", "localProjectCode", "istatCode", "taxCode")),
        f"{_DCT}identifier",
        f"{_SKOS}notation",
        f"{_ITALIA}COV/IPAcode",
    ),
    "quote": tuple(f"{_PLAN}{name}" for name in ("sourceText", "verbatim", "quote")),
    "other": (
        *(f"{_SKOS}{name}" for name in ("definition", "scopeNote", "example", "changeNote")),
        f"{_DCT}description",
        f"{_DCT}abstract",
        f"{_RDFS}comment",
        *(f"{_PLAN}{name}" for name in ("qualitativeIndicator", "office")),
    ),
}
FIELDS = tuple(_FIELDS)
"""Names of the columns of the index, the one that counts most first."""
_PROGRAMMES = f"(<{_PLAN}citesProgramme>|<{_PLAN}withinFundingScope>)/(<{_SKOS}altLabel>|<{_SKOS}notation>)"
"""Acronyms and codes of the programmes of an activity, which the words of its own may lack."""
PROPERTIES = (
    *((f"<{iri}>", field) for field, iris in _FIELDS.items() for iri in iris),
    (_PROGRAMMES, "other"),
)
"""Path of each property that is searched, as SPARQL writes it, and its column."""
FIRST_LINE, LAST_LINE = f"{_PLAN}firstLine", f"{_PLAN}lastLine"
DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
