"""Which item took the place of one whose code a later financial table no longer has.

The tables do not say. Three things in them establish it, the first that applies, and nothing else counts:

1. *Same CID code*: every row that has the CID code of the old row in the later table is new there. If one
   of them stood beside the old row before, they may as well have shared the code, and it proves nothing.
2. *ID continued*: the old row's ID ends in a letter, and new rows have it with a number after it
   (``M2C4I2.1.A`` became ``M2C4I2.1.A1`` and ``M2C4I2.1.A2``).
3. *Same title*: one new row of the same component, and no other, has the title of the old row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plangraph.pnrr.measures import MeasureRow
from plangraph.records import PnrrCode


class Method(StrEnum):
    """What establishes a succession."""

    CID = "cid"
    ID = "id"
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
    """Return what replaced the items of ``earlier`` that ``later`` no longer has, where it is established."""
    before, still = {row.code for row in earlier}, codes_of(later)
    gone = (row for row in earlier if row.code not in still)
    return tuple(sorted(found for row in gone for found in _of_row(row, before, later)))


def _of_row(row: MeasureRow, before: set[PnrrCode], later: Sequence[MeasureRow]) -> Iterator[Succession]:
    new = [other for other in later if other.code not in before]
    of_cid = [other.code for other in later if other.cid == row.cid and row.cid]
    continued = [other.code for other in new if _continues(other.own_id, row.own_id)]
    titled = [
        other.code
        for other in new
        if other.code.component == row.code.component and other.name.casefold() == row.name.casefold()
    ]
    if of_cid and not before.intersection(of_cid):
        yield from (Succession(row.code, code, Method.CID) for code in of_cid)
    elif continued:
        yield from (Succession(row.code, code, Method.ID) for code in continued)
    elif len(titled) == 1:
        yield Succession(row.code, titled[0], Method.TITLE)


def _continues(identifier: str, earlier: str) -> bool:
    return earlier[-1].isalpha() and re.fullmatch(r"\d+", identifier.removeprefix(earlier)) is not None
