"""Amounts in euro."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.extract.recognise.amounts import find_amounts
from plangraph.records import Status


def values(text: str) -> list[object]:
    return [mention.value for mention in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(€.750.000)", "750000"),
        ("€ 12.345,67", "12345.67"),
        ("€12,50", "12.50"),
        ("750.000 euro", "750000"),
        ("750.000,00 €", "750000.00"),
        ("Euro 900", "900"),
        ("€ 1,5 milioni", "1500000.0"),
        ("2 mln di euro", "2000000"),
        ("EUR 3 miliardi", "3000000000"),
        ("€ 5.", "5"),
    ],
)
def test_an_amount_is_read_to_the_cent(text: str, value: str) -> None:
    assert values(text) == [Decimal(value)]


@pytest.mark.parametrize("text", ["€ 12.50", "€ 1.23.456", "€ 1,234,567"])
def test_a_number_that_could_mean_two_amounts_has_no_value(text: str) -> None:
    (mention,) = find_amounts(text)
    assert (mention.status, mention.value) == (Status.AMBIGUOUS, None)


@pytest.mark.parametrize("text", ["750.000", "europei 12", "n. 5", "12 eurodeputati", "12.345,67"])
def test_a_number_without_currency_is_no_amount(text: str) -> None:
    assert not values(text)


@given(st.decimals(min_value=0, max_value=10**10, places=2))
def test_any_amount_written_the_italian_way_is_read_back(amount: Decimal) -> None:
    written = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert values(f"spesa di € {written} circa") == [amount]
    assert values(f"spesa di {written} euro") == [amount]
