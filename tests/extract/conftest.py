"""What the extraction tests share: the real plan read once, and small plans read from text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plangraph.extract import extract
from plangraph.gazetteer import Gazetteer, read_gazetteer
from plangraph.layout import project_layout
from plangraph.profile import Municipality, Profile, read_profile
from plangraph.records import Activity, Extraction
from plangraph.source import SourceText, read_source
from plangraph.turtle import read_turtle
from plangraph.wording import Wording, read_wording

Read = Callable[[str], Extraction]


@pytest.fixture(scope="session")
def wording() -> Wording:
    return read_wording(project_layout().gazetteer / "wording.toml")


@pytest.fixture(scope="session")
def lecce_profile() -> Profile:
    return read_profile(project_layout().data / "source" / "lecce-2025-2027" / "plan.toml")


@pytest.fixture(scope="session")
def gazetteer(lecce_profile: Profile) -> Gazetteer:
    layout = project_layout()
    return read_gazetteer(
        read_turtle([layout.ontology, layout.gazetteer / "acts.ttl", *lecce_profile.gazetteers])
    )


@pytest.fixture(scope="session")
def lecce(lecce_profile: Profile, gazetteer: Gazetteer, wording: Wording) -> Extraction:
    return extract(read_source(lecce_profile), lecce_profile, gazetteer, wording)


@pytest.fixture(scope="session")
def by_line(lecce: Extraction) -> dict[int, Activity]:
    """First line of each row → the activity read from it."""
    return {row.first_line: activity for activity in lecce.activities for row in activity.rows}


@pytest.fixture(scope="session")
def small_profile() -> Profile:
    """A profile whose text is given by each test."""
    return Profile(
        path=Path("plan.toml"),
        slug="borgo/2026-2028",
        base="https://example.org/id/",
        title_it="Piano",
        title_en="Plan",
        first_year=2026,
        last_year=2028,
        municipality=Municipality(
            name="Comune di Borgo",
            slug="comune-di-borgo",
            ipa_code="c_x000",
            istat_code="000000",
            region="molise",
            territory="https://example.org/borgo",
        ),
        source=Path("plan.txt"),
        sha256="0" * 64,
        source_note="",
        licence="https://example.org/licence",
        issued=date(2026, 1, 1),
        modified=date(2026, 1, 1),
        sectors={"01": "Affari generali", "02": None, "21": None},
        ignored_lines=(r"Pag\. \d+",),
        named_sectors=("Cultura",),
        gazetteers=(),
    )


@pytest.fixture(scope="session")
def read(small_profile: Profile, gazetteer: Gazetteer, wording: Wording) -> Read:
    """Extract from a text, with the sectors and years of ``small_profile``."""

    def read_text(text: str) -> Extraction:
        lines = tuple(text.split("\n"))
        source = SourceText(Path("plan.txt"), "0" * 64, lines)
        return extract(source, replace(small_profile), gazetteer, wording)

    return read_text
