"""Links as SSSOM: a table of mappings that other tools read, with its metadata on top.

Simple Standard for Sharing Ontological Mappings, https://mapping-commons.github.io/sssom/. A link is no
equivalence: the predicate is ``skos:relatedMatch``, and what is rejected has the modifier ``Not``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

from rdflib import URIRef

from plangraph import __version__
from plangraph.iris import Iris
from plangraph.linking.values import Link, Linked, Method, Status

_COLUMNS: tuple[str, ...] = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_tool",
    "mapping_date",
    "confidence",
    "similarity_score",
    "similarity_measure",
    "subject_match_field",
    "match_string",
    "comment",
)
_JUSTIFICATIONS = {
    Method.CUP: "semapv:UnspecifiedMatching",
    Method.LOCAL_CODE: "semapv:UnspecifiedMatching",
    Method.MEASURE_CODE: "semapv:UnspecifiedMatching",
    Method.MEASURE_CODE_AND_PLACE: "semapv:CompositeMatching",
    Method.PROGRAMME_AND_WORDING: "semapv:CompositeMatching",
    Method.WORDING: "semapv:LexicalSimilarityThresholdMatching",
    Method.STEWARD: "semapv:ManualMappingCuration",
}
"""Terms of https://mapping-commons.github.io/semantic-mapping-vocabulary/, without a term for codes."""
_BY_LIKENESS = {Method.PROGRAMME_AND_WORDING, Method.WORDING}
"""Their score is a similarity; as a confidence it would pass for a probability."""
_MEASURE = "BM25 over Italian stems, brought to 0..1 (plangraph, docs/pnrr-links.md)"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def sssom_bytes(linked: Linked, iris: Iris, on: date) -> bytes:
    """Return the links of a plan as SSSOM/TSV, in the order of the plan.

    Args:
        linked: what was found.
        iris: of the plan.
        on: the day of the data that were searched.
    """
    prefixes = {
        "cup": "https://w3id.org/italia/PublicInvestment/data/CUP/",
        "plan": "https://w3id.org/plangraph/ontology#",
        "pnrr": "https://w3id.org/plangraph/id/pnrr/",
        "semapv": "https://w3id.org/semapv/vocab/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "activity": f"{iris.plan}/activity/",
        "id": str(iris.base),
    }
    out = io.StringIO()
    for line in _metadata(prefixes, iris):
        out.write(f"#{line}\n")
    writer = csv.DictWriter(out, _COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(link, prefixes, on) for link in linked.links)
    return out.getvalue().encode()


def _metadata(prefixes: dict[str, str], iris: Iris) -> Iterator[str]:
    """Yield lines of YAML; a JSON string is one of YAML (YAML 1.2, 1.3)."""
    yield f"mapping_set_id: {json.dumps(f'{iris.base}graph/links')}"
    yield f"mapping_set_title: {json.dumps(f'Links of the plan {iris.slug} to the PNRR')}"
    yield f"license: {json.dumps(_LICENCE)}"
    yield f"mapping_tool_version: {json.dumps(__version__)}"
    yield f"subject_source: {json.dumps(str(iris.plan))}"
    yield "curie_map:"
    for prefix, namespace in sorted(prefixes.items()):
        yield f"  {prefix}: {json.dumps(namespace)}"


def _row(link: Link, prefixes: dict[str, str], on: date) -> dict[str, object]:
    manual = link.decision is not None
    alike = not manual and link.method in _BY_LIKENESS
    return {
        "subject_id": _curie(link.activity.iri, prefixes),
        "subject_label": link.activity.title,
        "predicate_id": "skos:relatedMatch",
        "predicate_modifier": "Not" if link.status is Status.REJECTED else "",
        "object_id": _curie(link.target.iri, prefixes),
        "object_label": link.target.label,
        "mapping_justification": "semapv:ManualMappingCuration" if manual else _JUSTIFICATIONS[link.method],
        "author_label": link.decision.by if link.decision else "",
        "mapping_tool": "" if manual else "plangraph",
        "mapping_date": (link.decision.on if link.decision else on).isoformat(),
        "confidence": "" if alike or manual else link.score,
        "similarity_score": link.score if alike else "",
        "similarity_measure": _MEASURE if alike else "",
        "subject_match_field": "" if manual else "plan:sourceText",
        "match_string": "" if manual else link.quote,
        "comment": f"{link.status}: {link.decision.why if link.decision else link.method}",
    }


def _curie(iri: URIRef, prefixes: dict[str, str]) -> str:
    """Return the IRI shortened by the longest namespace that fits."""
    fitting = [(len(space), prefix) for prefix, space in prefixes.items() if iri.startswith(space)]
    if not fitting:
        return str(iri)
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"
