"""Records into triples: the asserted graph of one plan, with provenance, without blank nodes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from rdflib import Graph, URIRef
from rdflib.namespace import PROV

from plangraph.graph.elements import activity_triples, area_triples, objective_triples, plan_triples
from plangraph.graph.ledger import anomaly_triples, mention_triples
from plangraph.graph.references import described, municipality_triples, reference_triples, target_iri
from plangraph.graph.rows import file_triples, row_triples, run_triples
from plangraph.graph.triples import Triple
from plangraph.iris import Iris
from plangraph.namespaces import PLAN
from plangraph.profile import Profile
from plangraph.records import Acronym, Extraction, Row, Sector, Target


def plan_graph(
    extraction: Extraction, profile: Profile, files: Mapping[str, str], gazetteer: Graph, vocabulary: Graph
) -> Graph:
    """Return the asserted triples of a plan.

    Args:
        extraction: what was read from the text.
        profile: of the plan.
        files: name → sha256 of every file that the build read, the text's among them.
        gazetteer: what the gazetteers say; only what the plan names is taken over.
        vocabulary: ontology and schemes; what they describe is not described again.
    """
    graph = Graph(bind_namespaces="none")
    for triple in _triples(extraction, profile, files, gazetteer, vocabulary):
        graph.add(triple)
    return graph


def _triples(
    extraction: Extraction, profile: Profile, files: Mapping[str, str], gazetteer: Graph, vocabulary: Graph
) -> Iterator[Triple]:
    iris = Iris(profile.base, profile.slug)
    text = iris.file(profile.source.name)
    used = {iris.file(name): digest for name, digest in files.items()}
    run = iris.run(_digest(files))
    yield from plan_triples(profile, iris)
    yield iris.plan, PROV.wasDerivedFrom, text
    yield iris.plan, PROV.wasGeneratedBy, run
    yield from municipality_triples(profile, iris)
    yield from run_triples(run, used, iris)
    for node, digest in used.items():
        yield from file_triples(node, digest, _media_type(node))
    for position, area in enumerate(extraction.areas, 1):
        yield from area_triples(area, position, iris)
    for position, objective in enumerate(extraction.objectives, 1):
        yield from objective_triples(objective, position, iris)
    for position, activity in enumerate(extraction.activities, 1):
        yield from activity_triples(activity, position, iris)
        for mention in activity.mentions:
            yield from mention_triples(mention, activity, iris)
    for first, second in extraction.duplicates:
        yield iris.activity(first), PLAN.possibleDuplicateOf, iris.activity(second)
    subjects = _subjects(extraction, iris)
    for anomaly in extraction.anomalies:
        yield from anomaly_triples(anomaly, subjects, iris)
    for row in {*subjects, *(row for anomaly in extraction.anomalies for row in anomaly.rows)}:
        yield from row_triples(row, iris, text)
    yield from _references(extraction, iris, gazetteer, vocabulary, URIRef(profile.municipality.territory))


def _subjects(extraction: Extraction, iris: Iris) -> dict[Row, URIRef]:
    found = {row: iris.area(area.number) for area in extraction.areas for row in area.rows}
    found |= {row: iris.objective(o) for o in extraction.objectives for row in o.rows}
    return found | {row: iris.activity(a) for a in extraction.activities for row in a.rows}


def _references(
    extraction: Extraction, iris: Iris, gazetteer: Graph, vocabulary: Graph, territory: URIRef
) -> Iterator[Triple]:
    """Yield the description of everything that a mention resolves to, with the rows that name it."""
    targets: dict[URIRef, Target] = {}
    rows: dict[URIRef, list[Row]] = {}
    for activity in extraction.activities:
        for mention in activity.mentions:
            for target in mention.targets:
                node = target_iri(target, iris)
                targets.setdefault(node, target)
                rows.setdefault(node, []).extend(activity.rows)
    yield from described({*targets, territory}, gazetteer, iris)
    told = {iris.named(str(subject)) for subject in gazetteer.subjects(unique=True)}
    for node, target in targets.items():
        if node in told or (node, None, None) in vocabulary:
            continue
        for triple in reference_triples(target, iris):
            if (triple[0], None, None) not in vocabulary:
                yield triple
        if isinstance(target, Acronym) and not target.stated:
            yield node, PROV.wasDerivedFrom, iris.file("data/gazetteer/wording.toml")
        elif not isinstance(target, Sector):
            yield from ((node, PROV.wasDerivedFrom, iris.row(row)) for row in rows[node])


def _digest(files: Mapping[str, str]) -> str:
    listing = "\n".join(f"{name} {digest}" for name, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()[:12]


def _media_type(file: URIRef) -> str:
    suffix = str(file).rsplit(".", 1)[-1]
    return {"ttl": "text/turtle", "toml": "application/toml"}.get(suffix, "text/plain")
