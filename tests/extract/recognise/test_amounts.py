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
        ("€ 12 000,00", "12000.00"),
        ("€ 12\u00a0000", "12000"),
        ("€ 12 500", "12500"),
        ("12 000 euro", "12000"),
        ("€ 12'000,00", "12000.00"),
        ("€ 12’500", "12500"),
        ("€ 1,5M", "1500000.0"),
        ("€ 2,5 Mln.", "2500000.0"),
        ("€ 500k", "500000"),
        ("300mila euro", "300000"),
        ("K€ 300", "300000"),
        ("300 K€", "300000"),
        ("M€ 1,25", "1250000.00"),
        ("3 MEuro", "3000000"),
        ("1,5 MEUR", "1500000.0"),
        ("EUR300", "300"),
        ("€ 300_Settore 05", "300"),
    ],
)
def test_an_amount_is_read_to_the_cent(text: str, value: str) -> None:
    assert values(text) == [Decimal(value)]


@pytest.mark.parametrize(
    "text",
    [
        "€ 12.50",
        "€ 1.23.456",
        "€ 1,234,567",
        "€ 12,345",
        "€ 12 000.50",
        "€ 12. 000",
        "€ 2,5 mil.",
        "€ 300 m",
        "€ 12 500 alloggi",
        "lotto 12 500 euro",
    ],
)
def test_a_number_that_could_mean_two_amounts_has_no_value(text: str) -> None:
    (mention,) = find_amounts(text)
    assert (mention.status, mention.value) == (Status.AMBIGUOUS, None)


@pytest.mark.parametrize(
    "text",
    [
        "€ 300bis",
        "A300 euro",
        "€ 300/mq",
        "300 €/mq",
        "€/mq 300",
        "€ 300-400",
        "300-400 euro",
        "€ 300 x 12",
        "€ 2 milioni e mezzo",
        "€ 2 milioni e 500 mila",
        "2 milioni e 500 mila euro",
        "un milione di euro",
        "tremila euro",
        "€ -300",
    ],
)
def test_an_amount_that_is_read_only_in_part_has_no_value(text: str) -> None:
    (mention,) = find_amounts(text)
    assert (mention.status, mention.value) == (Status.AMBIGUOUS, None)


@pytest.mark.parametrize("text", ["€ 0,00", "0 euro", "€ 0,0 milioni"])
def test_zero_is_no_amount_to_rely_on(text: str) -> None:
    (mention,) = find_amounts(text)
    assert (mention.status, mention.value) == (Status.AMBIGUOUS, None)


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("Piano 2025 € 300", "€ 300", "300"),
        ("dal 2025 euro 300", "euro 300", "300"),
        ("Lotto 2 €.750.000", "€.750.000", "750000"),
        ("Piano 2025 K€ 300", "K€ 300", "300000"),
        ("nel 2025 300 euro", "300 euro", "300"),
    ],
)
def test_the_number_after_the_sign_is_the_amount(text: str, surface: str, value: str) -> None:
    (mention,) = find_amounts(text)
    assert (mention.surface, mention.value) == (surface, Decimal(value))
    assert text[mention.start :].startswith(surface)


@pytest.mark.parametrize("text", ["300 € 12 lotti", "300 € 2025", "300 euro 200 posti"])
def test_a_sign_between_two_numbers_that_may_be_amounts_is_ambiguous(text: str) -> None:
    (mention,) = find_amounts(text)
    assert (mention.start, mention.value) == (0, None)


def test_amounts_side_by_side_are_each_read() -> None:
    assert values("€ 500.000 + € 200.000") == [500000, 200000]
    assert values("€ 500.000-€ 200.000") == [500000, 200000]
    assert values("300 €, 20 € e € 5") == [300, 20, 5]


def test_a_class_of_vehicles_is_no_sum_of_money() -> None:
    assert values("veicoli Euro 6") == [None]
    assert values("Euro 6,00") == [Decimal("6.00")]


@pytest.mark.parametrize(
    "text", ["750.000", "europei 12", "n. 5", "12 eurodeputati", "12.345,67", "la zona euro", "EuroVelo 5"]
)
def test_a_number_without_currency_is_no_amount(text: str) -> None:
    assert not values(text)


AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=10**10, places=2)


@given(AMOUNTS)
def test_any_amount_written_the_italian_way_is_read_back(amount: Decimal) -> None:
    written = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert values(f"spesa di € {written} circa") == [amount]
    assert values(f"spesa di {written} euro") == [amount]


@given(
    AMOUNTS, st.sampled_from([" ", "\u00a0", "'", "’", "."]), st.sampled_from(["€ ", "K€ ", "Piano 2025 €"])
)
def test_any_sign_of_thousands_is_read_back(amount: Decimal, sign: str, currency: str) -> None:
    written = f"{amount:,.2f}".replace(".", ";").replace(",", sign).replace(";", ",")
    assert values(currency + written) == [amount * (1000 if currency == "K€ " else 1)]


@given(st.text("0123456789.,'’ kKmM€/-x", max_size=14), st.sampled_from(["€", "€ ", "EUR "]))
def test_what_follows_a_sign_is_read_to_its_end_or_has_no_value(rest: str, sign: str) -> None:
    mentions = list(find_amounts(sign + rest))
    assert mentions or sign == "EUR "
    for mention in mentions:
        after = (sign + rest)[mention.start + len(mention.surface) :]
        if mention.value is not None:
            assert isinstance(mention.value, Decimal)
            assert mention.value > 0
            assert not after[:1].isalnum()
