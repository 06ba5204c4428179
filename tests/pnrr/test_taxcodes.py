"""Tax codes of natural persons never leave the reader; the codes here are made up."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.pnrr.codes import text
from plangraph.pnrr.taxcodes import REDACTED, Withheld, tax_code

LETTER = st.sampled_from(string.ascii_uppercase)
DIGIT = st.sampled_from(string.digits + "LMNPQRSTUV")
MONTH = st.sampled_from("ABCDEHLMPRST")
PERSON = st.tuples(*[LETTER] * 6, DIGIT, DIGIT, MONTH, DIGIT, DIGIT, LETTER, DIGIT, DIGIT, DIGIT, LETTER).map(
    "".join
)


@given(PERSON)
def test_a_natural_persons_code_is_kept_back_in_any_writing(code: str) -> None:
    spaced = f" {code[:6]} {code[6:11]} {code[11:]} "
    assert {tax_code(writing) for writing in (code, code.lower(), spaced, f"{code}.")} == {Withheld.PERSON}


@given(PERSON, st.sampled_from(["IMPRESA ROSSI {} LAVORI", "ROSSI MARIO - {}", "{}", "({})", "c.f.{}"]))
def test_a_natural_persons_code_inside_a_text_is_replaced(code: str, around: str) -> None:
    assert text(around.format(code)) == around.format(REDACTED)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("02598070247", "02598070247"),
        ("DE123456789", "DE123456789"),
        ("CHE-123.456.789", "CHE-123.456.789"),
        (" 0259807 0247", "02598070247"),
        (2598070247, "02598070247"),
    ],
)
def test_codes_of_organisations_stay_also_foreign_ones(printed: str | int, kept: str) -> None:
    assert tax_code(printed) == kept


def test_a_code_of_sixteen_characters_is_kept_back_even_with_a_typing_error() -> None:
    assert tax_code("RSSMRA80A01H5O1U") is Withheld.PERSON


def test_what_the_publisher_masked_is_told_from_what_is_missing() -> None:
    assert tax_code("****************") is Withheld.MASKED
    assert tax_code("N/D") is None


def test_an_ordinary_text_stays_as_it_is() -> None:
    title = "RESTAURO DEL PORTONE - LOTTO 2B ABCDEF80A01H501 LECCE"
    assert text(title) == title
