"""Misspellings and punctuation: what is listed, and what is left alone."""

from __future__ import annotations

import pytest

from plangraph.extract.oddities import Speller
from plangraph.records import AnomalyKind, Row

SPELLER = Speller({"iol": "il", "eco sistema": "ecosistema"})


def listed(text: str, *, headings: bool = False) -> list[tuple[AnomalyKind, str]]:
    return [(a.kind, a.quote) for a in SPELLER.anomalies([Row(1, 1, text, text)], headings=headings)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("attraverso iol monitoraggio", "iol"),
        ("Tutela dell'Eco sistema", "Eco sistema"),
    ],
)
def test_a_known_misspelling_is_listed_as_printed(text: str, quote: str) -> None:
    assert listed(text) == [(AnomalyKind.TYPO, quote)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Programmi , gestione", "Programmi ,"),
        ("concerti etc..", "etc.."),
        ("la MOBILITA' urbana", "MOBILITA'"),
        ("che verra'", "verra'"),
        ("Sant' Oronzo", "Sant' Oronzo"),
        ("Legge n 36/2023", "n 36/2023"),
        ("sociale : governance", "sociale :"),
    ],
)
def test_stray_punctuation_is_listed(text: str, quote: str) -> None:
    assert listed(text) == [(AnomalyKind.PUNCTUATION, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "un po' di verde",
        "e così via...",
        "dell'ente, n. 36/2023: sì.",
        "fiolo violato",
        "l'evasione dell'IMU",
        "PIN 5",
    ],
)
def test_what_is_rightly_printed_is_left_alone(text: str) -> None:
    assert not listed(text)


def test_the_colon_of_a_heading_is_the_layouts_own() -> None:
    assert not listed("AREA STRATEGICA : 1 - UNA", headings=True)
