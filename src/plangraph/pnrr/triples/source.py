"""The file that rows are read from, as a resource: which table, of which day, whose, with which checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plangraph.pnrr.triples import ntriples as nt

PORTAL = "https://www.italiadomani.gov.it/content/sogei-ng/it/it/catalogo-open-data.html"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_SPDX = "http://spdx.org/rdf/terms#"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One version of one published table."""

    table: str
    """Name in ``layouts.toml``."""
    label: str
    """What the table is about, in English."""
    slug: str
    """Last part of its IRI: ``payments-2025-03-31``."""
    dated: str
    """When it was current: a term, a day or as much of one as is known."""
    sha256: str
    is_registered: bool = False
    """It is described in ``ontology/figures/pnrr-tables.ttl``, which is served beside."""

    @property
    def iri(self) -> str:
        """``pnrr-table/payments-2025-03-31``, beside the tables that the scheme is made of."""
        return f"{nt.ID}pnrr-table/{self.slug}"

    def lines(self) -> Iterator[str]:
        """Yield what is said of the file itself, unless the register says it already."""
        if self.is_registered:
            return
        checksum = f"{self.iri}#sha256"
        yield from nt.facts(
            self.iri,
            (nt.TYPE, "<http://www.w3.org/ns/prov#Entity>"),
            (nt.TITLE, nt.italian(f"Italia Domani. {_TITLES[self.table]}")),
            (nt.TITLE, f"{nt.text(f'Italia Domani. {self.label}')}@en"),
            (nt.DATE, self.dated),
            ("<http://purl.org/dc/terms/license>", f"<{LICENCE}>"),
            ("<http://purl.org/dc/terms/source>", f"<{PORTAL}>"),
            (f"<{_SPDX}checksum>", f"<{checksum}>"),
        )
        yield from nt.facts(
            checksum,
            (nt.TYPE, f"<{_SPDX}Checksum>"),
            (f"<{_SPDX}algorithm>", f"<{_SPDX}checksumAlgorithm_sha256>"),
            (f"<{_SPDX}checksumValue>", f'"{self.sha256}"^^<http://www.w3.org/2001/XMLSchema#hexBinary>'),
        )


def described(graph: str, sources: Iterable[Source]) -> Iterator[str]:
    """Yield what a named graph says of itself: title, licence, publisher, date and sources.

    Args:
        graph: its IRI.
        sources: of its content; the latest day that any of them states is the graph's.
    """
    given = list(sources)
    days = [source.dated for source in given if source.dated.endswith("XMLSchema#date>")]
    titles = {source.label for source in given}
    what = titles.pop() if len(titles) == 1 else "Projects of the PNRR and the PNC"
    italian = _TITLES[given[0].table] if len(given) == 1 else "Progetti del PNRR e del PNC"
    yield from nt.facts(
        graph,
        (nt.TYPE, "<http://rdfs.org/ns/void#Dataset>"),
        (nt.TITLE, nt.italian(italian)),
        (nt.TITLE, f"{nt.text(what)}@en"),
        (nt.LABEL, nt.italian(italian)),
        (nt.LABEL, f"{nt.text(what)}@en"),
        ("<http://purl.org/dc/terms/modified>", max(days, default=None)),
        ("<http://purl.org/dc/terms/license>", f"<{LICENCE}>"),
        ("<http://purl.org/dc/terms/publisher>", f"<{nt.ID}agent/plangraph>"),
        ("<http://purl.org/dc/terms/source>", f"<{PORTAL}>"),
        *((nt.DERIVED, f"<{source.iri}>") for source in given),
    )


def sha256_of(path: Path) -> str:
    """Return the checksum of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


_TITLES = {
    "projects": "Progetti del PNRR",
    "localisation": "Localizzazione dei progetti del PNRR",
    "payments": "Pagamenti dei progetti del PNRR",
    "target-indicators": "Indicatori target dei progetti del PNRR",
    "subjects": "Soggetti dei progetti del PNRR",
    "subject-roles": "Soggetti dei progetti del PNRR, per ruolo",
    "tenders": "Gare del PNRR",
    "winners": "Aggiudicatari delle gare del PNRR",
    "milestones": "Milestone e target del PNRR",
    "calls": "Procedure di attivazione del PNRR (PRATT)",
    "pnc-programmes": "Programmi del Piano nazionale complementare",
    "pnc-measures": "Quadro finanziario del Piano nazionale complementare",
    "pnc-projects": "Progetti del Piano nazionale complementare",
    "pnc-localisation": "Localizzazione dei progetti del Piano nazionale complementare",
    "pnc-tenders": "Gare del Piano nazionale complementare",
}
