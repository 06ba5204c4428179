"""Tenders, awards and the roles of organisations in projects, as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plangraph.pnrr.records import SubjectRole, Subjects, Tender, Winner
from plangraph.pnrr.triples import ntriples as nt
from plangraph.pnrr.triples.desk import Desk
from plangraph.pnrr.triples.organisations import organisation_iri, organisation_lines, public_name

_P = nt.PLAN
_ROLES = ("programmer", "implementer", "beneficiary")
_ROLE_NAMES = {"programmatore": "programmer", "attuatore": "implementer", "beneficiario": "beneficiary"}


def tender_lines(rows: Iterable[Tender], desk: Desk) -> Iterator[str]:
    """Yield tenders and, where the layout names them, their winners: ``tender/{code of the procedure}``."""
    for row in rows:
        node = _tender_iri(row, desk)
        if node is None:
            continue
        yield from _tender(row, node, desk)
        yield from nt.facts(
            node,
            (nt.TITLE, nt.italian(row.title) if row.title else None),
            (nt.LABEL, nt.italian(row.title) if row.title else None),
            (f"<{_P}contractObject>", nt.italian(row.contract_object) if row.contract_object else None),
            (f"<{_P}execution>", nt.italian(row.execution) if row.execution else None),
            (f"<{_P}procedure>", nt.italian(row.award_procedure) if row.award_procedure else None),
            (f"<{_P}noCigReason>", nt.italian(row.no_cig_reason) if row.no_cig_reason else None),
            (f"<{_P}frameworkCig>", nt.text(row.framework_cig) if row.framework_cig else None),
            (f"<{_P}publishedOn>", nt.day(row.publication_date) if row.publication_date else None),
            (f"<{_P}awardedOn>", nt.day(row.award_date) if row.award_date else None),
            (f"<{_P}tenderAmount>", nt.decimal(row.tender_amount) if row.tender_amount is not None else None),
            (f"<{_P}awardAmount>", nt.decimal(row.award_amount) if row.award_amount is not None else None),
            (nt.DATE, desk.dated(row.extraction_date)),
        )
        yield from _award(row, node, None, desk)


def winner_lines(rows: Iterable[Winner], desk: Desk) -> Iterator[str]:
    """Yield who won which tender, in which role."""
    for row in rows:
        node = _tender_iri(row, desk)
        if node is not None:
            yield from _tender(row, node, desk)
            yield from _award(row, node, row.role, desk)


def subject_lines(rows: Iterable[Subjects], desk: Desk) -> Iterator[str]:
    """Yield programmer, implementer and beneficiary of each project."""
    for row in rows:
        measure, under = desk.measure(row.submeasure_code)
        found = desk.project(row.cup, measure, None)
        if found is None:
            continue
        yield from desk.project_lines(found[0], row.cup, None, under)
        for role in _ROLES:
            code, form = getattr(row, f"{role}_tax_code"), getattr(row, f"{role}_legal_form")
            yield from _subject((found[0], role), code, getattr(row, role), form, desk)


def role_lines(rows: Iterable[SubjectRole], desk: Desk) -> Iterator[str]:
    """Yield the same from the layout that has a row for each role."""
    for row in rows:
        role = next((name for word, name in _ROLE_NAMES.items() if word in (row.role or "").casefold()), None)
        if role is None:
            desk.dropped["subjects in another role than programmer, implementer, beneficiary"] += 1
            continue
        measure, under = desk.measure(row.submeasure_code) if row.submeasure_code else ("", "")
        found = desk.project(row.cup, measure, row.local_project_code)
        if found is not None:
            yield from desk.project_lines(found[0], row.cup, row.local_project_code, under)
            yield from _subject((found[0], role), row.tax_code, row.name, row.legal_form, desk)


def _subject(
    statement: tuple[str, str], code: object, name: str | None, form: str | None, desk: Desk
) -> Iterator[str]:
    project, role = statement
    organisation = organisation_iri(desk, code, form)  # type: ignore[arg-type]
    if organisation is not None:
        yield f"<{project}> <{_P}{role}> <{organisation}> .\n"
        yield from organisation_lines(desk, organisation, code, name)


def _tender_iri(row: Tender | Winner, desk: Desk) -> str | None:
    """ReGiS numbers each procedure ("codice interno PDA"); a CIG may stand for many, or be missing."""
    if row.pda_code is not None:
        return f"{nt.ID}tender/{nt.segment(row.pda_code)}"
    if row.cig is not None and row.cup is not None:
        return f"{nt.ID}tender/{row.cig}/{row.cup}"
    desk.dropped["tenders with neither code of the procedure nor CIG and CUP"] += 1
    return None


def _tender(row: Tender | Winner, node: str, desk: Desk) -> Iterator[str]:
    measure, under = desk.measure(row.submeasure_code)
    yield f"<{node}> {nt.TYPE} <{_P}Tender> .\n<{node}> {under} .\n"
    yield desk.origin(node)
    if row.cig is not None:
        yield f'<{node}> <{_P}cig> "{row.cig}" .\n'
    found = desk.project(row.cup, measure, row.local_project_code)
    if found is not None:
        yield f"<{node}> <{_P}ofProject> <{found[0]}> .\n"
        yield from desk.project_lines(found[0], row.cup, row.local_project_code, "")


def _award(row: Tender | Winner, tender: str, role: str | None, desk: Desk) -> Iterator[str]:
    code, form = row.winner_tax_code, row.winner_legal_form
    organisation = organisation_iri(desk, code, form)
    if organisation is None:
        return
    node = f"{tender}/award/{code}"
    yield (
        f"<{tender}> <{_P}wonBy> <{organisation}> .\n"
        f"<{node}> {nt.TYPE} <{_P}Award> .\n"
        f"<{node}> <{_P}ofTender> <{tender}> .\n"
        f"<{node}> <{_P}winner> <{organisation}> .\n"
    )
    yield desk.origin(node)
    if role is not None:
        yield f"<{node}> <{_P}role> {nt.italian(role)} .\n"
    yield from organisation_lines(desk, organisation, code, public_name(desk, row.winner, form))
