"""IRIs of the catalogue's entries, and the addresses where their data are had."""

from __future__ import annotations

from rdflib import URIRef

from plangraph.catalog.parts import Holder, Part
from plangraph.iris import Iris
from plangraph.profile import Municipality, Profile, Publisher

PLANGRAPH = Publisher(name="plangraph", slug="plangraph", identifier="plangraph", email="")
"""Who publishes where the profile names nobody."""
ITALIA_DOMANI = "italia-domani"
"""Last part of the IRI of the portal that publishes the open data of the PNRR."""


class Places:
    """Of one plan.

    Addresses begin with the site, which is the base without its ``id/``; a service that is seen elsewhere
    writes its own public address in their place.
    """

    def __init__(self, profile: Profile) -> None:
        self.iris = Iris(profile.base, profile.slug)
        self.catalogue = self.iris.base["catalogue"]
        self.site = profile.base.removesuffix("id/")
        self.publisher_entry = profile.publisher or PLANGRAPH
        self.publisher = self.iris.agent(self.publisher_entry.slug)
        self._municipality: Municipality = profile.municipality

    def dataset(self, part: Part) -> URIRef:
        """``dataset/lecce/2025-2027``, or ``dataset/lecce/2025-2027/links``."""
        return self.iris.base[f"dataset/{self.iris.slug}{part.name and '/'}{part.name}"]

    def distribution(self, name: str) -> URIRef:
        """``distribution/lecce/2025-2027/plan.ttl``: of a file, by its name."""
        return self.iris.base[f"distribution/{self.iris.slug}/{name}"]

    def service(self, name: str) -> URIRef:
        """``service/sparql``."""
        return self.iris.base[f"service/{name}"]

    def address(self, path: str) -> URIRef:
        """Return where ``path`` is answered."""
        return URIRef(f"{self.site}{path}")

    def holder(self, holder: Holder) -> URIRef:
        """Return the body that holds the rights."""
        return {
            Holder.MUNICIPALITY: self.iris.agent(self._municipality.slug),
            Holder.SOURCE: self.iris.agent(ITALIA_DOMANI),
            Holder.PUBLISHER: self.publisher,
        }[holder]
