"""The items of the PNRR, put together from all versions of the tables; the last that has an item names it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plangraph.pnrr.measures import GoalRow, MeasureRow, Version
from plangraph.pnrr.successors import Succession, codes_of, successions
from plangraph.records import PnrrCode, PnrrLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A mission, component, measure or sub-measure with what the tables say of it as such."""

    code: PnrrCode
    name: str
    former_names: tuple[str, ...]
    """Names in earlier versions, oldest first."""
    measure_id: str | None
    """None for missions and components."""
    cid: str | None
    """None where its sub-measures do not share one."""
    former_cids: tuple[tuple[str, str], ...]
    """Slug of an earlier version, and the other CID code there."""
    is_reform: bool | None
    tables: tuple[str, ...]
    """Slugs of the financial tables that name it, oldest first."""
    gone: bool
    """Whether the last financial table no longer has it."""
    successions: tuple[Succession, ...]
    goals: tuple[str, ...]
    """Goals of the 2030 Agenda; a measure has those that all its sub-measures share."""
    prevailing_goal: str | None
    targets: tuple[str, ...]


def items(financial: Sequence[Version], mapping: Version | None) -> tuple[Item, ...]:
    """Return all items by code.

    Args:
        financial: versions of the financial table, oldest first; at least one.
        mapping: the mapping to the 2030 Agenda.
    """
    rows = [_measures(version) for version in financial]
    named = [codes_of(version) for version in rows]
    replaced = successions(rows[0], rows[-1]) if len(rows) > 1 else ()
    goals = [row for row in mapping.rows if isinstance(row, GoalRow)] if mapping else []
    return tuple(
        _item(code, financial, rows, [code in codes for codes in named], replaced, goals)
        for code in sorted(frozenset().union(*named))
    )


def _item(
    code: PnrrCode,
    financial: Sequence[Version],
    rows: Sequence[Sequence[MeasureRow]],
    named: Sequence[bool],
    replaced: Sequence[Succession],
    goals: Sequence[GoalRow],
) -> Item:
    names = [_name(code, version) for version, there in zip(rows, named, strict=True) if there]
    last = max(number for number, there in enumerate(named) if there)
    below = [row for row in rows[last] if _is_at_or_below(row.code, code)]
    cid = _cid(code, rows[last])
    former = [(financial[number].slug, _cid(code, rows[number])) for number in range(last) if named[number]]
    mapped = [row for row in goals if _is_at_or_below(row.code, code)]
    is_measure = "." in code.code
    return Item(
        code=code,
        name=names[-1],
        former_names=tuple(dict.fromkeys(name for name in names if name != names[-1])),
        measure_id=_measure_id(code, below[0]) if is_measure else None,
        cid=cid if is_measure else None,
        former_cids=tuple(
            (slug, old) for slug, old in former if is_measure and cid and old not in (None, cid)
        ),
        is_reform=below[0].is_reform if is_measure else None,
        tables=tuple(version.slug for version, there in zip(financial, named, strict=True) if there),
        gone=not named[-1],
        successions=tuple(found for found in replaced if found.gone == code),
        goals=_shared([(row.code, row.goal) for row in mapped]) if is_measure else (),
        prevailing_goal=next((row.goal for row in mapped if row.code == code and row.prevailing), None),
        targets=tuple(sorted({row.target for row in mapped if row.code == code and row.target})),
    )


def _measures(version: Version) -> list[MeasureRow]:
    return [row for row in version.rows if isinstance(row, MeasureRow)]


def _name(code: PnrrCode, rows: Sequence[MeasureRow]) -> str:
    return next(name for row in rows for named, name in row.names() if named == code)


def _measure_id(code: PnrrCode, row: MeasureRow) -> str:
    return row.own_id if code.level is PnrrLevel.SUB_MEASURE else row.measure_id


def _cid(code: PnrrCode, rows: Sequence[MeasureRow]) -> str | None:
    """Return the CID code that all rows at or below ``code`` share."""
    found = {row.cid for row in rows if _is_at_or_below(row.code, code)}
    return found.pop() if len(found) == 1 else None


def _shared(pairs: Sequence[tuple[PnrrCode, str]]) -> tuple[str, ...]:
    """Return the goals that every row has."""
    by_row: dict[PnrrCode, set[str]] = {}
    for code, goal in pairs:
        by_row.setdefault(code, set()).add(goal)
    return tuple(sorted(set.intersection(*by_row.values()), key=int)) if by_row else ()


def _is_at_or_below(code: PnrrCode, other: PnrrCode) -> bool:
    return any(wider == other for wider in _upward(code))


def _upward(code: PnrrCode) -> Iterator[PnrrCode]:
    at: PnrrCode | None = code
    while at is not None:
        yield at
        at = at.broader
