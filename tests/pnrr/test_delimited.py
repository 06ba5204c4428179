"""CSV as it comes: odd encodings, odd line ends, rows that are no rows."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from plangraph.pnrr import Ledger, open_table, read_rows
from plangraph.pnrr.formats.batches import BATCH_ROWS
from plangraph.pnrr.records import Localisation, PncProgramme

Places = tuple[tuple[str, ...], tuple[str, ...]]
WriteCsv = Callable[..., Path]


def read(path: Path) -> tuple[list[tuple[int, Localisation]], Ledger]:
    ledger = Ledger()
    return list(read_rows(path, Localisation, ledger)), ledger


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "windows-1252"])
def test_accents_come_through_in_each_encoding_that_was_met(
    encoding: str, places: Places, write_csv: WriteCsv
) -> None:
    header, row = places
    cells = (*row[:7], "CARRÙ – LÀ", *row[8:])
    rows, ledger = read(write_csv(header, [cells], encoding=encoding))
    assert rows[0][1].municipality == "CARRÙ – LÀ"
    assert ledger.mended == (encoding == "windows-1252")


def test_one_line_in_windows_1252_leaves_the_others_in_utf_8(places: Places, tmp_path: Path) -> None:
    header, row = places
    path = tmp_path / "misto.csv"
    utf = ";".join((*row[:7], "FORLÌ", *row[8:]))
    path.write_bytes(
        b"\xef\xbb\xbf" + "\n".join([";".join(header), utf, ""]).encode() + utf.encode("windows-1252") + b"\n"
    )
    rows, ledger = read(path)
    assert [record.municipality for _, record in rows] == ["FORLÌ", "FORLÌ"]
    assert ledger.mended == 1


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_in_the_header(delimiter: str, places: Places, write_csv: WriteCsv) -> None:
    header, row = places
    rows, _ = read(write_csv(header, [row], delimiter=delimiter))
    assert rows[0][1].municipality_code == "035"


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "programmi.csv"
    header = "Codice univoco programma;Programma;Descrizione programma\n"
    rows = 'PNC-A.1;Uno;"due righe,\nuna sola ""cella"" \r e un ritorno"\nPNC-A.2;Due;x\n'
    path.write_bytes(b"\xef\xbb\xbf" + (header + rows).encode())
    found = list(read_rows(path, PncProgramme, Ledger()))
    assert [number for number, _ in found] == [2, 4]
    assert found[0][1].description == 'due righe, una sola "cella" e un ritorno'


def test_rows_with_too_few_or_too_many_cells_are_reported_and_the_rest_is_read(
    places: Places, write_csv: WriteCsv
) -> None:
    header, row = places
    rows, ledger = read(write_csv(header, [row[:-1], row, (*row, "in più"), (*row, "", ""), row]))
    assert [number for number, _ in rows] == [3, 5, 6]
    assert ledger.unreadable == 2
    assert [(problem.number, problem.reason) for problem in ledger.problems] == [
        (2, "has 9 cells where the header has 10"),
        (4, "has 11 cells where the header has 10"),
    ]
    assert ledger.problems[0].value.startswith("M5C2I2.01.00;C81B21000010001")


@pytest.mark.parametrize("below", [3, 5000])
def test_a_quote_that_never_closes_costs_its_own_line_only(
    below: int, places: Places, write_csv: WriteCsv
) -> None:
    header, row = places
    open_quote = (*row[:8], '"VIA ROMA', row[9])
    rows, ledger = read(write_csv(header, [row, open_quote, *[row] * below]))
    assert [number for number, _ in rows] == [2, *range(4, below + 4)]
    assert [problem.number for problem in ledger.problems] == [3]
    assert "is no CSV" in ledger.problems[0].reason


def test_text_after_a_closing_quote_is_reported_and_reading_goes_on(
    places: Places, write_csv: WriteCsv
) -> None:
    header, row = places
    rows, ledger = read(write_csv(header, [(*row[:8], '"ACME" SRL', row[9]), row]))
    assert ([number for number, _ in rows], ledger.unreadable) == ([3], 1)


def test_empty_lines_and_rows_of_nothing_are_counted_as_blank(places: Places, write_csv: WriteCsv) -> None:
    header, row = places
    rows, ledger = read(write_csv(header, [("",), row, ("",) * 10, ("N/D",) * 10]))
    assert (len(rows), ledger.blank, ledger.unreadable) == (1, 3, 0)


def test_nameless_columns_at_the_end_are_a_spreadsheets_and_no_columns(
    places: Places, write_csv: WriteCsv
) -> None:
    header, row = places
    assert len(read(write_csv((*header, "", " "), [(*row, "", "")]))[0]) == 1


def test_a_table_longer_than_a_batch_keeps_its_order_and_its_problems(
    places: Places, write_csv: WriteCsv
) -> None:
    header, row = places
    rows = [(row[0], f"C81B21{number:08}1", *row[2:]) for number in range(10_000)]
    rows[5000] = ("", *rows[5000][1:])
    rows[9000] = (rows[9000][0], "NO CUP", *rows[9000][2:])
    found, ledger = read(write_csv(header, rows))
    assert [number for number, _ in found] == [n + 2 for n in range(10_000) if n not in (5000, 9000)]
    assert all(record.cup == f"C81B21{number - 2:08}1" for number, record in found)
    assert [(problem.number, problem.column) for problem in ledger.problems] == [
        (5002, "Codice Univoco submisura"),
        (9002, "CUP"),
    ]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows_of_a_table(places: Places, write_csv: WriteCsv) -> None:
    header, row = places
    peaks = []
    for count in (10_000, 40_000):
        rows = [(row[0], f"C81B21{number:08}1", *row[2:]) for number in range(count)]
        path = write_csv(header, rows, name=f"{count}.csv")
        del rows
        tracemalloc.start()
        for _ in open_table(path).rows(Ledger()):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


def test_a_table_can_be_read_twice(places: Places, write_csv: WriteCsv) -> None:
    header, row = places
    table = open_table(write_csv(header, [row, row]))
    assert list(table.rows(Ledger())) == list(table.rows(Ledger()))


@pytest.mark.parametrize("odd", range(BATCH_ROWS - 2, BATCH_ROWS + 2))
def test_what_is_odd_at_the_edge_of_a_batch_moves_no_row_and_no_number(odd: int, tmp_path: Path) -> None:
    path = tmp_path / "programmi.csv"
    lines = ["Codice univoco programma;Programma;Descrizione programma"]
    expected = []
    for number in range(2 * BATCH_ROWS):
        expected.append((len(lines) + 1, f"PNC-A.{number}"))
        lines += [f'PNC-A.{number};Uno;"due', 'righe"'] if number == odd else [f"PNC-A.{number};Uno;x"]
    lines[odd + 2 + 100] = lines[odd + 2 + 100].replace("x", "\u00e0")
    text = "\n".join(lines) + "\n"
    path.write_bytes(text.encode("windows-1252"))
    ledger = Ledger()
    found = list(read_rows(path, PncProgramme, ledger))
    assert [(number, record.programme_code) for number, record in found] == expected
    assert (ledger.mended, ledger.unreadable) == (1, 0)
    assert found[odd][1].description == "due righe"
