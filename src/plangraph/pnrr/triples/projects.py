"""Projects of the PNRR as triples: what they are, where, and with what money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from plangraph.pnrr.records import Localisation, Payment, PncProject, Project
from plangraph.pnrr.triples import ntriples as nt
from plangraph.pnrr.triples.desk import Desk
from plangraph.pnrr.triples.organisations import organisation_iri, organisation_lines
from plangraph.pnrr.triples.places import place_iri, place_lines

_P = nt.PLAN
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LOCATION = f"{nt.ID}project-location/"
_IS_PROJECT = f"> {nt.TYPE} <{_P}InvestmentProject> .\n<"
_IS_LOCATION = f"> {nt.TYPE} <{_P}ProjectLocation> .\n<"
_LOCATED = f"> <{_P}locatedIn> <"
_OF_PROJECT = f"> <{_P}ofProject> <"
_IN_PLACE = f"> <{_P}inPlace> <"
_FINANCED = (
    ("state_funding", "financedState"),
    ("state_budget_funding", "financedStateBudget"),
    ("foi_funding", "financedFoi"),
    ("fpop_funding", "financedFpop"),
    ("other_eu_funding", "financedOtherEu"),
    ("region_funding", "financedRegion"),
    ("province_funding", "financedProvince"),
    ("municipality_funding", "financedMunicipality"),
    ("other_public_funding", "financedOtherPublic"),
    ("private_funding", "financedPrivate"),
    ("funding_to_be_found", "financingToBeFound"),
    ("pnc_funding", "financedPnc"),
    ("other_funds", "financedOtherFunds"),
    ("public_funding", "financedPublic"),
    ("net_public_funding", "financedPublicNet"),
)
"""Field of a record → property; written where there is more than zero."""
_PAID = (
    ("state_paid", "paidState"),
    ("state_budget_paid", "paidStateBudget"),
    ("foi_paid", "paidFoi"),
    ("fpop_paid", "paidFpop"),
    ("other_eu_paid", "paidOtherEu"),
    ("region_paid", "paidRegion"),
    ("province_paid", "paidProvince"),
    ("municipality_paid", "paidMunicipality"),
    ("other_public_paid", "paidOtherPublic"),
    ("private_paid", "paidPrivate"),
    ("to_be_found_paid", "paidToBeFound"),
    ("pnc_paid", "paidPnc"),
    ("other_funds_paid", "paidOtherFunds"),
)
_CLASSES = (
    ("nature", "cupNature"),
    ("typology", "cupTypology"),
    ("sector", "cupSector"),
    ("subsector", "cupSubsector"),
    ("category", "cupCategory"),
)


def localisation_lines(rows: Iterable[Localisation], desk: Desk) -> Iterator[str]:
    """Yield where each project is: ``project-location/{CUP}/{sub-measure}/{local code}/{place}``."""
    known: dict[tuple[str | None, str | None, str | None], tuple[str, str]] = {}
    derived = f"> {nt.DERIVED} <{desk.source.iri}> .\n<"
    for row in rows:
        measure, under = desk.measure(row.submeasure_code)
        found = desk.project(row.cup, measure, row.local_project_code)
        if found is None:
            continue
        project, path = found
        codes = row.region_code, row.province_code, row.municipality_code
        if codes not in known:
            known[codes] = place_iri(desk, *codes), f"/{codes[1] or '000'}{codes[2] or '000'}"
            yield from place_lines(desk, codes, (row.region, row.province, row.municipality))
        place, code = known[codes]
        node = f"{_LOCATION}{path}{code}"
        lines = (
            f"<{project}{_IS_PROJECT}{project}> {under} .\n<{project}{_LOCATED}{place}> .\n<{project}{derived}"
            f"{node}{_IS_LOCATION}{node}{_OF_PROJECT}{project}> .\n<{node}> {under} .\n<{node}{_IN_PLACE}{place}> .\n"
            f"<{node}{derived}{project}"
        )
        if row.cup is not None:
            lines += f'> <{_P}cup> "{row.cup}" .\n'
        else:
            lines += f"> <{_P}localCode> {nt.text(row.local_project_code or '')} .\n"
        if row.address is not None:
            lines += f"<{node}> <{_P}address> {nt.italian(row.address)} .\n"
        if row.postcode is not None and row.postcode != "00000":
            lines += f"<{node}> <{_P}postcode> {nt.text(row.postcode)} .\n"
        if row.share is not None:
            lines += f"<{node}> <{_P}locationShare> {nt.decimal(row.share)} .\n"
        yield lines


def project_lines(rows: Iterable[Project], desk: Desk) -> Iterator[str]:
    """Yield projects with title and class, and what finances them."""
    for row in rows:
        measure, under = desk.measure(row.submeasure_code)
        found = desk.project(row.cup, measure, row.local_project_code)
        if found is None:
            continue
        project, path = found
        yield from desk.project_lines(project, row.cup, row.local_project_code, under)
        yield from described(row, project, desk)
        yield from nt.facts(
            project,
            (f"<{_P}summary>", nt.italian(row.summary) if row.summary else None),
            (f"<{_P}plannedStart>", nt.day(row.planned_start) if row.planned_start else None),
            (f"<{_P}actualStart>", nt.day(row.actual_start) if row.actual_start else None),
            (f"<{_P}plannedEnd>", nt.day(row.planned_end) if row.planned_end else None),
            (f"<{_P}actualEnd>", nt.day(row.actual_end) if row.actual_end else None),
        )
        yield from implementer(row, project, desk)
        yield from _funding(row, (project, path, under), desk)
        yield from _figures(
            f"{nt.ID}project-funding/{path}/{desk.source.slug}",
            (("financedTotal", row.total_funding), ("financedPnrr", row.pnrr_funding)),
            ((name, getattr(row, field)) for field, name in _FINANCED),
        )


def payment_lines(rows: Iterable[Payment], desk: Desk) -> Iterator[str]:
    """Yield what finances projects and what was paid to them."""
    for row in rows:
        measure, under = desk.measure(row.submeasure_code)
        found = desk.project(row.cup, measure, row.local_project_code)
        if found is None:
            continue
        project, path = found
        yield from desk.project_lines(project, row.cup, row.local_project_code, under)
        yield from _funding(row, (project, path, under), desk)
        yield from _figures(
            f"{nt.ID}project-funding/{path}/{desk.source.slug}",
            (
                ("financedTotal", row.total_funding),
                ("financedPnrr", row.pnrr_funding),
                ("paidTotal", row.total_paid),
                ("paidPnrr", row.pnrr_paid),
            ),
            ((name, getattr(row, field)) for field, name in _PAID),
        )


def described(row: Project | PncProject, project: str, desk: Desk) -> Iterator[str]:
    """Yield the title of a project and its classes in the classification of the CUP system."""
    if row.title is not None:
        title = nt.italian(row.title)
        yield f"<{project}> {nt.TITLE} {title} .\n<{project}> {nt.LABEL} {title} .\n"
    for field, name in _CLASSES:
        code, label = getattr(row, f"{field}_code"), getattr(row, field)
        if code is None:
            continue
        concept = f"{nt.ID}cup-{field}/{nt.segment(code.rstrip('_'))}"
        yield f"<{project}> <{_P}{name}> <{concept}> .\n"
        if desk.first(concept):
            yield from nt.facts(
                concept,
                (nt.TYPE, f"<{_SKOS}Concept>"),
                (f"<{_SKOS}notation>", nt.text(code)),
                (f"<{_SKOS}prefLabel>", nt.italian(label) if label else None),
            )


def implementer(row: Project | PncProject, project: str, desk: Desk) -> Iterator[str]:
    """Yield who carries a project out, where the table of projects says so."""
    organisation = organisation_iri(desk, row.implementer_tax_code, None)
    if organisation is not None:
        yield f"<{project}> <{_P}implementer> <{organisation}> .\n"
        yield from organisation_lines(desk, organisation, row.implementer_tax_code, row.implementer)


def _funding(row: Project | Payment, names: tuple[str, str, str], desk: Desk) -> Iterator[str]:
    project, path, under = names
    node = f"{nt.ID}project-funding/{path}/{desk.source.slug}"
    yield (
        f"<{node}> {nt.TYPE} <{_P}ProjectFunding> .\n"
        f"<{node}> <{_P}ofProject> <{project}> .\n"
        f"<{node}> {under} .\n"
        f"<{node}> {nt.DATE} {desk.dated(row.extraction_date)} .\n"
        f"<{node}> {nt.DERIVED} <{desk.source.iri}> .\n"
    )
    if row.local_project_code is not None and row.local_project_code != row.cup:
        yield f"<{node}> <{_P}localProjectCode> {nt.text(row.local_project_code)} .\n"


def _figures(
    node: str,
    totals: Iterable[tuple[str, Decimal | None]],
    parts: Iterable[tuple[str, Decimal | None]],
) -> Iterator[str]:
    for name, amount in totals:
        if amount is not None:
            yield f"<{node}> <{_P}{name}> {nt.decimal(amount)} .\n"
    for name, amount in parts:
        if amount:
            yield f"<{node}> <{_P}{name}> {nt.decimal(amount)} .\n"
