"""The IRIs that a plan mints, all in one place (MODEL: "IRI below ``id/``").

What a plan names lives under the base of its profile; concept schemes that all plans share live
under ``ID``, whatever the base.
"""

from __future__ import annotations

import hashlib
from urllib.parse import quote

from rdflib import Namespace, URIRef

from plangraph.namespaces import ID, PUBLIC_INVESTMENT_CUP
from plangraph.records import (
    Acronym,
    Activity,
    Anomaly,
    Mention,
    Objective,
    PnrrCode,
    Project,
    Row,
    Sector,
    same_text,
)

_OF_A_PLAN = ("sector/", "agent/", "place/", "act/", "project/", "acronym/")
"""Kinds that gazetteers describe under ``ID`` and that belong to the base of the plan that uses them."""


class Iris:
    """IRIs of one plan.

    Args:
        base: base IRI, ending in ``/``.
        slug: the plan's slug, ``lecce/2025-2027``.
    """

    def __init__(self, base: str, slug: str) -> None:
        self.base = Namespace(base)
        self.slug = slug
        self.plan = self.base[f"plan/{slug}"]
        self.acronyms = self.base["acronym"]
        """Concept scheme of the plan's acronyms."""

    def area(self, number: int) -> URIRef:
        """``plan/lecce/2025-2027/area/12``."""
        return URIRef(f"{self.plan}/area/{number}")

    def objective(self, objective: Objective | str) -> URIRef:
        """``plan/lecce/2025-2027/objective/12.1``, of the objective or its identifier."""
        identifier = objective if isinstance(objective, str) else objective.identifier
        return URIRef(f"{self.plan}/objective/{identifier}")

    def activity(self, activity: Activity) -> URIRef:
        """``plan/lecce/2025-2027/activity/12.1/6f3a9c21``: by its text, so inserted rows move nothing."""
        digest = _digest(same_text(activity.source_text), 8)
        return URIRef(f"{self.plan}/activity/{activity.objective}/{digest}")

    def mention(self, mention: Mention, activity: Activity) -> URIRef:
        """``mention/…``: a hash of the activity, the kind, the words and where they stand in the row."""
        key = f"{self.activity(activity)}|{mention.kind}|{mention.start}|{mention.surface}"
        return self.base[f"mention/{_digest(key, 12)}"]

    def anomaly(self, anomaly: Anomaly) -> URIRef:
        """``anomaly/…``: a hash of the plan, the kind, the lines and the quote."""
        lines = ",".join(f"{row.first_line}-{row.last_line}" for row in anomaly.rows)
        return self.base[f"anomaly/{_digest(f'{self.slug}|{anomaly.kind}|{lines}|{anomaly.quote}', 12)}"]

    def file(self, name: str) -> URIRef:
        """``source/lecce/2025-2027/plan.txt``, or ``source/gazetteer/acts.ttl``: a file that was read.

        Args:
            name: as the manifest has it: a shared file with its folder below ``data/``, a plan's without.
        """
        folder = "source" if name.startswith("data/") else f"source/{self.slug}"
        return self.base[f"{folder}/{quote(name.removeprefix('data/'))}"]

    def row(self, row: Row) -> URIRef:
        """``source/lecce/2025-2027/line/139``, or ``…/line/415-416``."""
        lines = (
            str(row.first_line) if row.first_line == row.last_line else f"{row.first_line}-{row.last_line}"
        )
        return self.base[f"source/{self.slug}/line/{lines}"]

    def link(self, activity: URIRef, target: URIRef, method: str) -> URIRef:
        """``link/…``: a hash of what is linked with what, and how that was found."""
        return self.base[f"link/{_digest(f'{activity}|{target}|{method}', 12)}"]

    @property
    def report(self) -> URIRef:
        """``report/lecce/2025-2027``: what is wrong in this plan's graphs; its results are below it."""
        return self.base[f"report/{self.slug}"]

    @property
    def link_run(self) -> URIRef:
        """``link-run/lecce/2025-2027``: the search for links of this plan."""
        return self.base[f"link-run/{self.slug}"]

    def link_search(self, activity: URIRef) -> URIRef:
        """``link-search/…``: a hash of the activity."""
        return self.base[f"link-search/{_digest(str(activity), 12)}"]

    def link_alternative(self, activity: URIRef, target: URIRef) -> URIRef:
        """``link-alternative/…``: a hash of the activity and of what it was not linked with."""
        return self.base[f"link-alternative/{_digest(f'{activity}|{target}', 12)}"]

    def steward(self, name: str) -> URIRef:
        """``agent/steward-…``: a hash of the name, for names of persons and offices come in any letters."""
        return self.base[f"agent/steward-{_digest(name, 12)}"]

    def run(self, digest: str) -> URIRef:
        """``run/lecce/2025-2027/…``: the extraction from inputs of this digest."""
        return self.base[f"run/{self.slug}/{digest}"]

    def agent(self, slug: str) -> URIRef:
        """``agent/comune-di-lecce``."""
        return self.base[f"agent/{slug}"]

    def sector(self, sector: Sector) -> URIRef:
        """``sector/05``."""
        return self.base[f"sector/{sector.number}"]

    def act(self, slug: str) -> URIRef:
        """``act/l-160-2019``."""
        return self.base[f"act/{slug}"]

    def acronym(self, acronym: Acronym) -> URIRef:
        """``acronym/PUG``."""
        return self.base[f"acronym/{acronym.notation}"]

    def project(self, project: Project) -> URIRef:
        """The state's own IRI of a CUP; else ``project/cis-br-le/A1_16``."""
        if project.cup is not None:
            return PUBLIC_INVESTMENT_CUP[project.cup]
        return self.base[f"project/{project.programme or self.slug}/{project.local_code}"]

    def named(self, iri: str) -> URIRef:
        """Return the IRI of a gazetteer's entry: under the plan's base if plans mint its kind."""
        path = iri.removeprefix(str(ID))
        return self.base[path] if path.startswith(_OF_A_PLAN) else URIRef(iri)


def pnrr_concept(code: PnrrCode) -> URIRef:
    """``pnrr/M5C2I2.01``."""
    return ID[f"pnrr/{code.code}"]


def graph_iri(name: str) -> URIRef:
    """Return the IRI of one of the named graphs: ``graph/plan``, ``graph/inferred``, …."""
    return ID[f"graph/{name}"]


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
