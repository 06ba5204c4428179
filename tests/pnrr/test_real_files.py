"""The files as published, where they are at hand: every row is read, every trap in them is met."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from plangraph.pnrr import Ledger, open_table, read_rows
from plangraph.pnrr.records import Localisation, Measure, Milestone, PncMeasure, Subjects, Winner
from plangraph.pnrr.taxcodes import Withheld

PERSON = re.compile(r"(?<![A-Z0-9])[A-Z]{6}[0-9L-V]{2}[A-Z][0-9L-V]{2}[A-Z][0-9L-V]{3}[A-Z](?![A-Z0-9])")

# File, table, rows that are records, blank rows.
FILES = [
    ("csv/Mappatura_PNRR_SNSvS_Agenda2030_v2.csv", "sdg-mapping", 467, 0),
    ("csv/OpenData_PNC_DescrizioneProgrammi.csv", "pnc-programmes", 30, 0),
    ("csv/OpenData_PNC_QuadroFinanziario.csv", "pnc-measures", 30, 0),
    ("csv/OpenData_PNRR_QuadroFin_Programmazione_v04.csv", "measures", 285, 1),
    ("csv/PNRR_Gare.csv", "tenders", 4, 0),
    ("csv/PNRR_Localizzazione.csv", "localisation", 5246, 0),
    ("csv/PNRR_MeT_OA_programmazione_v03.csv", "milestones", 1312, 0),
    ("csv/PNRR_Progetti.csv", "projects", 5246, 0),
    ("csv/PNRR_Soggetti.csv", "subjects", 5246, 0),
    ("csv/TAG_sostegno_clima_digitale_v05.csv", "tags", 281, 0),
    ("parquet/OpenData_PNC_Gare.parquet", "pnc-tenders", 15_251, 0),
    ("parquet/OpenData_PNC_LocalizzazioneGeografica.parquet", "pnc-localisation", 7685, 0),
    ("parquet/OpenData_PNC_Progetti.parquet", "pnc-projects", 5751, 0),
    ("parquet/OpenData_PNRR_QuadroFinProgrammazione.parquet", "measures", 306, 0),
    ("parquet/PNRR_MeT_OAprogrammazione.parquet", "milestones", 1372, 0),
    ("parquet/PNRR_PRATT.parquet", "calls", 587, 64_330),
    ("parquet/TAG_sostegno_clima_digitale.parquet", "tags", 363, 0),
]
LARGE = [
    ("parquet/PNRR_Aggiudicatari_Gare.parquet", "winners", 139_200, 0),
    ("parquet/PNRR_Gare_Aggiudicatari-Universo_REGIS.parquet", "tenders", 67_223, 0),
    ("parquet/PNRR_Indicatori_Target.parquet", "target-indicators", 360_557, 0),
    ("parquet/PNRR_Localizzazione-Universo_REGIS.parquet", "localisation", 164_482, 0),
    ("parquet/PNRR_Pagamenti_di_Progetto.parquet", "payments", 127_377, 0),
]


@pytest.mark.parametrize(
    ("name", "table", "rows", "blank"),
    [*FILES, *(pytest.param(*case, marks=pytest.mark.slow) for case in LARGE)],
)
def test_every_row_of_a_published_file_is_read(
    name: str, table: str, rows: int, blank: int, shared: Path
) -> None:
    ledger = Ledger()
    opened = open_table(shared / name)
    found = sum(1 for _ in opened.rows(ledger))
    assert opened.layout.table == table
    assert (found, ledger.rows, ledger.blank, list(ledger.lines())) == (rows, rows, blank, [])


def test_all_published_files_are_in_this_list(shared: Path) -> None:
    present = {path.relative_to(shared).as_posix() for path in shared.rglob("*") if path.is_file()}
    assert present == {case[0] for case in (*FILES, *LARGE)}


def test_the_financial_table_is_exact_before_and_after_repowereu(shared: Path) -> None:
    before = measures(shared / "csv/OpenData_PNRR_QuadroFin_Programmazione_v04.csv")
    after = measures(shared / "parquet/OpenData_PNRR_QuadroFinProgrammazione.parquet")
    for table in (before, after):
        for measure in table:
            assert measure.total_amount is not None
            assert measure.total_amount.as_tuple().exponent == -2
    assert {measure.mission for measure in after} - {measure.mission for measure in before} == {"M7"}
    assert len({measure.measure_code for measure in after}) == 217
    assert next(m for m in before if m.submeasure_code == "M1C1I1.01.00").total_amount == Decimal(900_000_000)
    assert sum(m.total_amount or 0 for m in before) == Decimal("191499177890.20")


def measures(path: Path) -> list[Measure]:
    return [record for _, record in read_rows(path, Measure, Ledger())]


def test_lines_of_a_csv_are_those_of_the_file(shared: Path) -> None:
    path = shared / "csv/PNRR_MeT_OA_programmazione_v03.csv"
    lines = path.read_bytes().split(b"\n")
    for number, milestone in islice(read_rows(path, Milestone, Ledger()), 0, None, 97):
        opening = f"{milestone.mission};{milestone.mission_title}".encode()
        assert lines[number - 1].startswith(opening)


def test_the_places_in_the_municipality_of_lecce_are_found_by_their_codes(shared: Path) -> None:
    path = shared / "parquet/PNRR_Localizzazione-Universo_REGIS.parquet"
    lecce = [
        place
        for _, place in read_rows(path, Localisation, Ledger())
        if (place.region_code, place.province_code, place.municipality_code) == ("16", "075", "035")
    ]
    assert len(lecce) == 304
    assert len({place.submeasure_code for place in lecce}) == 41
    assert {place.extraction_date for place in lecce} == {date(2023, 3, 1)}


def test_amounts_of_the_complementary_plan_are_euro_and_not_millions(shared: Path) -> None:
    path = shared / "csv/OpenData_PNC_QuadroFinanziario.csv"
    total = sum(record.amount or 0 for _, record in read_rows(path, PncMeasure, Ledger()))
    # D.L. 59/2021, art. 1: 30.6 billion for the plan.
    assert Decimal("30_000_000_000") < total < Decimal("31_000_000_000")


@pytest.mark.slow
def test_no_tax_code_of_a_natural_person_leaves_the_reader(shared: Path) -> None:
    ledger = Ledger()
    rows: list[Iterable[tuple[int, Any]]] = [
        read_rows(shared / "csv/PNRR_Soggetti.csv", Subjects, ledger),
        read_rows(shared / "parquet/PNRR_Aggiudicatari_Gare.parquet", Winner, ledger),
    ]
    persons = 0
    for table in rows:
        for _, record in table:
            persons += record.count(Withheld.PERSON)
            assert not any(isinstance(value, str) and PERSON.search(value) for value in record)
    # 26 in the columns of the subjects; 288 names of winners have a code in them.
    assert (persons, ledger.persons, ledger.masked) == (26, 314, 24_287)
