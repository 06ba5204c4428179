"""Tables are recognised by their columns; layouts and records say the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_type_hints

import pytest

from plangraph.errors import TableError
from plangraph.pnrr import Ledger, open_table, read_rows
from plangraph.pnrr.headers import normalised
from plangraph.pnrr.kinds import KINDS, TYPES
from plangraph.pnrr.layouts import TableLayout, known_layouts, recognise
from plangraph.pnrr.records import RECORDS, Measure

HERE = Path("somewhere.csv")
Places = tuple[tuple[str, ...], tuple[str, ...]]
WriteCsv = Callable[..., Path]


def titles(layout: TableLayout) -> str:
    return f"{layout.table} {layout.name}"


def required(layout: TableLayout) -> list[str]:
    return [field.headers[0] for field in layout.fields if field.required]


@pytest.mark.parametrize("layout", known_layouts(), ids=titles)
def test_a_layout_is_recognised_in_any_order_and_spelling(layout: TableLayout) -> None:
    header = [f" {column.upper().replace(' ', '_')} " for column in reversed(required(layout))]
    assert recognise(header, HERE) is layout
    everything = [field.headers[-1] for field in layout.fields]
    assert recognise(everything, HERE) is layout


@pytest.mark.parametrize("layout", known_layouts(), ids=titles)
def test_a_layout_with_a_column_more_or_less_is_refused_and_named(layout: TableLayout) -> None:
    header = required(layout)
    with pytest.raises(TableError) as caught:
        recognise([*header[1:], "Colonna Nuova"], HERE)
    message = str(caught.value)
    assert message.startswith("somewhere.csv:")
    assert layout.table in message or len(header) < 5
    assert "new: Colonna Nuova" in message or len(header) < 5
    assert " ".join(header[0].split()) in message or len(header) < 5


def test_a_column_that_is_there_twice_is_refused() -> None:
    layout = known_layouts()[0]
    with pytest.raises(TableError, match="new: "):
        recognise([*required(layout), "IMPORTO  TOTALE"], HERE)


def test_a_table_of_something_else_is_refused_with_its_columns() -> None:
    with pytest.raises(TableError, match=r"no known table has any of the columns name, age"):
        recognise(["name", "age"], HERE)


def test_a_file_whose_first_line_has_no_columns_is_said_to_be_no_table() -> None:
    with pytest.raises(TableError, match=r"somewhere\.csv: is not a table"):
        recognise(["# Strategic plan: asserted triples."], HERE)


def test_columns_that_fit_two_layouts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    layout = known_layouts()[0]
    twins = (layout, replace(layout, name="another"))
    monkeypatch.setattr("plangraph.pnrr.layouts.known_layouts", lambda: twins)
    with pytest.raises(TableError, match="fit several layouts: measures 2023 and measures another"):
        recognise(required(layout), HERE)


def test_no_two_layouts_have_the_same_columns() -> None:
    for one, other in itertools.combinations(known_layouts(), 2):
        assert set(map(normalised, required(one))) != set(map(normalised, required(other)))


def test_no_header_stands_for_two_fields_of_a_layout() -> None:
    for layout in known_layouts():
        spellings = [normalised(header) for field in layout.fields for header in field.headers]
        assert len(spellings) == len(set(spellings)), titles(layout)


@pytest.mark.parametrize("table", RECORDS)
def test_records_have_the_fields_of_the_layouts_in_their_order_with_their_types(table: str) -> None:
    layouts = [layout for layout in known_layouts() if layout.table == table]
    kinds = {field.name: field.kind for layout in layouts for field in layout.fields}
    record = RECORDS[table]
    assert set(kinds) == set(record._fields)
    for layout in layouts:
        names = [field.name for field in layout.fields]
        assert names == [name for name in record._fields if name in names]
        assert layout.key in names
    key = layouts[0].key
    annotations = record.__annotations__
    for name, kind in kinds.items():
        expected = "str" if name == key else TYPES.get(kind, "str | None")
        assert getattr(annotations[name], "__forward_arg__", annotations[name]) == expected, name
    assert get_type_hints(record)


def test_every_table_has_a_record_and_every_kind_a_converter() -> None:
    assert {layout.table for layout in known_layouts()} == set(RECORDS)
    kinds = {field.kind for layout in known_layouts() for field in layout.fields}
    assert kinds <= set(KINDS)
    assert set(TYPES) <= set(KINDS)


def test_reading_one_table_as_another_is_refused(places: Places, write_csv: WriteCsv) -> None:
    header, row = places
    path = write_csv(header, [row])
    with pytest.raises(TableError, match="this is the table localisation, not one of Measure"):
        read_rows(path, Measure, Ledger())
    assert open_table(path).layout.table == "localisation"


def test_a_field_that_a_layout_lacks_is_none_in_its_records(places: Places, write_csv: WriteCsv) -> None:
    header, row = places
    ((_, record),) = open_table(write_csv(header, [row])).rows(Ledger())
    assert record.share is record.extraction_date is record.submeasure_title is None
    assert record.cup == "C81B21000010001"
