"""Names from gazetteers, tested against text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.extract.recognise.names import NameRecogniser
from plangraph.records import Entry, EntryKind, MentionKind, Status

CIS = Entry("x:cis", EntryKind.PROGRAMME, "Contratto istituzionale", ("Contratto istituzionale", "CIS"))
PARK = Entry("x:park", EntryKind.PLACE, "Parco di Rauccio", ("Parco di Rauccio", "Parco Rauccio", "Rauccio"))
MUST = Entry("x:must", EntryKind.PLACE, "MUST", ("MUST",))


def found(text: str, *entries: Entry) -> list[tuple[str, str]]:
    recogniser = NameRecogniser(MentionKind.PLACE, entries)
    return [(mention.surface, mention.status.value) for mention in recogniser.find(text)]


@pytest.mark.parametrize(
    "text", ["CIS_ La spiaggia", '"CIS", "FSC"', "PNRR /CIS/Politiche", "del CIS", "(CIS)", "CIS.", "CIS"]
)
def test_an_acronym_is_found_between_any_punctuation(text: str) -> None:
    assert found(text, CIS) == [("CIS", "exact")]


@pytest.mark.parametrize("text", ["ciside", "incisione", "PRECIS", "cis", "Cis", "CIS2", "narcisi"])
def test_an_acronym_inside_a_word_or_in_another_case_is_none(text: str) -> None:
    assert not found(text, CIS)


def test_a_word_that_looks_like_an_acronym_needs_its_capitals() -> None:
    assert found("si must fare al MUST", MUST) == [("MUST", "exact")]


@pytest.mark.parametrize("text", ["PARCO DI RAUCCIO", "parco  di\tRauccio", "Parco Rauccio - Demanio"])
def test_a_name_is_found_in_any_case_and_spacing(text: str) -> None:
    assert [status for _, status in found(text, PARK)] == ["exact"]


def test_the_longest_name_hides_the_shorter_ones_inside_it() -> None:
    assert found("il Parco di Rauccio e Rauccio", PARK) == [
        ("Parco di Rauccio", "exact"),
        ("Rauccio", "exact"),
    ]


def test_a_name_that_two_entries_share_is_ambiguous_with_both() -> None:
    other = Entry("x:other", EntryKind.PLACE, "MUST", ("MUST",))
    (mention,) = NameRecogniser(MentionKind.PLACE, [MUST, other]).find("al MUST")
    assert mention.status is Status.AMBIGUOUS
    assert mention.targets == (MUST, other)


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_the_surface_form_is_the_text_at_its_offset(before: str, after: str) -> None:
    text = f"{before} Parco Rauccio {after}"
    for mention in NameRecogniser(MentionKind.PLACE, [PARK]).find(text):
        assert text[mention.start :].startswith(mention.surface)
