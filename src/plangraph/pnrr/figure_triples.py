"""Money of PNRR items as triples: a node an allocation and a node a tag, each of one version of one table."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, XSD

from plangraph.graph.triples import Triple
from plangraph.iris import pnrr_concept
from plangraph.namespaces import ID, PLAN
from plangraph.pnrr.measures import MeasureRow, TagRow, Version
from plangraph.pnrr.scheme_triples import table_iri
from plangraph.records import PnrrCode


def administration_iri(name: str) -> URIRef:
    """``pnrr-administration/ministero-della-cultura``: accents, apostrophes and dashes make no difference."""
    plain = unicodedata.normalize("NFD", name.casefold()).encode("ascii", "ignore").decode()
    return ID[f"pnrr-administration/{'-'.join(re.findall('[a-z0-9]+', plain))}"]


def allocation_triples(version: Version) -> Iterator[Triple]:
    """Yield the allocations of one version of the financial table."""
    for row in version.rows:
        if isinstance(row, MeasureRow):
            node = URIRef(f"{pnrr_concept(row.code)}/allocation/{version.slug}")
            yield pnrr_concept(row.code), PLAN.allocation, node
            yield node, RDF.type, PLAN.Allocation
            yield from _origin(node, version)
            yield from _euro(node, PLAN.amount, row.total)
            yield from _euro(node, PLAN.existingProjectsAmount, row.existing)
            yield from _euro(node, PLAN.newProjectsAmount, row.new)
            yield from _euro(node, PLAN.cohesionFundAmount, row.cohesion_fund)
            yield node, PLAN.fundingForm, ID["pnrr-funding/loan" if row.is_loan else "pnrr-funding/grant"]
            yield node, PLAN.ownerAdministration, administration_iri(row.administration)


def tag_triples(version: Version) -> Iterator[Triple]:
    """Yield the tags of one version of the table for climate and digital, numbered within their item."""
    numbers: Counter[PnrrCode] = Counter()
    for row in version.rows:
        if isinstance(row, TagRow):
            numbers[row.code] += 1
            node = URIRef(f"{pnrr_concept(row.code)}/tag/{version.slug}/{numbers[row.code]}")
            yield pnrr_concept(row.code), PLAN.fieldTag, node
            yield node, RDF.type, PLAN.FieldTag
            yield from _origin(node, version)
            yield from _euro(node, PLAN.amount, row.amount)
            yield from _share(
                node, PLAN.climateField, row.climate_field, PLAN.climateCoefficient, row.climate_percent
            )
            yield from _euro(node, PLAN.climateAmount, row.climate_amount)
            yield from _share(
                node, PLAN.digitalField, row.digital_field, PLAN.digitalCoefficient, row.digital_percent
            )
            yield from _euro(node, PLAN.digitalAmount, row.digital_amount)


def administration_triples(financial: Iterable[Version]) -> Iterator[Triple]:
    """Yield the administrations, and who is in charge of what by the last version that names the item.

    Args:
        financial: versions of the financial table, oldest first.
    """
    names: dict[URIRef, list[str]] = {}
    owners: dict[PnrrCode, URIRef] = {}
    for version in financial:
        for row in version.rows:
            if isinstance(row, MeasureRow):
                owners[row.code] = administration_iri(row.administration)
                names.setdefault(owners[row.code], []).append(row.administration)
    for code, owner in owners.items():
        yield pnrr_concept(code), PLAN.ownerAdministration, owner
    for node, spellings in names.items():
        yield node, RDF.type, ORG.Organization
        yield node, RDFS.label, Literal(spellings[-1], lang="it")
        for spelling in sorted({*spellings} - {spellings[-1]}):
            yield node, SKOS.altLabel, Literal(spelling, lang="it")


def _origin(node: URIRef, version: Version) -> Iterator[Triple]:
    yield node, DCTERMS.date, Literal(version.date)
    yield node, PROV.wasDerivedFrom, table_iri(version.slug)


def _euro(node: URIRef, predicate: URIRef, amount: Decimal | None) -> Iterator[Triple]:
    """Yield an amount as Turtle and the engine write it: no zeros after the last digit that counts."""
    if amount is not None:
        whole = amount == amount.to_integral_value()
        value = amount.quantize(Decimal(1)) if whole else amount.normalize()
        yield node, predicate, Literal(f"{value:f}" + (".0" if whole else ""), datatype=XSD.decimal)


def _share(
    node: URIRef, field: URIRef, name: str | None, coefficient: URIRef, percent: int | None
) -> Iterator[Triple]:
    if name is not None:
        yield node, field, Literal(name, lang="it")
    if percent is not None:
        yield node, coefficient, Literal(percent)
