"""Activity rows set right: those broken in two joined, those repeated word for word made one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from plangraph.extract.lines import row_of
from plangraph.extract.patterns import collapse
from plangraph.extract.tables import RawActivity
from plangraph.records import Anomaly, AnomalyKind, Row, same_text
from plangraph.source import SourceText


@dataclass(frozen=True, slots=True)
class MergedRows:
    """Distinct activities with all their rows, and what was found on the way."""

    activities: tuple[tuple[RawActivity, tuple[Row, ...]], ...]
    row_count: int
    """Rows before repeated ones were made one, a row broken in two counted once."""
    anomalies: tuple[Anomaly, ...]


def merge_rows(raw: Iterable[RawActivity], source: SourceText) -> MergedRows:
    """Join broken rows, then merge repeated ones; order is kept."""
    whole, broken = _join_broken(raw, source)
    merged: dict[tuple[str, str], tuple[RawActivity, tuple[Row, ...]]] = {}
    repeated = []
    for activity in whole:
        key = (activity.objective, same_text(activity.text))
        if key in merged:
            first, rows = merged[key]
            repeated.append(_repeated(first, activity))
            years = tuple(sorted({*first.years, *activity.years}))
            merged[key] = (replace(first, years=years), (*rows, activity.row))
        else:
            merged[key] = (activity, (activity.row,))
    return MergedRows(tuple(merged.values()), len(whole), (*broken, *repeated))


def _join_broken(raw: Iterable[RawActivity], source: SourceText) -> tuple[list[RawActivity], list[Anomaly]]:
    whole: list[RawActivity] = []
    anomalies = []
    for activity in raw:
        before = whole[-1] if whole else None
        if before is not None and _goes_on(before, activity):
            text = collapse(f"{before.text} {activity.text}")
            row = row_of(source, before.row.first_line, activity.row.last_line, text)
            years = tuple(sorted({*before.years, *activity.years}))
            whole[-1] = replace(before, text=text, row=row, years=years)
            anomalies.append(
                Anomaly(
                    kind=AnomalyKind.BROKEN_ROW,
                    rows=(row,),
                    quote=text,
                    treatment_it="Riga spezzata in due: le parti sono state riunite in una sola attività.",
                    treatment_en="Row broken in two: the parts were joined into one activity.",
                )
            )
        else:
            whole.append(activity)
    return whole, anomalies


def _goes_on(before: RawActivity, activity: RawActivity) -> bool:
    """Say whether a row ends so that only the next line can finish it: at a colon, or in an open bracket."""
    if (before.objective, before.type) != (activity.objective, activity.type):
        return False
    opens_group = not activity.row.verbatim.startswith("\t")
    if opens_group or before.row.last_line + 1 != activity.row.first_line:
        return False
    unclosed = before.text.count("(") > before.text.count(")")
    closed_next = activity.text.count(")") > activity.text.count("(")
    return before.text.endswith(":") or (unclosed and closed_next)


def _repeated(first: RawActivity, again: RawActivity) -> Anomaly:
    same = first.type is again.type
    return Anomaly(
        kind=AnomalyKind.REPEATED_ROW if same else AnomalyKind.AMBIGUOUS_READING,
        rows=(first.row, again.row),
        quote=again.text,
        treatment_it=f"Riga ripetuta parola per parola (riga {first.row.first_line}): una sola attività"
        + (", con entrambe le righe." if same else "; i tipi sono diversi, resta il primo."),
        treatment_en=f"Row repeated word for word (line {first.row.first_line}): one activity"
        + (", with both rows." if same else "; the types differ, the first stands."),
    )
