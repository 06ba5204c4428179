"""Abbreviations and their explanations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.extract.recognise.acronyms import AcronymRecogniser
from plangraph.records import Acronym

RECOGNISER = AcronymRecogniser(
    {"IMU": "Imposta municipale propria", "E.R.P.": "Edilizia residenziale pubblica"}
)


def read(text: str) -> list[tuple[str, str]]:
    return [
        (target.notation, target.expansion)
        for mention in RECOGNISER.find(text)
        for target in mention.targets
        if isinstance(target, Acronym)
    ]


@pytest.mark.parametrize(
    ("text", "notation", "expansion"),
    [
        ("PUG (Piano Urbanistico Generale)", "PUG", "Piano Urbanistico Generale"),
        ("del Piano Generale del Traffico (PGT)", "PGT", "Piano Generale del Traffico"),
        ("servizio di noleggio con conducente (NCC)", "NCC", "noleggio con conducente"),
        (
            "Piano d'Azione per l'Energia Sostenibile e il Clima-PAESC",
            "PAESC",
            "Piano d'Azione per l'Energia Sostenibile e il Clima",
        ),
        ("lotta all'evasione IMU", "IMU", "Imposta municipale propria"),
        ("alloggi E.R.P.", "ERP", "Edilizia residenziale pubblica"),
    ],
)
def test_an_abbreviation_is_explained_by_the_text_or_by_the_wording(
    text: str, notation: str, expansion: str
) -> None:
    assert read(text) == [(notation, expansion)]


@pytest.mark.parametrize(
    "text",
    [
        "HUB dell'intermodalità",
        "DOG PARK",
        "(incarico)",
        "Greenway – Gestione Menu",
        "PUG (vedi oltre)",
        "imu",
        "RIMU",
    ],
)
def test_capitals_without_an_explanation_that_spells_them_are_none(text: str) -> None:
    assert not read(text)


def test_the_texts_own_explanation_comes_first() -> None:
    assert read("IMU (Imposta Molto Urgente)") == [("IMU", "Imposta Molto Urgente")]


@given(st.text(max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    for mention in RECOGNISER.find(f"{text} (ABC) {text}"):
        assert mention.targets
