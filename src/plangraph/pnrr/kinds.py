"""The kinds of column that ``layouts.toml`` may name, each with its converter and the type that it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from plangraph.pnrr import amounts, codes, dates, taxcodes
from plangraph.pnrr.cells import Cell

Converter = Callable[[Cell], Any]
"""From a cell to a value, None where there is none; raises ``UnreadableCell``; depends on nothing else."""

KINDS: Mapping[str, Converter] = {
    "text": codes.text,
    "code": codes.text,
    "code2": partial(codes.padded, 2),
    "code3": partial(codes.padded, 3),
    "code5": partial(codes.padded, 5),
    "cup": codes.cup,
    "cig": codes.cig,
    "tax code": taxcodes.tax_code,
    "euro": amounts.euro,
    "million euro": amounts.million_euro,
    "number": amounts.number,
    "integer": codes.integer,
    "date": dates.day,
    "year": dates.year,
    "quarter": dates.quarter,
    "month": dates.month,
    "flag": codes.flag,
    "coefficient": codes.coefficient,
}

TYPES: Mapping[str, str] = {
    "tax code": "str | Withheld | None",
    "euro": "Decimal | None",
    "million euro": "Decimal | None",
    "number": "Decimal | None",
    "integer": "int | None",
    "date": "date | None",
    "year": "int | None",
    "quarter": "int | None",
    "month": "int | None",
    "flag": "bool | None",
    "coefficient": "int | None",
}
"""Annotation of a field of that kind in ``records``; ``str | None`` for kinds that are not listed."""
