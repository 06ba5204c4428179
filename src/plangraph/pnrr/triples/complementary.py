"""The complementary plan (PNC, D.L. 59/2021) as triples, in its own numbering below ``programme/PNC``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plangraph.pnrr.records import PncLocalisation, PncMeasure, PncProgramme, PncProject, PncTender
from plangraph.pnrr.triples import ntriples as nt
from plangraph.pnrr.triples.desk import Desk
from plangraph.pnrr.triples.organisations import organisation_iri, organisation_lines
from plangraph.pnrr.triples.places import place_iri, place_lines
from plangraph.pnrr.triples.projects import described, implementer

_P = nt.PLAN
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PNC = "programme/PNC"


def programme_code(code: str) -> str:
    """Return a code of a programme, investment or intervention without the prefix that one table has."""
    return code.removeprefix("PNC-")


def programme_lines(rows: Iterable[PncProgramme], desk: Desk) -> Iterator[str]:
    """Yield the programmes of the PNC with their descriptions."""
    for row in rows:
        node = _concept(row.programme_code)
        yield from _concept_lines(desk, row.programme_code, row.programme)
        if row.description is not None:
            yield f"<{node}> <{_SKOS}definition> {nt.italian(row.description)} .\n"


def measure_lines(rows: Iterable[PncMeasure], desk: Desk) -> Iterator[str]:
    """Yield what the financial table gives each programme."""
    for row in rows:
        concept = _concept(row.programme_code)
        yield from _concept_lines(desk, row.programme_code, row.programme)
        node = f"{concept}/budget/{desk.source.slug}"
        component = row.pnrr_component
        if component is not None and component in desk.reference.concepts:
            yield f"<{concept}> <{_SKOS}related> <{nt.ID}pnrr/{component}> .\n"
        yield from nt.facts(
            node,
            (nt.TYPE, f"<{_P}ProgrammeBudget>"),
            (f"<{_P}ofProgramme>", f"<{concept}>"),
            (f"<{_P}plannedAmount>", None if row.amount is None else nt.decimal(row.amount)),
            (nt.DATE, desk.dated(row.extraction_date)),
            (nt.DERIVED, f"<{desk.source.iri}>"),
        )


def pnc_project_lines(rows: Iterable[PncProject], desk: Desk) -> Iterator[str]:
    """Yield projects of the PNC; one that the PNRR has too is the same node."""
    for row in rows:
        if row.cup is None:
            desk.dropped["rows of the PNC without CUP"] += 1
            continue
        project = f"{nt.CUP}{row.cup}"
        yield from desk.project_lines(project, row.cup, None, _under(row.intervention_code))
        yield from described(row, project, desk)
        yield from implementer(row, project, desk)
        levels = (
            (row.programme_code, row.programme),
            (row.investment_code, row.investment),
            (row.intervention_code, row.intervention),
        )
        for code, name in levels:
            if code is not None:
                yield from _concept_lines(desk, code, name)
        node = f"{nt.ID}project-funding/{row.cup}/PNC-{nt.segment(row.intervention_code)}/{desk.source.slug}"
        yield from nt.facts(
            node,
            (nt.TYPE, f"<{_P}ProjectFunding>"),
            (f"<{_P}ofProject>", f"<{project}>"),
            (f"<{_P}underMeasure>", f"<{_concept(row.intervention_code)}>"),
            (f"<{_P}financedPnc>", None if row.pnc_funding is None else nt.decimal(row.pnc_funding)),
            (nt.DATE, desk.dated(row.extraction_date)),
            (nt.DERIVED, f"<{desk.source.iri}>"),
        )


def pnc_localisation_lines(rows: Iterable[PncLocalisation], desk: Desk) -> Iterator[str]:
    """Yield where each project of the PNC is."""
    for row in rows:
        if row.cup is None:
            desk.dropped["rows of the PNC without CUP"] += 1
            continue
        project = f"{nt.CUP}{row.cup}"
        codes = (row.region_code, row.province_code, row.municipality_code)
        place = place_iri(desk, *codes)
        path = f"{row.cup}/PNC-{nt.segment(row.intervention_code)}"
        node = f"{nt.ID}project-location/{path}/{row.province_code or '000'}{row.municipality_code or '000'}"
        yield from desk.project_lines(project, row.cup, None, _under(row.intervention_code))
        yield f"<{project}> <{_P}locatedIn> <{place}> .\n"
        yield from nt.facts(
            node,
            (nt.TYPE, f"<{_P}ProjectLocation>"),
            (f"<{_P}ofProject>", f"<{project}>"),
            (f"<{_P}underMeasure>", f"<{_concept(row.intervention_code)}>"),
            (f"<{_P}inPlace>", f"<{place}>"),
            (nt.DERIVED, f"<{desk.source.iri}>"),
        )
        yield from _concept_lines(desk, row.intervention_code, row.intervention)
        yield from place_lines(desk, codes, (row.region, row.province, row.municipality))


def pnc_tender_lines(rows: Iterable[PncTender], desk: Desk) -> Iterator[str]:
    """Yield tenders of the PNC: ``tender/{CIG}/{CUP}``, with the code of the award where there is one."""
    for row in rows:
        if row.cup is None or row.cig is None:
            desk.dropped["tenders with neither code of the procedure nor CIG and CUP"] += 1
            continue
        project = f"{nt.CUP}{row.cup}"
        awarded = f"/{nt.segment(row.award_code)}" if row.award_code not in (None, "0") else ""
        node = f"{nt.ID}tender/{row.cig}/{row.cup}{awarded}"
        yield from desk.project_lines(project, row.cup, None, _under(row.intervention_code))
        yield from nt.facts(
            node,
            (nt.TYPE, f"<{_P}Tender>"),
            (f"<{_P}ofProject>", f"<{project}>"),
            (f"<{_P}underMeasure>", f"<{_concept(row.intervention_code)}>"),
            (f"<{_P}cig>", nt.text(row.cig)),
            (nt.TITLE, nt.italian(row.title) if row.title else None),
            (nt.LABEL, nt.italian(row.title) if row.title else None),
            (f"<{_P}contractObject>", nt.italian(row.contract_object) if row.contract_object else None),
            (f"<{_P}execution>", nt.italian(row.execution) if row.execution else None),
            (f"<{_P}procedure>", nt.italian(row.award_procedure) if row.award_procedure else None),
            (f"<{_P}publishedOn>", nt.day(row.publication_date) if row.publication_date else None),
            (f"<{_P}awardedOn>", nt.day(row.award_date) if row.award_date else None),
            (f"<{_P}tenderAmount>", None if row.base_amount is None else nt.decimal(row.base_amount)),
            (f"<{_P}awardAmount>", None if row.award_amount is None else nt.decimal(row.award_amount)),
            (nt.DATE, desk.dated(row.extraction_date)),
            (nt.DERIVED, f"<{desk.source.iri}>"),
        )
        yield from _concept_lines(desk, row.intervention_code, row.intervention)
        authority = organisation_iri(desk, row.contracting_authority_tax_code, None)
        if authority is not None:
            yield f"<{node}> <{_P}contractingAuthority> <{authority}> .\n"
            yield from organisation_lines(
                desk, authority, row.contracting_authority_tax_code, row.contracting_authority
            )


def _under(code: str) -> str:
    return f"<{_P}underMeasure> <{_concept(code)}>"


def _concept(code: str) -> str:
    return f"{nt.ID}{_PNC}-{nt.segment(programme_code(code))}"


def _concept_lines(desk: Desk, code: str, name: str | None) -> Iterator[str]:
    """Yield a programme, investment or intervention, and what it is a part of: A.1.0.0 of A.1.0 of A.1."""
    node, bare = _concept(code), programme_code(code)
    if not desk.first(node):
        return
    outer = bare.rpartition(".")[0] if bare.count(".") > 1 else ""
    yield from nt.facts(
        node,
        (nt.TYPE, f"<{_P}Programme>"),
        (nt.TYPE, f"<{_SKOS}Concept>"),
        (f"<{_SKOS}notation>", nt.text(bare)),
        (f"<{_SKOS}prefLabel>", nt.italian(name) if name else None),
        (f"<{_SKOS}broader>", f"<{_concept(outer) if outer else f'{nt.ID}{_PNC}'}>"),
        (f"<{_SKOS}inScheme>", f"<{nt.ID}programme>"),
        (nt.DERIVED, f"<{desk.source.iri}>"),
    )
