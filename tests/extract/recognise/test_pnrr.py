"""PNRR codes in every spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.extract.recognise.pnrr import PnrrRecogniser
from plangraph.gazetteer import Gazetteer
from plangraph.records import PnrrCode, Status

KNOWN = {"M5": "Inclusione", "M5C2": "Infrastrutture sociali", "M5C3": "Coesione territoriale", "M1C1": "PA"}


def codes(text: str) -> list[tuple[str | None, str]]:
    return [
        (target.code if isinstance(target, PnrrCode) else None, mention.status.value)
        for mention in PnrrRecogniser(KNOWN).find(text)
        for target in (mention.targets or (None,))
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PNRR M5C2. Rigenerazione urbana", "M5C2"),
        ("PNRR.M5C2: Infrastrutture", "M5C2"),
        ("M5 C2", "M5C2"),
        ("M5-C2", "M5C2"),
        ("M1C1I1.4", "M1C1I1.04"),
        ("M1C1 I1.4", "M1C1I1.04"),
        ("M1C1 - Investimento 1.4", "M1C1I1.04"),
        ("M1C1 – Investimento 1.4", "M1C1I1.04"),
        ("M1C1-I1.4:", "M1C1I1.04"),
        ("M1C1, Inv. 1.4", "M1C1I1.04"),
        ("M5C2I2.1", "M5C2I2.01"),
        ("M5C2I2.01", "M5C2I2.01"),
        ("M5C2I2.01.00", "M5C2I2.01"),
        ("M5C2I2.01.03", "M5C2I2.01.03"),
        ("M1C1I1.4.1", "M1C1I1.04.01"),
        ("M5C2.2.1", "M5C2I2.01"),
        ("M1C1R1.9", "M1C1R1.09"),
        ("M1C1 Riforma 1.9", "M1C1R1.09"),
        ("M1C1 - Inv 1.4", "M1C1I1.04"),
        ("M1C1 invest. 1.4", "M1C1I1.04"),
        ("M1C1 – Misura 1.4", "M1C1I1.04"),
        ("M1C1 sub investimento 1.4.1", "M1C1I1.04.01"),
        ("M1C1 Investimento I1.4", "M1C1I1.04"),
        ("M1C1 (Investimento 1.4)", "M1C1I1.04"),
        ("M1.C1.I1.4", "M1C1I1.04"),
        ("M1C1_I1.4", "M1C1I1.04"),
        ("M1C1 Inv1.4", "M1C1I1.04"),
        ("M5 Componente 2", "M5C2"),
        ("M5, componente 2", "M5C2"),
        ("Missione 5 Componente 2", "M5C2"),
        ("Missione 5, Componente 2, Investimento 2.1", "M5C2I2.01"),
        ("PNRR, missione 5", "M5"),
    ],
)
def test_every_spelling_names_the_regis_code(text: str, code: str) -> None:
    assert codes(text) == [(code, "exact")]


@pytest.mark.parametrize("text", ["M5", "C2", "M5S", "Emme5", "m5", "AM5C", "scale M5, C2"])
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert not codes(text)


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("progettoM1C1I1.4", "M1C1I1.04"),
        ("m1c1i1.4", "M1C1I1.04"),
        ("m5c2", "M5C2"),
        ("AM5C2", "M5C2"),
        ("M5C22", "M5C2"),
        ("M5C2I", "M5C2"),
        ("xM9C7", None),
    ],
)
def test_what_looks_like_a_code_and_cannot_be_read_is_ambiguous(text: str, candidate: str | None) -> None:
    assert codes(f"Lavori {text} al ponte") == [(candidate, "ambiguous")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M1C1 Investimenti 1.2 e 1.4", ["M1C1I1.02", "M1C1I1.04"]),
        ("M1C1 Investimenti 1.2, 1.3 e 1.4", ["M1C1I1.02", "M1C1I1.03", "M1C1I1.04"]),
        ("M1C1 I1.4 e I1.2", ["M1C1I1.04", "M1C1I1.02"]),
        ("M1C1 I1.4, R1.2", ["M1C1I1.04", "M1C1R1.02"]),
        ("M1C1 INVESTIMENTI 1.2 E 1.4", ["M1C1I1.02", "M1C1I1.04"]),
        ("M1C1 Riforme 1.2 e 1.4", ["M1C1R1.02", "M1C1R1.04"]),
        ("M1C1I1.4 e M5C2I2.1", ["M1C1I1.04", "M5C2I2.01"]),
    ],
)
def test_every_measure_of_a_list_is_read(text: str, expected: list[str]) -> None:
    assert codes(text) == [(code, "exact") for code in expected]


@pytest.mark.parametrize("text", ["M5C2 2.1", "M5C2 - 2.1", "M5C2-2.1", "Missione 5 Componente 2 2.1"])
def test_a_measure_without_its_letter_is_probable(text: str) -> None:
    assert codes(text) == [("M5C2I2.01", "probable")]


def test_a_second_measure_without_its_letter_is_probable() -> None:
    assert codes("M1C1 I1.4 e 1.5") == [("M1C1I1.04", "exact"), ("M1C1I1.05", "probable")]
    assert codes("M1C1 I1.4, 1.5") == [("M1C1I1.04", "exact"), ("M1C1I1.05", "ambiguous")]
    assert codes("M1C1-I1.4-1.5") == [("M1C1I1.04", "exact"), ("M1C1I1.05", "ambiguous")]
    assert codes("M1C1 I1.4, 1.5 milioni") == [("M1C1I1.04", "exact")]


def test_a_listed_measure_that_cannot_be_is_ambiguous() -> None:
    assert codes("M1C1 Investimenti 1.2 e 99.9") == [("M1C1I1.02", "exact"), ("M1C1", "ambiguous")]


@pytest.mark.parametrize("text", ["Investimento 1.5 della M1C1", "M1C1, linea dell'Investimento 1.5"])
def test_a_measure_apart_from_the_only_component_is_probable(text: str) -> None:
    assert codes(text) == [("M1C1", "exact"), ("M1C1I1.05", "probable")]


def test_a_measure_of_another_programme_is_none() -> None:
    assert not codes("PSR, Investimento 4.1")


@pytest.mark.parametrize(
    "number",
    [
        ", 12.30 ore",
        ", 2.1",
        " 1.4.2025",
        " 9.15 ore",
        " 2.500 euro",
        " 1.5 milioni",
        ": 1.4/2025",
        " 1.4.20",
        " 9.15-10.20",
    ],
)
def test_a_date_a_time_or_an_amount_after_a_component_is_no_measure(number: str) -> None:
    assert codes(f"PNRR M5C2{number}") == [("M5C2", "exact")]


@pytest.mark.parametrize(
    "text", ["M5C2I99.99", "M5C2I0.0", "M5C2I2.21", "M5C2 Investimento 1.4.2025", "M5C2.2.30", "M5C2I1.4bis"]
)
def test_a_measure_that_cannot_be_is_ambiguous_and_names_the_component_at_most(text: str) -> None:
    assert codes(text) == [("M5C2", "ambiguous")]


@pytest.mark.parametrize("measure", ["Riforma 1", "Investimento 1,4"])
def test_a_measure_that_is_not_read_is_not_lost(measure: str) -> None:
    first, second = PnrrRecogniser(KNOWN).find(f"M5C2 - {measure}: reti")
    assert (first.surface, first.status) == ("M5C2", Status.EXACT)
    assert (second.surface, second.status) == (measure, Status.AMBIGUOUS)


def test_a_component_that_does_not_exist_is_ambiguous_and_names_nothing() -> None:
    assert codes("M9C7 I1.1") == [(None, "ambiguous")]


def test_a_mission_without_the_pnrr_in_sight_is_ambiguous() -> None:
    # «Missione 5» is also a heading of the municipal budget (D.Lgs. 118/2011, allegato 14).
    assert codes("Missione 5") == [("M5", "ambiguous")]


@pytest.mark.parametrize("text", ["M5C2- C3", "M5C2/C3", "M5C2, C3", "M5C2 e C3"])
def test_a_second_component_that_is_only_hinted_at_is_ambiguous(text: str) -> None:
    assert codes(f"PNRR {text}") == [("M5C2", "exact"), ("M5C3", "ambiguous")]


def test_every_further_component_is_kept() -> None:
    assert codes("M5C2 e C3 e C1") == [("M5C2", "exact"), ("M5C3", "ambiguous"), (None, "ambiguous")]


def test_the_measure_of_a_hinted_component_is_as_unsure_as_the_component() -> None:
    assert codes("M5C2I2.1 e C3I1.1") == [("M5C2I2.01", "exact"), ("M5C3I1.01", "ambiguous")]


def test_a_hinted_component_whose_name_stands_in_the_text_is_exact() -> None:
    assert codes("M5C2- C3: coesione territoriale") == [("M5C2", "exact"), ("M5C3", "exact")]


def test_a_letter_after_a_measure_makes_it_probable() -> None:
    (mention,) = PnrrRecogniser(KNOWN).find("M5C2I2.1.A")
    assert (mention.targets, mention.status) == ((PnrrCode("M5C2I2.01"),), Status.PROBABLE)


def test_a_year_or_a_date_after_a_component_is_no_measure() -> None:
    assert codes("M5C2 2026") == [("M5C2", "exact")]
    assert codes("M5C2. 2 lotti") == [("M5C2", "exact")]


@given(
    component=st.sampled_from(["M1C1", "M5C2"]),
    joint=st.sampled_from(["", " ", "-", " - ", " – ", ", "]),
    kind=st.sampled_from(["I", "R", "Investimento ", "Riforma ", "Inv. ", "Inv ", "invest. "]),
    first=st.integers(1, 9),
    second=st.integers(1, 20),
)
def test_any_joint_between_component_and_measure_is_read(
    component: str, joint: str, kind: str, first: int, second: int
) -> None:
    code = f"{component}{kind[0].upper()}{first}.{second:02d}"
    assert codes(f"vedi {component}{joint}{kind}{first}.{second}; poi") == [(code, "exact")]


@given(
    first=st.integers(0, 99),
    second=st.integers(0, 99),
    joint=st.sampled_from(["I", " I", ".", " ", " - ", ", ", " Misura "]),
)
def test_no_measure_is_ever_out_of_bounds(first: int, second: int, joint: str) -> None:
    for mention in PnrrRecogniser(KNOWN).find(f"M5C2{joint}{first}.{second} e oltre"):
        for target in mention.targets:
            assert isinstance(target, PnrrCode)
            assert target.code == "M5C2" or (1 <= first <= 9 and 1 <= second <= 20)
            assert target.component == "M5C2"


def test_all_seventeen_components_are_known(gazetteer: Gazetteer) -> None:
    components = {code for code in gazetteer.pnrr if len(code) == 4}
    assert len(components) == 17
    assert {"M5C2", "M7C1"} <= components
