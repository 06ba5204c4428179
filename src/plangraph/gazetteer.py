"""Names that the recognisers know, read from SKOS and gazetteer Turtle into plain values.

The surface forms of an entry are its labels: ``skos:prefLabel``, ``rdfs:label``, ``skos:altLabel``
and ``skos:hiddenLabel``, Italian or untagged. What a steward adds there is recognised in the next
build. What else an entry says stays in the graph that it came from, for ``graph`` to copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import ORG, RDF, RDFS, SKOS

from plangraph.namespaces import CLV, COV, ID, PLAN
from plangraph.records import Entry, EntryKind

_CLASSES: Mapping[URIRef, EntryKind] = {
    PLAN.Programme: EntryKind.PROGRAMME,
    PLAN.LegalAct: EntryKind.ACT,
    CLV.Feature: EntryKind.PLACE,
    ORG.Organization: EntryKind.BODY,
    COV.PublicOrganization: EntryKind.BODY,
}
_WELL_BEING_SCHEME = ID["wellbeing"]
_PNRR_SCHEME = ID["pnrr"]
_LABELS = (SKOS.prefLabel, RDFS.label, SKOS.altLabel, SKOS.hiddenLabel)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All entries, and the PNRR codes that are known."""

    entries: tuple[Entry, ...]
    """By IRI."""
    pnrr: Mapping[str, str]
    """Code of a mission, component or measure → its Italian name."""

    def of_kind(self, kind: EntryKind) -> tuple[Entry, ...]:
        """Return the entries of one kind, by IRI."""
        return tuple(entry for entry in self.entries if entry.kind is kind)


def read_gazetteer(names: Graph) -> Gazetteer:
    """Make a gazetteer of everything in ``names`` that has a class to recognise and a label.

    Args:
        names: SKOS schemes and gazetteer files in one graph; left unchanged.
    """
    entries = {entry.iri: entry for entry in _entries(names)}
    pnrr = {
        str(concept).removeprefix(f"{_PNRR_SCHEME}/"): _labels(names, concept)[0]
        for concept in names.subjects(SKOS.inScheme, _PNRR_SCHEME)
        if str(concept).startswith(f"{_PNRR_SCHEME}/")
    }
    return Gazetteer(tuple(entries[iri] for iri in sorted(entries)), dict(sorted(pnrr.items())))


def _entries(names: Graph) -> Iterator[Entry]:
    for rdf_class, kind in _CLASSES.items():
        for subject in names.subjects(RDF.type, rdf_class):
            yield from _entry(names, subject, kind)
    for subject in names.subjects(SKOS.inScheme, _WELL_BEING_SCHEME):
        yield from _entry(names, subject, EntryKind.WELL_BEING)


def _entry(names: Graph, subject: object, kind: EntryKind) -> Iterator[Entry]:
    labels = _labels(names, subject)
    if isinstance(subject, URIRef) and labels:
        forms = sorted(set(labels), key=lambda form: (-len(form), form))
        yield Entry(str(subject), kind, labels[0], tuple(forms))


def _labels(names: Graph, subject: object) -> list[str]:
    """Return the labels, preferred ones first, each group in alphabetical order."""
    return [
        text
        for predicate in _LABELS
        for text in sorted(
            str(label)
            for label in names.objects(subject, predicate)  # type: ignore[arg-type]
            if isinstance(label, Literal) and label.language in (None, "it")
        )
    ]
