"""Triples of mentions and anomalies: what the text names, and where it is not what it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from plangraph.graph.references import target_iri
from plangraph.graph.triples import Triple
from plangraph.iris import Iris
from plangraph.namespaces import ID, PLAN
from plangraph.records import Activity, Anomaly, Mention, Row


def mention_triples(mention: Mention, activity: Activity, iris: Iris) -> Iterator[Triple]:
    """Yield the triples of one mention, the link from its activity first."""
    node = iris.mention(mention, activity)
    yield iris.activity(activity), PLAN.mentions, node
    yield node, RDF.type, PLAN.Mention
    yield node, PLAN.mentionKind, ID[f"mention-kind/{mention.kind}"]
    yield node, PLAN.surfaceForm, Literal(mention.surface)
    yield node, PLAN.mappingStatus, Literal(mention.status.value)
    for target in mention.targets:
        yield node, PLAN.resolvesTo, target_iri(target, iris)
    if isinstance(mention.value, Decimal):
        yield node, RDF.value, Literal(mention.value, datatype=XSD.decimal)
    elif mention.value is not None:
        yield node, RDF.value, Literal(mention.value)
    if mention.article is not None:
        yield node, PLAN.article, Literal(mention.article)
    if mention.paragraph is not None:
        yield node, PLAN.paragraph, Literal(mention.paragraph)
    for row in activity.rows:
        yield node, PROV.wasDerivedFrom, iris.row(row)


def anomaly_triples(anomaly: Anomaly, subjects: Mapping[Row, URIRef], iris: Iris) -> Iterator[Triple]:
    """Yield the triples of one anomaly.

    Args:
        anomaly: the anomaly.
        subjects: row → the element that was read from it.
        iris: of the plan.
    """
    node = iris.anomaly(anomaly)
    yield node, RDF.type, PLAN.Anomaly
    yield node, PLAN.anomalyKind, ID[f"anomaly-kind/{anomaly.kind}"]
    yield node, PLAN.quote, Literal(anomaly.quote)
    yield node, PLAN.treatment, Literal(anomaly.treatment_it, lang="it")
    yield node, PLAN.treatment, Literal(anomaly.treatment_en, lang="en")
    for row in anomaly.rows:
        yield node, PROV.wasDerivedFrom, iris.row(row)
        if row in subjects:
            yield node, DCTERMS.subject, subjects[row]
