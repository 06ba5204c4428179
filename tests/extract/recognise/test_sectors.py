"""Sectors by number, in words, and cut off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.extract.recognise.sectors import SectorRecogniser
from plangraph.records import Mention, MentionKind, Sector, Status

RECOGNISER = SectorRecogniser(
    ["Settore"],
    ["Settore", "in collaborazione con"],
    {"05": None, "06": None, "08": "Politiche sociali"},
    ["LL.PP.", "ambiente"],
)


def read(text: str) -> list[tuple[str, str, tuple[object, ...]]]:
    return [(m.surface, m.status.value, m.targets) for m in RECOGNISER.find(text)]


@pytest.mark.parametrize(
    "suffix",
    [
        "_Settore 05",
        "_settore 05",
        "_ Settore 5",
        " _SETTORE 05 ",
        "_Settore 05.",
        "_Settore 05_",
        "_Sett. 05",
        "_Settore n. 05",
        "_Settore n° 5",
        " - Settore 05",
        " (Settore 05)",
        "_Settore 05 - attività incentivata",
        "_Settore 05. Attivita' incentivata.",
    ],
)
def test_a_numbered_sector_in_the_suffix_is_exact(suffix: str) -> None:
    ((_, status, targets),) = read(f"Gestione del patrimonio{suffix}")
    assert (status, targets) == ("exact", (Sector("05"),))
    assert RECOGNISER.suffix_start(f"Gestione{suffix}") == len("Gestione")


@pytest.mark.parametrize(
    "suffix",
    [
        "_Settore 05_Settore 06",
        "_Settore 05 e 06",
        "_Settori 05 e 06",
        "_Settore 05/06",
        "_Settori 5, 6",
        "_Settore 05 e Settore 06 - attività incentivata",
        " (Settori 05 e 06)",
    ],
)
def test_a_list_of_sectors_names_each(suffix: str) -> None:
    text = f"Gestione{suffix}"
    mentions = list(RECOGNISER.find(text))
    assert [(m.kind, m.status, m.targets) for m in mentions] == [
        (MentionKind.SECTOR, Status.EXACT, (Sector(number),)) for number in ("05", "06")
    ]
    assert all(text[m.start :].startswith(m.surface) for m in mentions)
    assert RECOGNISER.suffix_start(text) == len("Gestione")


@pytest.mark.parametrize("suffix", ["_Settore 05-06", "_Settore 05A", "_Settore 105", "_Settore 05_Sett"])
def test_a_suffix_that_is_not_read_to_its_end_is_ambiguous(suffix: str) -> None:
    assert read(f"Gestione{suffix}") == [(suffix[1:], "ambiguous", ())]
    assert RECOGNISER.suffix_start(f"Gestione{suffix}") == len("Gestione")


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Sportello del Settore 05 per la casa", "Settore 05"),
        ("con i settori 5 e 6 della città", "settori 5 e 6"),
        ("Verde (con Settore 05)", "Settore 05"),
        ("Opere - Settore 05 - Verde", "Settore 05"),
    ],
)
def test_a_numbered_sector_in_running_text_is_ambiguous_and_stays_in_the_title(
    text: str, surface: str
) -> None:
    assert read(text) == [(surface, "ambiguous", ())]
    assert RECOGNISER.suffix_start(text) == len(text)


@given(
    st.text("05689 _-.,;/()aeUS", max_size=8),
    st.sampled_from(["_Settore ", " - Settore ", "_Settori ", "_Sett. ", " (Settore "]),
)
def test_whatever_looks_like_a_suffix_is_mentioned(rest: str, before: str) -> None:
    text = f"Gestione{before}05{rest}"
    mentions = list(RECOGNISER.find(text))
    assert any(m.kind is MentionKind.SECTOR for m in mentions)
    assert all(text[m.start :].startswith(m.surface) for m in mentions)
    assert RECOGNISER.suffix_start(text) in (len("Gestione"), len(text))


@pytest.mark.parametrize(
    ("text", "surface"),
    [("CIS_ Settore turistico", "Settore turistico"), ("CIS_Settore ambiente", "ambiente")],
)
def test_a_suffix_without_a_number_is_ambiguous_and_stays_in_the_title(text: str, surface: str) -> None:
    assert read(text) == [(surface, "ambiguous", ())]
    assert RECOGNISER.suffix_start(text) == len(text)


def test_the_office_may_follow_a_dash() -> None:
    assert [m.value for m in RECOGNISER.find("Gestione_Settore 05-Ufficio Casa")] == [None, "Ufficio Casa"]


def test_an_office_of_two_parts_is_ambiguous() -> None:
    sector, office = RECOGNISER.find("Gestione_Settore 08_Ufficio Casa_Servizio 2")
    assert sector.targets == (Sector("08"),)
    assert (office.surface, office.status, office.value) == (
        "Ufficio Casa_Servizio 2",
        Status.AMBIGUOUS,
        None,
    )


def test_an_office_is_followed_by_the_incentive_mark() -> None:
    _, office = RECOGNISER.find("Gestione_Settore 08_Ufficio Casa - attività incentivata")
    assert office.value == "Ufficio Casa"


def test_the_office_follows_the_sector() -> None:
    text = "Gestione_Settore 08_Ufficio Casa"
    office = next(m for m in RECOGNISER.find(text) if m.kind is MentionKind.OFFICE)
    assert office.value == "Ufficio Casa"
    assert RECOGNISER.suffix_start(text) == len("Gestione")


def test_a_sector_that_the_municipality_does_not_have_is_ambiguous() -> None:
    assert read("Gestione_Settore 12") == [("Settore 12", "ambiguous", ())]


@pytest.mark.parametrize("rest", ["S", "Setto", "settore"])
def test_a_suffix_that_is_cut_off_is_ambiguous(rest: str) -> None:
    assert read(f"Bandiera Blu_{rest}") == [(rest, "ambiguous", ())]
    assert RECOGNISER.suffix_start(f"Bandiera Blu_{rest}") == len("Bandiera Blu")


@pytest.mark.parametrize(
    ("text", "name"),
    [("con il Settore LL.PP. per", "LL.PP."), ("il settore ambiente", "ambiente")],
)
def test_a_name_that_no_source_ties_to_a_number_is_ambiguous(text: str, name: str) -> None:
    assert read(text) == [(name, "ambiguous", ())]


def test_a_sector_named_in_words_never_becomes_responsible() -> None:
    (mention,) = RECOGNISER.find("in collaborazione con Politiche sociali")
    assert isinstance(mention, Mention)
    assert (mention.status, mention.targets) == (Status.PROBABLE, (Sector("08"),))


@pytest.mark.parametrize(
    "text",
    ["assegnato ai settori (D.G.C.", "competenza del settore", "tutela dell'ambiente", "CIS_ La spiaggia"],
)
def test_other_uses_of_the_word_name_no_sector(text: str) -> None:
    assert not read(text)
    assert RECOGNISER.suffix_start(text) == len(text)
