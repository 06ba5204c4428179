"""Sectors of a municipality that the plan calls by their numbers only."""

from __future__ import annotations

from plangraph.store.dataset import Description
from plangraph.web.evidence import PLAN
from plangraph.web.facts import TYPE

_IDENTIFIER = "http://purl.org/dc/terms/identifier"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def is_unnamed_sector(description: Description) -> bool:
    """Return whether the thing is a sector none of whose labels says more than its number."""
    said: dict[str, list[str]] = {}
    for subject, name, value in description.outgoing:
        if subject.value == description.iri:
            said.setdefault(name.value, []).append(value.value)
    labels, numbers = said.get(_LABEL, []), tuple(said.get(_IDENTIFIER, []))
    is_sector = f"{PLAN}MunicipalSector" in said.get(TYPE, [])
    return is_sector and bool(labels) and all(label.endswith(numbers) for label in labels)
