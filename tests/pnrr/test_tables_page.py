"""``docs/pnrr-tables.md`` lists the known tables and their columns, made from ``layouts.toml``.

Write it anew: ``python tests/pnrr/test_tables_page.py > docs/pnrr-tables.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from plangraph.pnrr.layouts import Field, TableLayout, known_layouts

ROOT = Path(__file__).resolve().parents[2]

OPENING = """\
# Tables of Italia Domani and their columns

What [`plangraph pnrr`](pnrr.md) recognises. A column is found under any of the headers given, whatever its
case, accents, spaces and punctuation; one without a layout is in all layouts of its table.
"""


def page(layouts: Sequence[TableLayout]) -> str:
    tables = groupby(layouts, key=lambda layout: layout.table)
    return "\n".join([OPENING, *(line for name, same in tables for line in section(name, list(same)))])


def section(table: str, layouts: Sequence[TableLayout]) -> Iterator[str]:
    yield f"## {table}\n\n{layouts[0].label}. Layouts:\n"
    yield from (f"- {layout.name}: {layout.description}" for layout in layouts)
    yield "\n| field | kind | headers | layouts |\n|---|---|---|---|"
    fields: dict[str, Field] = {field.name: field for layout in layouts for field in layout.fields}
    for name, field in sorted(fields.items(), key=lambda item: order(item[0], layouts)):
        having = [layout.name for layout in layouts if any(one.name == name for one in layout.fields)]
        where = "" if len(having) == len(layouts) else ", ".join(having)
        where += "" if field.required else " optional"
        marks = "**" if name == layouts[0].key else ""
        yield f"| {marks}`{name}`{marks} | {field.kind} | {'; '.join(field.headers)} | {where.strip()} |"
    yield ""


def order(name: str, layouts: Sequence[TableLayout]) -> int:
    """Return the place of a field in the record."""
    from plangraph.pnrr.records import RECORDS

    return int(RECORDS[layouts[0].table]._fields.index(name))


def test_the_page_of_tables_is_current() -> None:
    written = (ROOT / "docs" / "pnrr-tables.md").read_text(encoding="utf-8")
    assert written == page(known_layouts()), __doc__


if __name__ == "__main__":
    print(page(known_layouts()), end="")
