"""Sectors by number, in words, and cut off."""

from __future__ import annotations

import pytest

from plangraph.extract.recognise.sectors import SectorRecogniser
from plangraph.records import Mention, MentionKind, Sector, Status

RECOGNISER = SectorRecogniser(
    ["Settore"],
    ["Settore", "in collaborazione con"],
    {"05": None, "08": "Politiche sociali"},
    ["LL.PP.", "ambiente"],
)


def read(text: str) -> list[tuple[str, str, tuple[object, ...]]]:
    return [(m.surface, m.status.value, m.targets) for m in RECOGNISER.find(text)]


@pytest.mark.parametrize("suffix", ["_Settore 05", "_settore 05", "_ Settore 5", " _SETTORE 05 "])
def test_a_numbered_sector_in_the_suffix_is_exact(suffix: str) -> None:
    ((_, status, targets),) = read(f"Gestione del patrimonio{suffix}")
    assert (status, targets) == ("exact", (Sector("05"),))
    assert RECOGNISER.suffix_start(f"Gestione{suffix}") == len("Gestione")


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
