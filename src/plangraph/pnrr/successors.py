"""Which item took the place of one whose code a later financial table no longer has.

The tables do not say. Two things in them establish it, and nothing else counts:

1. *Same CID code*: every row that has the CID code of the old row in the later table is new there. If one
   of them stood beside the old row before, they may as well have shared the code, and it proves nothing.
2. *Same title*: one new row of the same component has the title of the old row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plangraph.pnrr.measures import MeasureRow
from plangraph.records import PnrrCode


class Method(StrEnum):
    """What establishes a succession."""

    CID = "cid"
    TITLE = "title"


@dataclass(frozen=True, slots=True, order=True)
class Succession:
    """An item that is gone, and one that stands for it."""

    gone: PnrrCode
    successor: PnrrCode
    method: Method


def codes_of(rows: Sequence[MeasureRow]) -> frozenset[PnrrCode]:
    """Return every item that a version of the table names: rows, and what they lie in."""
    return frozenset(code for row in rows for code, _ in row.names())


def successions(earlier: Sequence[MeasureRow], later: Sequence[MeasureRow]) -> tuple[Succession, ...]:
    """Return what replaced the rows of ``earlier`` whose code ``later`` no longer has, where that is established."""
    before, still = {row.code for row in earlier}, codes_of(later)
    gone = (row for row in earlier if row.code not in still)
    return tuple(sorted(found for row in gone for found in _of_row(row, before, later)))


def _of_row(row: MeasureRow, before: set[PnrrCode], later: Sequence[MeasureRow]) -> Iterator[Succession]:
    of_cid = [other.code for other in later if other.cid == row.cid and row.cid]
    if of_cid and not before.intersection(of_cid):
        yield from (Succession(row.code, code, Method.CID) for code in of_cid)
        return
    titled = [
        other.code
        for other in later
        if other.code not in before
        and other.code.component == row.code.component
        and _same(other.name, row.name)
    ]
    if len(titled) == 1:
        yield Succession(row.code, titled[0], Method.TITLE)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
