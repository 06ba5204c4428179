"""One project keeps one identity over all the rows that name it."""

from __future__ import annotations

from collections.abc import Callable

from plangraph.records import Extraction, Project

Read = Callable[[str], Extraction]
HEAD = (
    "AREA STRATEGICA : 1 - UNA\nOBIETTIVI STRATEGICI : 1 - Due\n"
    "\t\t2026\t2027\t2028\n<i>Attività di sviluppo</i>"
)
CUP = "C83I22000110001"


def projects(plan: Extraction) -> list[Project]:
    return [target for a in plan.activities for target in a.projects if isinstance(target, Project)]


def test_a_code_that_one_row_ties_to_a_cup_means_that_cup_everywhere(read: Read) -> None:
    plan = read(
        f"{HEAD}\tCIS Intervento A1_16 - Ponte sul fiume, lotto 1\n\tCIS Intervento A1_16 - Ponte CUP {CUP}\n"
    )
    assert {(project.cup, project.title) for project in projects(plan)} == {(CUP, "Ponte sul fiume, lotto 1")}


def test_a_code_tied_to_two_cups_is_left_as_each_row_has_it(read: Read) -> None:
    other = "D83I22000110001"
    plan = read(
        f"{HEAD}\tCIS Intervento A1_16 - Ponte CUP {CUP}\n\tCIS Intervento A1_16 - Ponte nuovo CUP {other}\n"
        "\tCIS Intervento A1_16 - Ponte vecchio\n"
    )
    assert {project.cup for project in projects(plan)} == {CUP, other, None}
