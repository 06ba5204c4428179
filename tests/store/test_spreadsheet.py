"""Tables for spreadsheet programs, read back by libraries that did not write them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph import sheets
from plangraph.store.dataset import Dataset
from plangraph.store.errors import UnwritableError
from plangraph.store.formats import EXCEL, XLSX
from plangraph.store.spreadsheet import write_spreadsheet
from plangraph.store.terms import Iri, Literal, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def number(value: str, datatype: str = "decimal") -> Literal:
    return Literal(value, datatype=f"{XSD}{datatype}")


def excel_cells(rows: Sequence[Sequence[Term | None]]) -> list[list[str]]:
    body = write_spreadsheet("abc"[: len(rows[0])], rows, EXCEL).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body, newline=""), delimiter=";", strict=True))[1:]


def test_excel_csv_has_a_mark_semicolons_and_crlf(dataset: Dataset) -> None:
    query = 'SELECT (1.5 AS ?amount) ("a;b" AS ?text) ?none {}'
    assert dataset.query(query).write(EXCEL) == b'\xef\xbb\xbfamount;text;none\r\n1,5;"a;b";\r\n'


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        (number("750000.5"), "750000,5"),
        (number("-3", "integer"), "-3"),
        (number("1.0E3", "double"), "1,0E3"),
        (number("INF", "double"), "INF"),
        (number("12345678901234567890", "integer"), "12345678901234567890"),
        (Literal("1.5"), "1.5"),
        (Literal("riga\r\nriga", "it"), "riga\r\nriga"),
        (Iri("http://example.org/a;b"), "http://example.org/a;b"),
        (None, ""),
    ],
)
def test_numbers_have_a_decimal_comma_and_texts_are_left_alone(term: Term | None, cell: str) -> None:
    assert excel_cells([[term, Iri("a:b")]]) == [[cell, "a:b"]]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", " =", "\n=", "\uff1d", "\uff0b"])
def test_no_text_becomes_a_formula(begin: str) -> None:
    for text in (Literal(f'{begin}HYPERLINK("http://evil.example")'), Literal(begin), number(f"{begin}1+1")):
        assert excel_cells([[text]]) == [[f"'{text.value}"]]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_is_read_back_or_marked_as_text(text: str) -> None:
    ((cell,),) = excel_cells([[Literal(text)]]) if text else [[""]]
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert cell.lstrip()[:1] not in {"=", "+", "-", "@"} or not cell


def sheet(body: bytes) -> list[list[tuple[str, str]]]:
    """Return the rows of the first sheet: type and text of each cell."""
    archive = zipfile.ZipFile(io.BytesIO(body))
    shared = [
        "".join(item.itertext()) for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    ]
    root = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not list(root.iter(f"{SHEET}f")), "there is a formula"
    rows = []
    for row in root.iter(f"{SHEET}row"):
        cells = [(cell.get("t", "n"), cell.findtext(f"{SHEET}v", "")) for cell in row]
        rows.append([("s", shared[int(value)]) if kind == "s" else (kind, value) for kind, value in cells])
    return rows


def test_xlsx_keeps_numbers_as_numbers_and_everything_else_as_text() -> None:
    row: list[Term | None] = [
        number("750000.50"),
        Literal("05"),
        Literal("=1+1"),
        Iri("http://example.org/"),
        None,
    ]
    truth = Literal("true", datatype=f"{XSD}boolean")
    body = write_spreadsheet("abcdef", [[*row, truth], [number("1" * 16, "integer")]], XLSX)
    assert sheet(body) == [
        [("s", name) for name in "abcdef"],
        [("n", "750000.5"), ("s", "05"), ("s", "=1+1"), ("s", "http://example.org/"), ("b", "1")],
        [("s", "1" * 16)],
    ]


def test_equal_answers_are_equal_workbooks() -> None:
    assert write_spreadsheet("a", [[Literal("è")]], XLSX) == write_spreadsheet("a", [[Literal("è")]], XLSX)


def test_what_a_sheet_cannot_hold_is_refused_rather_than_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_MOST_ROWS", 3)
    monkeypatch.setattr(sheets, "_MOST_COLUMNS", 2)
    assert len(sheet(write_spreadsheet("a", [[Literal("x")]] * 2, XLSX))) == 3
    with pytest.raises(UnwritableError, match="3 rows"):
        write_spreadsheet("a", [[Literal("x")]] * 3, XLSX)
    with pytest.raises(UnwritableError, match="2 columns"):
        write_spreadsheet("abc", [], XLSX)
    with pytest.raises(UnwritableError, match="32,767 characters"):
        write_spreadsheet("a", [[Literal("x" * 32_768)]], XLSX)
