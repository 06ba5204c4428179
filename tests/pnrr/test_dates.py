"""Dates, years, quarters and months."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.pnrr.cells import UnreadableCell
from plangraph.pnrr.dates import day, month, quarter, year

DAYS = st.dates(min_value=date(1900, 1, 2), max_value=date(2199, 12, 31))


@given(DAYS)
def test_all_spellings_of_a_date_agree(when: date) -> None:
    spellings = (
        when.isoformat(),
        f"{when:%Y%m%d}",
        f"{when:%d/%m/%Y}",
        f"{when.day}.{when.month}.{when.year:04}",
        f"{when:%d-%m-%Y}",
        f"{when.isoformat()}T10:20:30",
        f"{when:%d/%m/%Y} 10:20",
        when,
        datetime(when.year, when.month, when.day, 3),
    )
    assert {day(spelling) for spelling in spellings} == {when}


@pytest.mark.parametrize("printed", ["", "N/D", "00/01/1900", "01/01/1900", "########", None])
def test_what_a_spreadsheet_writes_for_no_date_is_none(printed: str | None) -> None:
    assert day(printed) is None


@pytest.mark.parametrize("printed", ["31/02/2025", "2025-13-01", "03/31/2025", "2025", "1/2/25", "domani"])
def test_what_is_no_day_of_the_calendar_is_unreadable(printed: str) -> None:
    with pytest.raises(UnreadableCell):
        day(printed)


def test_years_quarters_and_months_are_numbers() -> None:
    assert year("2026") == year(2026) == year(2026.0) == 2026
    assert quarter("Q4") == quarter("T4") == quarter(4) == 4
    assert month("Dicembre") == month("DICEMBRE") == month("12") == 12
    assert month("marzo") == month(3) == 3
    assert year("N/A") is quarter("") is month(None) is None


@pytest.mark.parametrize(
    ("read", "printed"), [(year, "226"), (quarter, "Q5"), (month, "13"), (month, "March")]
)
def test_other_words_are_unreadable(read: object, printed: str) -> None:
    assert callable(read)
    with pytest.raises(UnreadableCell):
        read(printed)
