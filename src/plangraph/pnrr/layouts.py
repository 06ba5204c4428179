"""Known layouts, and recognition of a table by its columns; the file's name plays no part."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from plangraph.errors import TableError
from plangraph.pnrr.headers import normalised

_LAYOUTS = Path(__file__).with_name("layouts.toml")
_LISTED = 8
"""Columns that an error message names before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column as the records know it."""

    name: str
    kind: str
    """A key of ``kinds.KINDS``."""
    headers: tuple[str, ...]
    """As printed, one of each wording."""
    required: bool
    """A file in this layout has it."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One layout of one table."""

    table: str
    name: str
    label: str
    description: str
    """What tells this layout from others of the table, in words."""
    key: str
    """Field without which a row is no row."""
    fields: tuple[Field, ...]
    """In the order of the record; those that only other layouts have are missing."""

    def differences(self, header: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the columns that are missing, and those that are unknown here or there twice, as printed."""
        known = {normalised(spelling): field.name for field in self.fields for spelling in field.headers}
        found = Counter(known.get(normalised(column), "") for column in header)
        missing = [field.headers[0] for field in self.fields if field.required and not found[field.name]]
        surplus = [
            column for column in header if (name := known.get(normalised(column))) is None or found[name] > 1
        ]
        return missing, surplus

    def places(self, header: Sequence[str]) -> dict[str, int]:
        """Return field → position in a header of this layout."""
        positions = {normalised(column): place for place, column in enumerate(header)}
        return {
            field.name: positions[normalised(spelling)]
            for field in self.fields
            for spelling in field.headers
            if normalised(spelling) in positions
        }


@cache
def known_layouts() -> tuple[TableLayout, ...]:
    """Return every layout of ``layouts.toml``, in its order."""
    tables = tomllib.loads(_LAYOUTS.read_text(encoding="utf-8"))
    return tuple(layout for name, table in tables.items() for layout in _layouts(name, table))


def recognise(header: Sequence[str], path: Path) -> TableLayout:
    """Return the one layout that has these columns.

    Raises:
        TableError: no layout has them (names the nearest one and what differs), or several have.
    """
    judged = [(layout, *layout.differences(header)) for layout in known_layouts()]
    fitting = [layout for layout, missing, surplus in judged if not missing and not surplus]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = " and ".join(f"{layout.table} {layout.name}" for layout in fitting)
        raise TableError(f"the columns fit several layouts: {names}", path=path, remedy="Give all columns.")
    layout, missing, surplus = min(judged, key=lambda one: len(one[1]) + len(one[2]))
    if len(header) == 1:
        raise TableError("is not a table: its first line has no columns", path=path)
    if len(surplus) == len(header):
        raise TableError(
            f"no known table has any of the columns {_listed(header)}",
            path=path,
            remedy="Is it a table of Italia Domani?",
        )
    raise TableError(
        f"the columns are in no known layout; nearest is {layout.table} ({layout.description}), "
        f"missing: {_listed(missing)}; new: {_listed(surplus)}",
        path=path,
        remedy="If the portal has a new layout, describe it in src/plangraph/pnrr/layouts.toml.",
    )


def _layouts(table: str, description: Mapping[str, Any]) -> Iterator[TableLayout]:
    for name, words in description["layouts"].items():
        fields = (
            Field(
                field,
                entry["kind"],
                (entry["header"],) if isinstance(entry["header"], str) else tuple(entry["header"]),
                not entry.get("optional", False),
            )
            for field, entry in description["fields"].items()
            if name in entry.get("only", [name])
        )
        yield TableLayout(table, name, description["label"], words, description["key"], tuple(fields))


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(" ".join(column.split()) or "(nameless)" for column in columns[:_LISTED])
    more = len(columns) - _LISTED
    return (shown or "none") + (f" and {more} more" if more > 0 else "")
