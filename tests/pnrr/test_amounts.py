"""Amounts are exact, whichever way they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.pnrr.amounts import euro, million_euro, number
from plangraph.pnrr.cells import UnreadableCell

CENTS = st.integers(min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("114.000.000", "114000000.00"),
        ("40.000", "40000.00"),
        ("900000000", "900000000.00"),
        ("798182500,8", "798182500.80"),
        ("1234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        (" 1.000.000,00 ", "1000000.00"),
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("€ 1.234,56", "1234.56"),
        ("€.750.000", "750000.00"),
        ("1.234,56 EUR", "1234.56"),
        ("-12,5", "-12.50"),
        ("0", "0.00"),
        (17957.1, "17957.10"),
        (123.45000000000002, "123.45"),
        (0, "0.00"),
        (Decimal("5.5"), "5.50"),
    ],
)
def test_every_spelling_of_an_amount_gives_its_cents(printed: str | float | Decimal, value: str) -> None:
    assert str(euro(printed)) == value


@pytest.mark.parametrize("printed", ["", " ", "N/D", "n.c.", "N/A", "NaN", None, float("nan"), "\xa0"])
def test_a_missing_amount_is_none_and_never_zero(printed: str | float | None) -> None:
    assert euro(printed) is None


@pytest.mark.parametrize("printed", ["12.34.56", "12a", "1 2", "1,2,3", "€", "12,345", "01.000", "9" * 40])
def test_what_could_mean_two_amounts_or_none_is_unreadable(printed: str) -> None:
    with pytest.raises(UnreadableCell):
        euro(printed)


@given(CENTS)
def test_italian_and_plain_writing_of_an_amount_agree(cents: int) -> None:
    value = Decimal(cents) / 100
    english = f"{value:,.2f}"
    italian = english.translate(str.maketrans(",.", ".,"))
    assert euro(italian) == euro(f"{value:.2f}") == euro(f"{value:.2f}".replace(".", ",")) == value


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_an_amount_that_was_kept_as_a_binary_fraction_comes_back_to_the_cent(cents: int) -> None:
    assert euro(cents / 100) == Decimal(cents) / 100


@given(st.text())
def test_no_text_makes_an_amount_fail_in_another_way(text: str) -> None:
    try:
        value = euro(text)
    except UnreadableCell:
        return
    assert value is None or value == value.quantize(Decimal("0.01"))


def test_quantities_keep_the_decimals_that_amounts_refuse() -> None:
    assert number("1.234,567") == Decimal("1234.567")
    assert number("0.125") == Decimal("0.125")
    with pytest.raises(UnreadableCell, match="fraction of a cent"):
        euro("1.234,567")


def test_millions_become_euro() -> None:
    assert million_euro("350,00") == Decimal("350000000.00")
    assert million_euro("1.455,24") == Decimal("1455240000.00")
