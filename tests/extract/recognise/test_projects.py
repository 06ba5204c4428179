"""CUPs and local codes, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.extract.recognise.projects import ProjectRecogniser
from plangraph.records import Entry, EntryKind, Mention, MentionKind, Project, Status

CUP = "C83I22000110001"
CIS = Entry("https://example.org/programme/CIS-X", EntryKind.PROGRAMME, "CIS", ("CIS",))
IN_CIS = Mention(kind=MentionKind.PROGRAMME, surface="CIS", start=0, status=Status.EXACT, targets=(CIS,))


def read(text: str, *programmes: Mention) -> list[tuple[str, str, Project | None]]:
    return [
        (
            mention.kind.value,
            mention.status.value,
            next((t for t in mention.targets if isinstance(t, Project)), None),
        )
        for mention in ProjectRecogniser(["Intervento"]).find(text, programmes)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"CUP: {CUP}",
        f"CUP {CUP}",
        f"CUP_{CUP}",
        f"(CUP{CUP})",
        f"CUP n. {CUP}",
        f"cup {CUP.lower()}",
        f"C.U.P. CUP={CUP}",
    ],
)
def test_a_cup_is_read_in_every_spelling(text: str) -> None:
    ((kind, status, project),) = read(f"Lavori al ponte {text}")
    assert (kind, status) == ("cup", "exact")
    assert project is not None
    assert project.cup == CUP


@pytest.mark.parametrize(
    "text",
    ["Apertura di un Centro di recupero", "recuperoC83I22000110001X", "occupazione", "il CUP dell'ospedale"],
)
def test_a_word_with_cup_inside_is_no_cup(text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize(("code", "expected"), [(CUP, "exact"), ("Z99Z99999999999", "probable")])
def test_a_cup_by_itself_is_exact_in_the_ranges_seen_in_practice(code: str, expected: str) -> None:
    ((kind, status, project),) = read(f"Ponte, {code}, lotto 2")
    assert (kind, status) == ("cup", expected)
    assert project is not None


@pytest.mark.parametrize("code", ["C83I2200011000", "C83I220001100012", "1234567890", "C8322000110001A"])
def test_an_ill_formed_cup_is_ambiguous_and_names_nothing(code: str) -> None:
    assert read(f"CUP {code}") == [("cup", "ambiguous", None)]


def test_a_local_code_belongs_to_the_one_programme_that_the_row_names() -> None:
    ((_, status, project),) = read("CIS Intervento A1_16 - La spiaggia urbana - Lotto 1", IN_CIS)
    assert status == "exact"
    assert project == Project("La spiaggia urbana - Lotto 1", programme="cis-x", local_code="A1_16")


def test_a_local_code_without_a_programme_is_probable() -> None:
    ((_, status, project),) = read("Intervento A1_16 - La spiaggia")
    assert status == "probable"
    assert project is not None
    assert project.programme is None


def test_a_local_code_that_is_cut_off_names_nothing() -> None:
    assert read("CIS Intervento A1_IL PARCO", IN_CIS) == [("local-code", "ambiguous", None)]


def test_cup_and_local_code_of_one_row_are_one_project() -> None:
    found = read(f"CIS Intervento A1_16 - La spiaggia CUP {CUP}", IN_CIS)
    projects = {project for _, _, project in found}
    assert projects == {Project("La spiaggia", cup=CUP, programme="cis-x", local_code="A1_16")}


def test_two_cups_on_a_row_are_two_projects() -> None:
    found = read(f"Ponti CUP {CUP} e CUP D83I22000110001")
    assert [project.cup for _, _, project in found if project] == [CUP, "D83I22000110001"]


@given(
    st.from_regex(r"[A-Z][0-9]{2}[A-Z][0-9]{11}", fullmatch=True),
    st.sampled_from([": ", " ", "_", "", ". ", " n. "]),
)
def test_any_well_formed_cup_after_its_word_is_exact(code: str, joint: str) -> None:
    ((_, status, project),) = read(f"Lavori, CUP{joint}{code}.")
    assert status == "exact"
    assert project is not None
    assert project.cup == code
