"""Texts and codes: what is mended, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.pnrr.cells import UnreadableCell, plain_text
from plangraph.pnrr.codes import cig, coefficient, cup, flag, integer, padded, text
from plangraph.pnrr.headers import normalised


@given(st.text())
def test_a_text_has_no_control_characters_and_no_double_spaces(printed: str) -> None:
    found = plain_text(printed)
    assert found is None or (found and found == " ".join(found.split()))
    assert found is None or not any("\x80" <= character < "\xa0" for character in found)


def test_marks_of_windows_1252_that_passed_for_control_characters_come_back() -> None:
    assert text("ALL\x92INTERNO \x96 LOTTO 1") == "ALL’INTERNO – LOTTO 1"


def test_line_ends_and_hard_spaces_inside_a_cell_become_spaces() -> None:
    assert (
        text("Società\xa0 a responsabilità\xa0 limitata\r\n(SRL) ")
        == "Società a responsabilità limitata (SRL)"
    )


@pytest.mark.parametrize(
    ("width", "printed", "code"),
    [
        (3, 75, "075"),
        (3, "75", "075"),
        (3, 75.0, "075"),
        (2, "016", "16"),
        (2, 3.0, "03"),
        (5, 100, "00100"),
        (3, "000", "000"),
        (2, "000", "00"),
        (3, "A12", "A12"),
        (3, "075035", "075035"),
    ],
)
def test_a_code_of_digits_has_its_usual_width(width: int, printed: str | float, code: str) -> None:
    assert padded(width, printed) == code


def test_a_cup_is_checked_and_written_in_upper_case() -> None:
    assert cup(" G17h03000130001") == "G17H03000130001"
    assert cup("N/A") is cup("N/A2") is cup("") is None
    for wrong in ("G17H0300013000", "1G7H03000130001", "G17H03000130001X", "NON PRESENTE"):
        with pytest.raises(UnreadableCell, match="no CUP"):
            cup(wrong)


def test_a_cig_has_ten_letters_and_digits() -> None:
    assert cig("8924679e15") == "8924679E15"
    assert cig("A0227F4D42") == "A0227F4D42"
    with pytest.raises(UnreadableCell, match="no CIG"):
        cig("8924679E1")


def test_closed_lists_refuse_what_they_do_not_know() -> None:
    assert (flag("si"), flag("No"), flag("N/A")) == (True, False, None)
    assert [coefficient(cell) for cell in ("0%", "40", "100%", 0.4, 1.0, 0)] == [0, 40, 100, 40, 100, 0]
    assert integer(12.0) == integer("12") == 12
    for read, wrong in ((flag, "forse"), (coefficient, "50%"), (integer, "1,5")):
        with pytest.raises(UnreadableCell):
            read(wrong)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FF)))
def test_a_header_is_the_same_in_other_case_and_with_other_separators(header: str) -> None:
    assert normalised(normalised(header)) == normalised(header)
    assert normalised(f" {header}_") == normalised(header)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Codice Univoco submisura", "codice_univoco_submisura"),
        ("Campo d’intervento Clima", "campo_dintervento_clima"),
        ("FINANZIAMENTO _UE", "Finanziamento UE"),
        ("Modalità di Realizzazione", "modalita_di_realizzazione"),
        ("Codice Fiscale/P.IVA", "codice_fiscalepiva"),
    ],
)
def test_spellings_of_one_header_that_were_met_are_one(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)
