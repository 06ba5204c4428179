"""A code of the PNRR is one value, however it is spelt; what is no code is refused."""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.errors import PnrrCodeError
from plangraph.records import PnrrCode, PnrrLevel

components = st.builds("M{}C{}".format, st.integers(1, 6), st.integers(1, 4))
letters = st.sampled_from("IR")
ordinals = st.tuples(st.integers(1, 9), st.integers(1, 99))
parts = st.one_of(st.just(""), st.integers(1, 99), st.builds("A{}".format, st.integers(1, 9)))
measures = st.builds(PnrrCode.measure_of, components, letters, ordinals, parts)
of_mission_7 = st.builds(
    PnrrCode.measure_of, st.just("M7C1"), letters, st.tuples(st.integers(1, 99), st.integers(1, 9)), parts
)
heads = st.builds(PnrrCode, st.one_of(components, st.builds("M{}".format, st.integers(1, 7))))
codes = st.one_of(measures, of_mission_7, heads)
joints = st.sampled_from(["", " ", "-", " - ", ".", "_", "/", " – "])


@pytest.mark.parametrize(
    "spelling",
    [
        "M5C2I2.1", "M5C2 I2.1", "M5C2I2.01", "M5C2I2.01.00", "M5C2.2.1", "M5C2.I2.1", "m5c2-i2.1",
        "M5 C2 I2.1",        " M5C2I2.1\n", "M5C2 - Investimento 2.1", "M5C2 Inv. 2.1", "M5C2I2.1.0",
    ],
)  # fmt: skip
def test_all_spellings_of_a_measure_are_one_value(spelling: str) -> None:
    assert PnrrCode.parse(spelling) == PnrrCode("M5C2I2.01")


@given(codes, joints, joints, st.booleans())
def test_any_code_is_read_back_from_any_of_its_spellings(
    code: PnrrCode, first: str, second: str, lower: bool
) -> None:
    for written in (code.code, code.join_key, code.unpadded):
        mission, component, rest = written[:2], written[2:4], written[4:]
        spelling = mission + (first + component if component else "") + (second + rest if rest else "")
        assert PnrrCode.parse(spelling.lower() if lower else spelling) == code


@given(codes)
def test_a_code_is_below_the_items_whose_code_it_begins_with(code: PnrrCode) -> None:
    above = code.broader
    if above is None:
        assert code.level is PnrrLevel.MISSION
    else:
        assert code.code.startswith(above.code)
        assert list(PnrrLevel).index(code.level) == list(PnrrLevel).index(above.level) + 1
        assert (code.mission, code.component) == (above.mission, above.component or code.component)


@pytest.mark.parametrize(
    ("key", "code", "unpadded", "level"),
    [
        ("M1C1I1.03.01", "M1C1I1.03.01", "M1C1I1.3.1", "sub-measure"),
        ("M1C1R1.03.00", "M1C1R1.03", "M1C1R1.3", "measure"),
        ("M1C1I1.10.00", "M1C1I1.10", "M1C1I1.10", "measure"),
        ("M1C2R3.00.00", "M1C2R3.00", "M1C2R3", "measure"),
        ("M1C1I3.00.02", "M1C1I3.00.02", "M1C1I3.0.2", "sub-measure"),
        ("M2C4I2.01.A1", "M2C4I2.01.A1", "M2C4I2.1.A1", "sub-measure"),
        ("M7C1I01.1.00", "M7C1I01.1", "M7C1I1.1", "measure"),
        ("M7C1I15.1.02", "M7C1I15.1.02", "M7C1I15.1.2", "sub-measure"),
    ],
)
def test_the_join_key_of_the_tables_goes_in_and_comes_out(
    key: str, code: str, unpadded: str, level: str
) -> None:
    read = PnrrCode.parse(key)
    assert (read.code, read.join_key, read.unpadded, read.level.value) == (code, key, unpadded, level)


def test_the_letter_says_investment_or_reform() -> None:
    assert PnrrCode.parse("M1C1R1.3").is_reform is True
    assert PnrrCode.parse("M1C1I1.3").is_reform is False
    assert PnrrCode.parse("M1C1").is_reform is None


@pytest.mark.parametrize(
    "text",
    [
        "", "M", "5C2", "M0C1", "M8C1", "M5C2I", "M5C2I2.1.1.1", "M5C2I2.123", "M5C22.1", "M5C2X2.1",
        "PNRR M5C2",        "M7I1", "M5C2I12.1", "M5C2I2,1", "C83I22000110001", "M5C2I2.1 e 2.2",
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(PnrrCodeError, match="is no"):
        PnrrCode.parse(text)


@pytest.mark.parametrize("text", ["M2C4I2.1.A", "M1C1R1.9A", "M1C1R1.9BIS", "M4C2I2.2bis"])
def test_an_id_that_only_the_tables_explain_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(PnrrCodeError, match="ends in a letter"):
        PnrrCode.parse(text)


@given(st.text(max_size=20))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    with contextlib.suppress(PnrrCodeError):
        assert PnrrCode.parse(text).join_key


@pytest.mark.parametrize("code", ["M5C2I2.1", "M5C2I2.01.00", "m5c2", "M7C1I1.01", "M5C2I02.1", "M5I2.01"])
def test_a_value_is_never_made_of_another_spelling(code: str) -> None:
    with pytest.raises(PnrrCodeError):
        PnrrCode(code)


def test_every_key_of_the_published_table_is_a_code_and_comes_out_as_it_went_in(root: Path) -> None:
    table = root.parent / "shared" / "pnrr" / "csv" / "OpenData_PNRR_QuadroFin_Programmazione_v04.csv"
    if not table.is_file():
        pytest.skip("the open data table is not beside the checkout")
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["Programma"]]
    keys = [row["Codice Univoco Submisura"] for row in rows]
    assert [PnrrCode.parse(key).join_key for key in keys] == keys
    lettered = [row["ID Submisura"] for row in rows if row["ID Submisura"][-1].isalpha()]
    told = {
        row["ID Submisura"]
        for row in rows
        if row["ID Submisura"] != PnrrCode.parse(row["Codice Univoco Submisura"]).unpadded
    }
    assert told == {*lettered, "M1C1I3.1", "M1C1I3.2"}
