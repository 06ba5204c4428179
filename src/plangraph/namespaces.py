"""Every IRI namespace the project writes; its own vocabulary term by term is in ``vocabulary``.

Namespaces that rdflib ships are imported from rdflib where used.
"""

from __future__ import annotations

from rdflib import Namespace

from plangraph.vocabulary import PLAN as PLAN

ID = Namespace("https://w3id.org/plangraph/id/")
"""Default base of what a plan names, and the home of the concept schemes shared by all plans."""


CLV = Namespace("https://w3id.org/italia/onto/CLV/")
COV = Namespace("https://w3id.org/italia/onto/COV/")
L0 = Namespace("https://w3id.org/italia/onto/l0/")
PI = Namespace("https://w3id.org/italia/PublicInvestment/onto/PublicInvestment/")
PUBLIC_INVESTMENT_CUP = Namespace("https://w3id.org/italia/PublicInvestment/data/CUP/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DCATAPIT = Namespace("http://dati.gov.it/onto/dcatapit#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
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
    "dcatap": str(DCATAP),
    "vcard": str(VCARD),
    "sdg": str(SDG),
    "cup": str(PUBLIC_INVESTMENT_CUP),
}
"""Prefixes besides those of the vocabularies that rdflib ships (rdf, owl, skos, dcterms, prov, dcat, …)."""
