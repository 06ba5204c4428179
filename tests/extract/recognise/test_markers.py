"""Prefixes and marks of a row, and the title that is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.extract.recognise.markers import MarkerRecogniser
from plangraph.records import Entry, EntryKind, MentionKind

DIMENSIONS = [
    Entry("x:amb", EntryKind.WELL_BEING, "Benessere Ambientale", ("Benessere Ambientale",)),
    Entry("x:soc", EntryKind.WELL_BEING, "Benessere Sociale", ("Benessere Sociale",)),
    Entry("x:qua", EntryKind.WELL_BEING, "Qualità dei servizi", ("Qualità dei servizi",)),
]
RECOGNISER = MarkerRecogniser(DIMENSIONS, ["attività incentivata"], ["OB. TRASV."])


def title(text: str) -> str:
    return RECOGNISER.title(text, len(text))


def marks(text: str) -> list[tuple[str, str]]:
    return [(mention.kind.value, mention.surface) for mention in RECOGNISER.find(text)]


@pytest.mark.parametrize(
    "prefix",
    [
        "Benessere Sociale: ",
        "Benessere sociale:",
        "BENESSERE SOCIALE : ",
        "Benessere Sociale.",
        "Benessere  Sociale: ",
        "Benessere Sociale - ",
        "Benessere Sociale – ",
    ],
)
def test_a_well_being_prefix_is_read_and_left_out_of_the_title(prefix: str) -> None:
    assert [kind for kind, _ in marks(f"{prefix}E.R.P.")] == ["well-being"]
    assert title(f"{prefix}E.R.P.") == "E.R.P."


@pytest.mark.parametrize("link", [" e ", "/", " / ", ", "])
def test_a_prefix_may_name_two_dimensions(link: str) -> None:
    text = f"Benessere Ambientale{link}Sociale: CIS"
    assert marks(text) == [("well-being", "Benessere Ambientale"), ("well-being", "Sociale")]
    assert title(text) == "CIS"


def test_a_prefix_with_an_accent_may_be_printed_with_an_apostrophe() -> None:
    assert title("Qualita' dei servizi: Attività sportive") == "Attività sportive"


@pytest.mark.parametrize(
    "text",
    [
        "Benessere Sociale e altro",
        "miglioramento del benessere sociale: sì",
        "Qualità dei servizi",
        "Benessere degli animali. Realizzazione canile",
        "Benessere degli animali: canile",
        "Benessere organizzativo e tanto altro: sportello",
        "Benessere Sociale-ambientale",
    ],
)
def test_the_words_in_running_text_are_no_prefix(text: str) -> None:
    assert not marks(text)
    assert title(text) == text


def test_a_dimension_that_is_not_known_is_ambiguous() -> None:
    (mention,) = RECOGNISER.find("Benessere Economico: Sportello")
    assert (mention.surface, mention.status.value, mention.targets) == (
        "Benessere Economico",
        "ambiguous",
        (),
    )
    assert title("Benessere Economico: Sportello") == "Sportello"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Lotta all'evasione- attività incentivata", "Lotta all'evasione"),
        ("Lotta - Attività incentivata", "Lotta"),
        ("Lotta. Attivita' incentivata", "Lotta."),
        ("Lotta – attivita incentivata.", "Lotta"),
        ("Bilancio - attività incentivata E.R.P.", "Bilancio E.R.P."),
        ("Attività incentivata: sportello", "sportello"),
        ("Attività incentivata: recupero IMU", "recupero IMU"),
        ("Attività incentivata - recupero IMU", "recupero IMU"),
        ("Lotta - attività incentivate", "Lotta"),
        ("Lotta - attività incentivata: sportello", "Lotta: sportello"),
        ("Lotta; attività incentivata; sportello", "Lotta; sportello"),
        ("Lotta (attività incentivata) serale", "Lotta serale"),
    ],
)
def test_the_incentive_mark_is_read_in_every_spelling(text: str, left: str) -> None:
    assert [kind for kind, _ in marks(text)] == ["incentivised"]
    assert title(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "OB. TRASV. - Sito web",
        "Ob. trasv. Sito web",
        "OB. TRASV. – Sito web",
        "OB. TRASV.: Sito web",
        "OB.TRASV. - Sito web",
        "OB TRASV - Sito web",
    ],
)
def test_the_transversal_mark_opens_the_row(text: str) -> None:
    assert [kind for kind, _ in marks(text)] == [MentionKind.TRANSVERSAL.value]
    assert title(text) == "Sito web"


def test_a_row_that_is_nothing_but_marks_keeps_its_text() -> None:
    assert title("Benessere Sociale:") == "Benessere Sociale:"


def test_the_words_of_a_mark_in_a_sentence_are_ambiguous_and_stay_in_the_title() -> None:
    for text in ("Attività incentivate dalla Regione", "Le attività incentivate dal GAL"):
        (mention,) = RECOGNISER.find(text)
        assert (mention.status.value, mention.value) == ("ambiguous", None)
        assert title(text) == text


@given(
    st.lists(
        st.sampled_from(["OB. TRASV. - ", "Benessere Sociale: ", "Attività incentivata: "]),
        unique=True,
    )
)
def test_marks_open_a_row_in_any_order(prefixes: list[str]) -> None:
    text = "".join(prefixes) + "Sito web"
    assert len(marks(text)) == len(prefixes)
    assert title(text) == "Sito web"
    assert all(text[m.start :].startswith(m.surface) for m in RECOGNISER.find(text))
