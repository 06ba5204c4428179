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
        f"C.U.P. {CUP}",
        f"C.U.P.: {CUP.lower()}",
        f"CUP nr. {CUP}",
        f"CUP n° {CUP}",
        f"CUP ({CUP})",
        f"CUP – {CUP}",
        f"codice unico di progetto (CUP) {CUP}",
    ],
)
def test_a_cup_is_read_in_every_spelling(text: str) -> None:
    ((kind, status, project),) = read(f"Lavori al ponte {text}")
    assert (kind, status) == ("cup", "exact")
    assert project is not None
    assert project.cup == CUP


@pytest.mark.parametrize(
    "text",
    [
        "Apertura di un Centro di recupero",
        "recuperoC83I22000110001X",
        "occupazione",
        "il CUP dell'ospedale",
        "recupero: 12345678",
        "cupolavecchia2025",
    ],
)
def test_a_word_with_cup_inside_is_no_cup(text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize(("code", "expected"), [(CUP, "exact"), ("Z99Z99999999999", "probable")])
def test_a_cup_by_itself_is_exact_in_the_ranges_seen_in_practice(code: str, expected: str) -> None:
    ((kind, status, project),) = read(f"Ponte, {code}, lotto 2")
    assert (kind, status) == ("cup", expected)
    assert project is not None


@pytest.mark.parametrize(
    "code",
    [
        "C83I2200011000",
        "C83I220001100012",
        "C83I2200011000100000000000",
        "1234567890",
        "C8322000110001A",
        "C83I22",
        "c83i22o00110001",
    ],
)
@pytest.mark.parametrize("word", ["CUP", "CUP:", "C.U.P."])
def test_an_ill_formed_cup_is_ambiguous_and_names_nothing(word: str, code: str) -> None:
    assert read(f"{word} {code}") == [("cup", "ambiguous", None)]


def test_a_second_cup_that_is_cut_off_is_ambiguous() -> None:
    found = read(f"Ponte CUP {CUP} e D83I2200011")
    assert [(status, project and project.cup) for _, status, project in found] == [
        ("exact", CUP),
        ("ambiguous", None),
    ]


def test_a_cup_with_blanks_inside_is_probable_and_is_joined() -> None:
    ((kind, status, project),) = read("Ponte, CUP F83I22 00011 0001")
    assert (kind, status) == ("cup", "probable")
    assert project == Project("Ponte", cup="F83I22000110001")


@pytest.mark.parametrize(
    "text", ["CUP: in corso di acquisizione", "Ponte (C.U.P.: da richiedere)", "CUP : —"]
)
def test_a_cup_that_is_announced_and_not_given_is_ambiguous(text: str) -> None:
    assert read(text) == [("cup", "ambiguous", None)]


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


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Intervento A1_16 e A1_18", ["A1_16", "A1_18"]),
        ("Interventi A1_16, A1_18", ["A1_16", "A1_18"]),
        ("Interventi A1_16, A1_18 ed A1_22: le spiagge", ["A1_16", "A1_18", "A1_22"]),
        ("Intervento A1_16 e Intervento A1_18", ["A1_16", "A1_18"]),
        ("Intervento n. A1_16 - La spiaggia", ["A1_16"]),
    ],
)
def test_every_local_code_of_a_row_is_read(text: str, codes: list[str]) -> None:
    found = read(f"CIS {text}", IN_CIS)
    assert [(status, project and project.local_code) for _, status, project in found] == [
        ("exact", code) for code in codes
    ]


@pytest.mark.parametrize("code", ["A1-16", "A1.16", "A1–16"])
def test_a_local_code_in_another_spelling_is_probable(code: str) -> None:
    assert read(f"CIS Intervento {code}: La spiaggia", IN_CIS) == [
        ("local-code", "probable", Project("La spiaggia", programme="cis-x", local_code="A1_16"))
    ]


def test_a_guessed_local_code_says_nothing_about_a_sure_cup() -> None:
    found = read(f"CIS Intervento A1-16: La spiaggia CUP {CUP}", IN_CIS)
    assert ("cup", "exact", Project("La spiaggia", cup=CUP)) in found


OTHER = "D83I22000110001"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"CUP {CUP}; {OTHER}", [CUP, OTHER]),
        (f"CUP: {CUP}/{OTHER}", [CUP, OTHER]),
        (f"Ponti CUP {CUP} e CUP {OTHER}", [CUP, OTHER]),
        (f"CUP {CUP}_Settore 05", [CUP]),
        (f"testo CUP_{CUP}_Settore 05_Ufficio Casa", ["testo"]),
        (f"CUP-{CUP}", [CUP]),
        (f"Lavori al ponte (CUP {CUP})", ["Lavori al ponte"]),
        (f"Lavori CUP ({CUP}) al ponte", ["Lavori al ponte"]),
        (f"Ponte (CUP {CUP}; lotto 2)", ["Ponte (lotto 2)"]),
        (f"Ponte, CUP {CUP}, lotto 2", ["Ponte, lotto 2"]),
        (f"CIS_ La spiaggia CUP {CUP}", ["CIS_ La spiaggia"]),
        ("CIS Intervento A1_16 e Intervento A1_18", ["A1_16", "A1_18"]),
        ("CIS Intervento A1_16_Settore 05", ["A1_16"]),
        ("CIS Intervento A1_16 - La spiaggia_Settore 05", ["La spiaggia"]),
        ("Spiaggia urbana - CIS Intervento A1_16", ["Spiaggia urbana - CIS"]),
    ],
)
def test_a_project_is_called_what_the_row_calls_it_or_by_its_code(text: str, titles: list[str]) -> None:
    assert [project and project.title for _, _, project in read(text, IN_CIS)] == titles


@given(
    before=st.sampled_from(["", "Ponte ", "(", "- ", "Ponte; "]),
    joint=st.sampled_from([" ", ": ", "_", "-", " (", " – "]),
    after=st.sampled_from(["", ")", "; ", "_Settore 05", " / ", f"/{OTHER}", f" e CUP {OTHER}"]),
)
def test_a_title_is_never_a_separator(before: str, joint: str, after: str) -> None:
    for _, _, project in read(f"{before}CUP{joint}{CUP}{after}"):
        assert project is not None
        assert project.title in {"Ponte", project.cup}


@given(
    st.from_regex(r"[A-Z][0-9]{2}[A-Z][0-9]{11}", fullmatch=True),
    st.sampled_from([": ", " ", "_", "", ". ", " n. ", " nr. ", " (", " – "]),
)
def test_any_well_formed_cup_after_its_word_is_exact(code: str, joint: str) -> None:
    ((_, status, project),) = read(f"Lavori, CUP{joint}{code}.")
    assert status == "exact"
    assert project is not None
    assert project.cup == code
