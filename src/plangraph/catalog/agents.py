"""Bodies of the catalogue: who holds the rights, who publishes, and where to write to."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from plangraph.catalog.authorities import LOCAL_AUTHORITY, NATIONAL_AUTHORITY
from plangraph.catalog.places import ITALIA_DOMANI, Places
from plangraph.graph.triples import Triple
from plangraph.namespaces import DCATAPIT, VCARD
from plangraph.profile import Profile

_PORTAL = "https://www.italiadomani.gov.it/"


def agents(profile: Profile, places: Places, *, with_source: bool) -> Iterator[Triple]:
    """Yield the bodies.

    Args:
        profile: names the municipality, by its code in the index of public administrations (IPA).
        places: IRIs.
        with_source: whether Italia Domani is among them.
    """
    municipality, publisher = profile.municipality, places.publisher_entry
    its_own = places.iris.agent(municipality.slug)
    yield from _agent(its_own, municipality.ipa_code, municipality.name)
    yield its_own, DCTERMS.type, LOCAL_AUTHORITY
    if publisher.slug != municipality.slug:
        yield from _agent(places.publisher, publisher.identifier, publisher.name)
    if with_source:
        # The portal says of itself no more than its name: which ministry's IPA code to give is nowhere said.
        portal = places.iris.agent(ITALIA_DOMANI)
        yield from _agent(portal, "italiadomani.gov.it", "Italia Domani")
        yield portal, DCTERMS.type, NATIONAL_AUTHORITY
        yield portal, FOAF.homepage, URIRef(_PORTAL)


def contact(places: Places) -> Iterator[Triple]:
    """Yield where to write to, if the profile says so."""
    publisher = places.publisher_entry
    if publisher.email:
        node = contact_point(places)
        yield node, RDF.type, VCARD.Organization
        yield node, RDF.type, VCARD.Kind
        yield node, RDF.type, DCATAPIT.Organization
        yield node, VCARD.fn, Literal(publisher.name, lang="it")
        yield node, VCARD.hasEmail, URIRef(f"mailto:{publisher.email}")


def contact_point(places: Places) -> URIRef:
    """Return the IRI of the address."""
    return URIRef(f"{places.publisher}#contact")


def pointing_to_contact(node: URIRef, places: Places) -> Iterator[Triple]:
    """Yield that ``node`` has the contact point, if there is one."""
    if places.publisher_entry.email:
        yield node, DCAT.contactPoint, contact_point(places)


def _agent(node: URIRef, identifier: str, name: str) -> Iterator[Triple]:
    yield node, RDF.type, FOAF.Agent
    yield node, RDF.type, DCATAPIT.Agent
    yield node, DCTERMS.identifier, Literal(identifier)
    yield node, FOAF.name, Literal(name, lang="it")
