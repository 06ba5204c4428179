"""The same rows give the same records in whichever format the portal offers them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest
import xlsxwriter

from plangraph.errors import TableError
from plangraph.pnrr import Ledger, open_table, read_rows
from plangraph.pnrr.records import Localisation

COLUMNS: dict[str, list[Any]] = {
    "codice_univoco_submisura": ["M5C2I2.01.00", "M2C4I2.02.00"],
    "descrizione_submisura": ["Rigenerazione urbana", None],
    "cup": ["C81B21000010001", "F81B21000020001"],
    "codice_locale_progetto": ["A#1", "17"],
    "regione": [16, 3],
    "descrizione_regione": ["PUGLIA", "LOMBARDIA"],
    "provincia": [75, 15],
    "descrizione_provincia": ["LECCE", "MILANO"],
    "comune": [35, 146],
    "descrizione_comune": ["LECCE", "MILANO"],
    "indirizzo": [None, "VIA ROMA 1"],
    "cap": [73100, None],
    "data_di_estrazione": [date(2023, 3, 1), date(2023, 3, 1)],
}
"""As data frames keep them: codes became numbers and lost their zeros."""


def as_parquet(path: Path) -> None:
    pyarrow.parquet.write_table(pa.table(COLUMNS), path)


def as_json(path: Path) -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)]
    # A writer that leaves out keys without a value.
    rows = [{key: value for key, value in row.items() if value is not None} for row in rows]
    path.write_text(json.dumps(rows, default=str), encoding="utf-8-sig")


def as_xlsx(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("nota").hide()
    sheet = book.add_worksheet("dati")
    sheet.activate()
    when = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, (header, cells) in enumerate(COLUMNS.items()):
        sheet.write(2, place, header)
        for row, cell in enumerate(cells, start=3):
            if isinstance(cell, date):
                sheet.write_datetime(row, place, cell, when)
            else:
                sheet.write(row, place, cell)
    book.close()


def as_csv(path: Path) -> None:
    lines = [";".join(COLUMNS)]
    lines += [
        ";".join("" if cell is None else str(cell) for cell in row)
        for row in zip(*COLUMNS.values(), strict=True)
    ]
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig")


WRITERS: dict[str, tuple[Callable[[Path], None], list[int]]] = {
    "CSV": (as_csv, [2, 3]),
    "JSON": (as_json, [1, 2]),
    "XLSX": (as_xlsx, [4, 5]),
    "Parquet": (as_parquet, [1, 2]),
}


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_gives_the_same_records_and_the_place_of_each(form: str, tmp_path: Path) -> None:
    write, numbers = WRITERS[form]
    path = tmp_path / "dati.csv"  # the name says nothing
    write(path)
    ledger = Ledger()
    rows = list(read_rows(path, Localisation, ledger))
    assert open_table(path).raw.format == form
    assert [number for number, _ in rows] == numbers
    first, second = (record for _, record in rows)
    assert (first.region_code, first.province_code, first.municipality_code) == ("16", "075", "035")
    assert (first.postcode, first.submeasure_title, first.address) == ("73100", "Rigenerazione urbana", None)
    assert (second.region_code, second.postcode, second.submeasure_title) == ("03", None, None)
    assert second.extraction_date == date(2023, 3, 1)
    assert ledger.extracted == {date(2023, 3, 1)}
    assert ledger.rows == 2
    assert ledger.unreadable == ledger.blank == 0


@pytest.mark.parametrize(
    ("form", "module"), [("JSON", "ijson"), ("XLSX", "python_calamine"), ("Parquet", "pyarrow.parquet")]
)
def test_without_its_library_a_format_says_what_to_install(
    form: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dati"
    WRITERS[form][0](path)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(TableError, match=r"pip install 'plangraph\[pnrr\]'"):
        open_table(path)


def test_csv_needs_no_library_of_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("ijson", "python_calamine", "pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, module, None)
    as_csv(tmp_path / "dati")
    assert len(list(read_rows(tmp_path / "dati", Localisation, Ledger()))) == 2


@pytest.mark.parametrize("form", ["JSON", "XLSX", "Parquet"])
def test_half_a_file_is_refused_and_named(form: str, tmp_path: Path) -> None:
    path = tmp_path / "dati"
    WRITERS[form][0](path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with pytest.raises(TableError) as caught:
        list(open_table(path).rows(Ledger()))
    assert str(caught.value).startswith(f"{path}:")


def test_an_object_with_other_keys_or_values_is_reported_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "dati.json"
    as_json(path)
    rows = json.loads(path.read_text(encoding="utf-8-sig"))
    many = rows * 2500 + [{**rows[0], "nuova": 1}, {**rows[0], "cup": [1]}, rows[1]]
    path.write_text(json.dumps(many), encoding="utf-8")
    ledger = Ledger()
    assert sum(1 for _ in open_table(path).rows(ledger)) == 5001
    assert [problem.number for problem in ledger.problems] == [5001, 5002]
    assert "'nuova'" in ledger.problems[0].reason


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"<!DOCTYPE html><html>Access denied</html>", "web page"),
        (b"\xff\xfeC\x00U\x00P\x00", "UTF-16"),
        (b"{}", "no array"),
        (b"[1, 2]", "no array"),
        (b"[{]", "no JSON"),
    ],
)
def test_what_is_no_table_is_refused_for_what_it_is(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "PNRR_Progetti.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=message):
        open_table(path)


def test_a_file_that_is_not_there_is_an_error_of_input(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        open_table(tmp_path / "nothing")
