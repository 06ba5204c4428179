"""Answers hold against the published tables, read a second time, with pyarrow and without the importer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

Ask = Callable[..., list[Mapping[str, str]]]

PAYMENTS = "PNRR_Pagamenti_di_Progetto.parquet"
PLACES = "PNRR_Localizzazione-Universo_REGIS.parquet"


@pytest.fixture(scope="module")
def tables(root: Path) -> Callable[[str], pa.Table]:
    """Return a function from the name of a published file to its rows."""
    folder = root.parent / "shared" / "pnrr" / "parquet"
    if not folder.is_dir():
        pytest.skip("the published files are not here: put them into ../shared/pnrr")
    return lambda name: pq.read_table(folder / name)


def of(table: pa.Table, submeasure: str) -> pa.Table:
    return table.filter(pc.equal(table["codice_univoco_submisura"], submeasure))


def in_lecce(tables: Callable[[str], pa.Table], submeasure: str) -> set[str]:
    """Return a sub-measure's CUPs in region 16, province 75, municipality 35 of the table of places."""
    places = of(tables(PLACES), submeasure)
    rows = zip(*(places[name].to_pylist() for name in ("cup", "regione", "provincia", "comune")), strict=True)
    return {cup for cup, *where in rows if [int(each) for each in where] == [16, 75, 35]}


@pytest.mark.parametrize("measure", ["M5C2I2.01", "M1C3I1.03", "M2C2I4.01.02", "M5C2I2.03.01", "M6C1I1.01"])
def test_sums_of_a_measure_are_those_of_the_rows_of_its_projects(
    ask: Ask, tables: Callable[[str], pa.Table], measure: str
) -> None:
    code = measure if measure.count(".") == 2 else f"{measure}.00"
    payments = of(tables(PAYMENTS), code)
    local = payments.filter(pc.is_in(payments["cup"], pa.array(sorted(in_lecce(tables, code)))))
    assert local.num_rows > 0
    (answer,) = ask("pnrr-projects-by-measure", measure=measure, date="2025-03-31")
    assert int(answer["localProjects"]) == len(set(local["cup"].to_pylist()))
    for column, field in [
        ("finanziamento_totale", "localFinancedTotal"),
        ("finanziamento_pnrr", "localFinancedPnrr"),
        ("pagamenti_totali", "localPaidTotal"),
        ("pagamenti_totali_pnrr", "localPaidPnrr"),
    ]:
        cents = sum(Decimal(repr(value)) for value in local[column].to_pylist() if value is not None)
        assert Decimal(answer[field]) == cents, column


def test_all_that_was_paid_is_in_the_payments(ask: Ask, tables: Callable[[str], pa.Table]) -> None:
    places, payments = tables(PLACES), tables(PAYMENTS)
    local = {
        (code, cup)
        for code in set(places["codice_univoco_submisura"].to_pylist())
        for cup in in_lecce(lambda _: places, code)
    }
    names = ("codice_univoco_submisura", "cup", "pagamenti_totali")
    cups = {cup for _, cup in local}
    paid = sum(
        Decimal(repr(value))
        for _, cup, value in zip(*(payments[name].to_pylist() for name in names), strict=True)
        if cup in cups and value is not None
    )
    found = ask("pnrr-payments", payer="total")
    assert sum(Decimal(row["localPaidSoFar"]) for row in found) == paid


def test_what_a_call_has_committed_is_what_the_table_says(
    ask: Ask, tables: Callable[[str], pa.Table]
) -> None:
    (call,) = of(tables("PNRR_PRATT.parquet"), "M5C2I2.01.00").to_pylist()
    (answer,) = ask("pnrr-calls", measure="M5C2I2.01")
    assert answer["code"] == str(call["codice_pratt"])
    assert Decimal(answer["nationalCommitted"]) == Decimal(repr(call["importo_impegnato"]))
    assert int(answer["nationalProjects"]) == int(call["numero_progetti"])


def test_milestones_of_a_measure_are_those_of_the_table(ask: Ask, tables: Callable[[str], pa.Table]) -> None:
    rows = of(tables("PNRR_MeT_OAprogrammazione.parquet"), "M5C2I2.01.00")
    answers = ask("pnrr-targets", line="139", version="milestone-target-repowereu")
    assert len({row["code"] for row in answers if row["measure"] == "M5C2I2.01"}) == rows.num_rows
