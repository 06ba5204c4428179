"""What is known of the named graphs when the catalogue is made: which are there, from when, how large."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, PROV

from plangraph.namespaces import PLAN
from plangraph.store.dumps import n_triples
from plangraph.store.embedded import open_dataset
from plangraph.store.formats import N_TRIPLES
from plangraph.store.graphs import LINKS_GRAPH, PNRR_GRAPH

BESIDE = {"pnrr": PNRR_GRAPH, "links": LINKS_GRAPH}
"""Graphs that may stand beside a plan's own, in ``NAME.ttl``, made by other commands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One named graph that is there."""

    modified: str = ""
    """Date that the graph gives itself, ISO 8601; empty if none."""
    sources: tuple[URIRef, ...] = ()
    """What it says it was derived from."""
    size: int = 0
    """Bytes of its dump as N-Triples; 0 where none is known when the catalogue is made."""
    sha256: str = ""
    """Of the same, lower-case hex; empty where none is known."""


def held_graphs(
    asserted: Graph, inferred: Graph, vocabulary: Graph, report: Graph, folder: Path | None
) -> dict[str, Held]:
    """Return the graphs that there are, by the last part of their IRIs.

    Args:
        asserted: triples of the plan.
        inferred: what follows from them.
        vocabulary: ontology and schemes.
        report: on the validation of all of these.
        folder: where projects and links stand beside the plan, if they do; None: nowhere.

    Only graphs that a build makes or finds beside have a checksum: the others change with the project.

    Raises:
        RdfSyntaxError: a file beside is no Turtle.
    """
    ontology = URIRef(str(PLAN._NS).rstrip("#"))
    held = {
        "plan": _made(asserted),
        "inferred": _made(inferred),
        "validation": _made(report),
        "vocabulary": Held(modified=str(vocabulary.value(ontology, DCTERMS.modified) or "")),
        "shapes": Held(),
        "queries": Held(),
    }
    for name, iri in BESIDE.items():
        path = folder / f"{name}.ttl" if folder else None
        if path is not None and path.is_file():
            held[name] = _read(iri, path)
    return held


def _made(graph: Graph) -> Held:
    return _measured(n_triples(graph.serialize(format="nt", encoding="utf-8")))


def _measured(dump: bytes, modified: str = "", sources: tuple[URIRef, ...] = ()) -> Held:
    digest = hashlib.sha256(dump).hexdigest()
    return Held(modified=modified, sources=sources, size=len(dump), sha256=digest)


def _read(iri: str, path: Path) -> Held:
    dataset = open_dataset({iri: [path]})
    dates = [value.value for value in dataset.objects(iri, str(DCTERMS.modified))]
    sources = tuple(URIRef(value.value) for value in dataset.objects(iri, str(PROV.wasDerivedFrom)))
    return _measured(dataset.dump(iri, N_TRIPLES), max(dates, default=""), sources)


def named(held: Mapping[str, Held], names: tuple[str, ...]) -> dict[str, Held]:
    """Return those of ``names`` that are there, in their order."""
    return {name: held[name] for name in names if name in held}
