"""What is to be reached by when: indicators of projects, milestones and targets of measures; calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from plangraph.pnrr.records import Call, Milestone, TargetIndicator
from plangraph.pnrr.triples import ntriples as nt
from plangraph.pnrr.triples.desk import Desk

_P = nt.PLAN
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LAST_DAYS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
"""Quarter → month and day on which it ends."""


def indicator_lines(rows: Iterable[TargetIndicator], desk: Desk) -> Iterator[str]:
    """Yield what each project is to reach and has reached, by indicator."""
    for row in rows:
        measure, under = desk.measure(row.submeasure_code)
        found = desk.project(row.cup, measure, row.local_project_code)
        if found is None or row.indicator_code is None:
            continue
        project, path = found
        code = nt.segment(row.indicator_code)
        node = f"{nt.ID}project-indicator/{path}/{code}/{desk.source.slug}"
        indicator = f"{nt.ID}pnrr-indicator/{code}"
        yield (
            f"<{node}> {nt.TYPE} <{_P}IndicatorValue> .\n"
            f"<{node}> <{_P}ofProject> <{project}> .\n"
            f"<{node}> {under} .\n"
            f"<{node}> <{_P}indicator> <{indicator}> .\n"
            f"<{node}> {nt.DATE} {desk.dated(row.extraction_date)} .\n"
            f"<{node}> {nt.DERIVED} <{desk.source.iri}> .\n"
        )
        if row.planned_value is not None:
            yield f"<{node}> <{_P}targetValue> {nt.decimal(row.planned_value)} .\n"
        if row.achieved_value is not None:
            yield f"<{node}> <{_P}achievedValue> {nt.decimal(row.achieved_value)} .\n"
        if row.year is not None:
            yield f"<{node}> <{_P}due> {nt.year(row.year, row.month)} .\n"
        yield from desk.project_lines(project, row.cup, row.local_project_code, "")
        if desk.first(indicator):
            yield from nt.facts(
                indicator,
                (nt.TYPE, f"<{_SKOS}Concept>"),
                (f"<{_SKOS}notation>", nt.text(row.indicator_code)),
                (f"<{_SKOS}prefLabel>", nt.italian(row.indicator) if row.indicator else None),
                (f"<{_P}unit>", nt.italian(row.unit) if row.unit else None),
            )


def milestone_lines(rows: Iterable[Milestone], desk: Desk) -> Iterator[str]:
    """Yield milestones and targets of measures, each version of the table apart."""
    for row in rows:
        measure, under = desk.measure(row.submeasure_code)
        if row.code is None:
            desk.dropped["milestones without a code"] += 1
            continue
        node = f"{nt.ID}pnrr-milestone/{nt.segment(row.code)}/{measure}/{desk.source.slug}"
        kind = "Target" if row.type == "Target" else "Milestone"
        yield f"<{node}> {under} .\n"
        yield from nt.facts(
            node,
            (nt.TYPE, f"<{_P}{kind}>"),
            ("<http://purl.org/dc/terms/identifier>", nt.text(row.code)),
            (nt.TITLE, nt.italian(row.title) if row.title else None),
            (nt.LABEL, nt.italian(row.title) if row.title else None),
            (
                "<http://purl.org/dc/terms/description>",
                nt.italian(row.description) if row.description else None,
            ),
            (f"<{_P}milestoneScope>", nt.text(row.scope) if row.scope else None),
            (f"<{_P}qualitativeIndicator>", _said(row.qualitative_indicator)),
            (f"<{_P}verification>", _said(row.verification)),
            (f"<{_P}dueDate>", _due(row)),
            (nt.DATE, desk.dated(row.extraction_date)),
            (nt.DERIVED, f"<{desk.source.iri}>"),
        )
        if kind == "Target":  # the tables print 0 in these columns for milestones, which have no values
            yield from nt.facts(
                node,
                (f"<{_P}unit>", _said(row.unit)),
                (f"<{_P}baselineValue>", None if row.baseline is None else nt.decimal(row.baseline)),
                (f"<{_P}targetValue>", None if row.goal_value is None else nt.decimal(row.goal_value)),
            )


def call_lines(rows: Iterable[Call], desk: Desk) -> Iterator[str]:
    """Yield calls (PRATT), and their money by sub-measure."""
    for row in rows:
        measure, under = desk.measure(row.submeasure_code) if row.submeasure_code else ("", "")
        call = f"{nt.ID}pnrr-call/{nt.segment(row.pratt_code)}"
        yield from nt.facts(
            call,
            (nt.TYPE, f"<{_P}Call>"),
            ("<http://purl.org/dc/terms/identifier>", nt.text(row.pratt_code)),
            (nt.TITLE, _said(row.title)),
            (nt.LABEL, _said(row.title)),
            (f"<{_P}procedure>", _said(row.procedure_type)),
        )
        yield desk.origin(call)
        node = f"{call}/funding/{f'{measure}/' if measure else ''}{desk.source.slug}"
        if measure:
            yield f"<{call}> {under} .\n<{node}> {under} .\n"
        amounts = (
            ("plannedAmount", row.call_amount),
            ("committedAmount", row.committed_amount),
            ("availableAmount", row.available_amount),
            ("agreedAmount", row.agreements_amount),
            ("admittedCost", row.admitted_cost),
        )
        yield from nt.facts(
            node,
            (nt.TYPE, f"<{_P}CallFunding>"),
            (f"<{_P}ofCall>", f"<{call}>"),
            (nt.DATE, desk.dated(row.extraction_date)),
            (nt.DERIVED, f"<{desk.source.iri}>"),
            (f"<{_P}projectCount>", None if row.project_count is None else nt.integer(row.project_count)),
            *((f"<{_P}{name}>", None if value is None else nt.decimal(value)) for name, value in amounts),
        )


def _said(value: str | None) -> str | None:
    return None if value is None else nt.italian(value)


def _due(row: Milestone) -> str | None:
    """Return the day on which the quarter of a milestone ends; the year where no quarter is told."""
    if row.due_year is None:
        return None
    if row.due_quarter is None:
        return nt.year(row.due_year)
    return nt.day(date(row.due_year, *_LAST_DAYS[row.due_quarter]))
