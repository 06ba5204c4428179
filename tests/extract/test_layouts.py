"""Broken and unbroken layouts on small texts: what is read, what is listed, what stops the build."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plangraph.errors import SourceError
from plangraph.records import ActivityType, AnomalyKind, Extraction

Read = Callable[[str], Extraction]

HEAD = "AREA STRATEGICA : 1 - UNA\n\nOBIETTIVI STRATEGICI : 2 - Due\n\n"
HEADER = "\t\t2026\t2027\t2028\n"
TYPE = "<i>Attività di sviluppo</i>"


def kinds(plan: Extraction) -> list[AnomalyKind]:
    return [anomaly.kind for anomaly in plan.anomalies]


def titles(plan: Extraction) -> list[str]:
    return [activity.title for activity in plan.activities]


def test_a_plain_table_is_read_with_its_years(read: Read) -> None:
    plan = read(f"{HEAD}{HEADER}{TYPE}\tUno\t■\t\tx\n\tAltro\t\t■\t\n")
    assert [(a.title, a.years, a.objective) for a in plan.activities] == [
        ("Uno", (2026, 2028), "1.2"),
        ("Altro", (2027,), "1.2"),
    ]
    assert not plan.anomalies


def test_the_type_holds_until_another_one_is_printed(read: Read) -> None:
    plan = read(f"{HEAD}{HEADER}<i>Attività di miglioramento</i>\tUno\n\tDue\n{TYPE}\tTre\n")
    assert [a.type for a in plan.activities] == [
        ActivityType.IMPROVEMENT,
        ActivityType.IMPROVEMENT,
        ActivityType.DEVELOPMENT,
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "Attività di sviluppo",
        "**Attività di sviluppo**",
        "ATTIVITA' DI SVILUPPO",
        "<i>Attivita di sviluppo</i>",
    ],
)
def test_a_type_is_known_in_any_markup_and_case(read: Read, printed: str) -> None:
    assert read(f"{HEAD}{HEADER}{printed}\tUno\t\t\t").activities[0].type is ActivityType.DEVELOPMENT


@pytest.mark.parametrize(
    ("heading", "variants"),
    [
        ("OBIETTIVI STRATEGICI : 3 - Tre parole qui", 0),
        ("**OBIETTIVI STRATEGICI : 3 - Tre parole qui**", 1),
        ("**OBIETTIVI STRATEGICI : 3 - Tre parole\nqui**", 1),
        ("OBIETTIVI STRATEGICI : 3 - Tre\nparole\nqui", 1),
        ("OBIETTIVO STRATEGICO: 3 – Tre parole qui", 0),
        ("Obiettivi strategici : 3. Tre parole qui", 0),
        ("OBIETTIVI STRATEGICI : 1.3 - Tre parole qui", 0),
    ],
)
def test_a_heading_is_read_in_every_print(read: Read, heading: str, variants: int) -> None:
    plan = read(f"AREA STRATEGICA : 1 - UNA\n{heading}\n\n{HEADER}{TYPE}\tUno\t\t\t\n")
    (objective,) = plan.objectives
    assert (objective.number, objective.title) == (3, "Tre parole qui")
    assert kinds(plan) == [AnomalyKind.HEADING_VARIANT] * variants


def test_a_bold_heading_may_end_in_a_line_that_is_only_a_year(read: Read) -> None:
    plan = read(
        f"**AREA STRATEGICA : 1 - VISIONE\n2054**\nOBIETTIVI STRATEGICI : 1 - Uno\n{HEADER}{TYPE}\tA\n"
    )
    assert plan.areas[0].title == "VISIONE 2054"


def test_an_area_printed_again_is_the_same_area_with_more_rows(read: Read) -> None:
    again = HEAD.replace("2 - Due", "4 - Quattro")
    plan = read(f"{HEAD}{HEADER}{TYPE}\tUno\n\n{again}{HEADER}{TYPE}\tDue\n")
    assert [row.first_line for row in plan.areas[0].rows] == [1, 8]
    assert [objective.identifier for objective in plan.objectives] == ["1.2", "1.4"]


def test_an_area_printed_again_under_another_title_keeps_the_first_and_is_listed(read: Read) -> None:
    first = HEAD.replace("UNA", "LECCE SI MUOVE")
    again = first.replace("SI MUOVE", "SI MUOVVE").replace("2 - Due", "4 - Quattro")
    plan = read(f"{first}{HEADER}{TYPE}\tUno\n\n{again}{HEADER}{TYPE}\tDue\n")
    assert plan.areas[0].title == "LECCE SI MUOVE"
    assert kinds(plan) == [AnomalyKind.HEADING_VARIANT]


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_flattened_table_is_read_whether_or_not_blank_lines_part_its_cells(read: Read, gap: str) -> None:
    plan = read(HEAD + gap.join(["Attività di sviluppo", "Festa patronale", "2026", "2027", "2028"]))
    assert titles(plan) == ["Festa patronale"]
    assert plan.activities[0].years == ()
    assert kinds(plan) == [AnomalyKind.BROKEN_TABLE]


def test_a_table_that_begins_flattened_and_goes_on_with_tabs_is_listed(read: Read) -> None:
    plan = read(f"{HEAD}Attività di sviluppo\n\nFesta\n\n{HEADER}\tMercato\t■\t\t\n")
    assert [(a.title, a.years) for a in plan.activities] == [("Festa", ()), ("Mercato", (2026,))]
    assert kinds(plan) == [AnomalyKind.BROKEN_TABLE]


def test_rows_that_differ_in_unicode_form_alone_are_one_activity(read: Read) -> None:
    plan = read(f"{HEAD}{HEADER}{TYPE}\tCittà\n\tCitta\u0300\n")
    assert (len(plan.activities), plan.row_count) == (1, 2)


def test_only_the_converters_markup_is_dropped_from_a_row(read: Read) -> None:
    plan = read(f"{HEAD}{HEADER}{TYPE}\t<b>Sito</b> <protocollo> e <span class='a'>rete</span><br/>\n")
    assert titles(plan) == ["Sito <protocollo> e rete"]


def test_a_table_without_header_is_read_and_listed(read: Read) -> None:
    plan = read(f"{HEAD}Attività di sviluppo\n\nRassegne\n\n\n")
    assert titles(plan) == ["Rassegne"]
    assert kinds(plan) == [AnomalyKind.BROKEN_TABLE]
    assert kinds(read(f"{HEAD}{TYPE}\tUno\t\t\t\n\tDue\t\t\t")) == [AnomalyKind.BROKEN_TABLE]


def test_a_cell_over_two_lines_of_a_flattened_table_is_one_activity(read: Read) -> None:
    plan = read(f"{HEAD}Attività di sviluppo\n\nRassegne e\nfestival\n\n2026\n")
    assert titles(plan) == ["Rassegne e festival"]
    assert (plan.activities[0].rows[0].first_line, plan.activities[0].rows[0].last_line) == (7, 8)


def test_a_mark_whose_year_cannot_be_known_is_listed_and_not_guessed(read: Read) -> None:
    flattened = read(f"{HEAD}Attività di sviluppo\n\nFesta\n\n2026\n\n■\n\n2027\n")
    assert flattened.activities[0].years == ()
    assert AnomalyKind.AMBIGUOUS_READING in kinds(flattened)
    headless = read(f"{HEAD}{TYPE}\tUno\t■\t\t\n")
    assert headless.activities[0].years == ()
    assert AnomalyKind.AMBIGUOUS_READING in kinds(headless)


def test_a_text_that_slipped_into_the_type_column_is_an_activity(read: Read) -> None:
    plan = read(f"{HEAD}{HEADER}{TYPE}\tUno\t\t\t\nDue parole\t\t\t■\t\n")
    assert titles(plan) == ["Uno", "Due parole"]
    assert plan.activities[1].years == (2027,)
    assert kinds(plan) == [AnomalyKind.SLIPPED_COLUMN]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Benessere Ambientale.PNRR M2C4 I2.1:", "Mitigazione"), ("Gestione (D.G.C.", "n. 12/2024) del verde")],
)
def test_a_row_broken_in_two_is_joined(read: Read, first: str, second: str) -> None:
    plan = read(f"{HEAD}{HEADER}{TYPE}\t{first}\t■\t\t\n\t{second}\t\t\t■\n")
    (activity,) = plan.activities
    assert activity.source_text == f"{first} {second}"
    assert activity.years == (2026, 2028)
    assert (plan.row_count, activity.rows[0].first_line, activity.rows[0].last_line) == (1, 6, 7)
    assert AnomalyKind.BROKEN_ROW in kinds(plan)


def test_a_colon_does_not_join_rows_across_types_or_objectives(read: Read) -> None:
    other = HEAD.replace("2 - Due", "3 - Tre")
    assert len(read(f"{HEAD}{HEADER}{TYPE}\tUno:\n{TYPE}\tDue\n").activities) == 2
    assert len(read(f"{HEAD}{HEADER}{TYPE}\tUno:\n{other}{HEADER}{TYPE}\tDue\n").activities) == 2


def test_repeated_rows_merge_inside_an_objective_and_not_across(read: Read) -> None:
    other = HEAD.replace("2 - Due", "3 - Tre")
    plan = read(f"{HEAD}{HEADER}{TYPE}\tUno\t■\n\tUno\t\t■\n\n{other}{HEADER}{TYPE}\tUno\n")
    assert [(a.objective, len(a.rows), a.years) for a in plan.activities] == [
        ("1.2", 2, (2026, 2027)),
        ("1.3", 1, ()),
    ]
    assert kinds(plan) == [AnomalyKind.REPEATED_ROW, AnomalyKind.NEAR_DUPLICATE]


def test_titles_that_differ_in_a_number_are_no_duplicates(read: Read) -> None:
    plan = read(f"{HEAD}{HEADER}{TYPE}\tManutenzione strade lotto 1\n\tManutenzione strade lotto 2\n")
    assert not plan.duplicates


def test_a_row_repeated_under_another_type_keeps_the_first_and_says_so(read: Read) -> None:
    plan = read(f"{HEAD}{HEADER}{TYPE}\tUno\nAttività di miglioramento\tUno\n")
    assert [a.type for a in plan.activities] == [ActivityType.DEVELOPMENT]
    assert kinds(plan) == [AnomalyKind.AMBIGUOUS_READING]


def test_a_line_that_the_profile_declares_foreign_is_listed_and_not_read(read: Read) -> None:
    plan = read(f"Pag. 1\n{HEAD}{HEADER}{TYPE}\tUno\nPag. 2\n\tDue\n")
    assert titles(plan) == ["Uno", "Due"]
    assert [(a.kind, a.quote) for a in plan.anomalies] == [
        (AnomalyKind.IGNORED_LINE, "Pag. 1"),
        (AnomalyKind.IGNORED_LINE, "Pag. 2"),
    ]


def test_windows_line_ends_and_a_missing_last_newline_change_nothing(read: Read) -> None:
    text = f"{HEAD}{HEADER}{TYPE}\tUno\t■\t\t\n\tDue\t\t\t"
    assert titles(read(text)) == titles(read(text + "\n")) == ["Uno", "Due"]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("Cara Maria,\nti scrivo.\n", 1, "no strategic plan in the known layout"),
        ("", None, "no activity found"),
        (HEAD, None, "no activity found"),
        (f"{HEADER}{TYPE}\tUno\n", 1, "a table before any heading"),
        (f"{TYPE}\tUno\n", 1, "a table before any heading"),
        (f"AREA STRATEGICA : 1 - UNA\n{HEADER}", 2, "a table before any heading"),
        ("AREA STRATEGICA : UNA\n", 1, "a heading without number or title"),
        ("AREA STRATEGICA : 1 -\n", 1, "a heading without number or title"),
        ("AREA STRATEGICA : 1 - UNA\nOBIETTIVI STRATEGICI : Due\n", 2, "a heading without number or title"),
        ("OBIETTIVI STRATEGICI : 1 - Due\n", 1, "an objective before any area"),
        (f"{HEAD}{HEADER}\tUno\t\t\t\n", 6, "an activity before its type"),
        (f"{HEAD}{HEADER}Attività di svago\tUno\t\t\t\n", 6, "«Attività di svago» is no type of activity"),
        (f"{HEAD}{HEADER}{TYPE}\t\t■\n", 6, "a row without activity"),
        (f"{HEAD}{HEADER}{TYPE}\tUno\tforse\n", 6, "«forse» stands in a year's column"),
        (f"{HEAD}\t\t2026\t2031\n", 5, "the year 2031 lies outside the period 2026-2028"),
        (
            f"{HEAD}{HEADER}{TYPE}\tUno\n\nPagina 3 di 10\n",
            8,
            "no rule accounts for this line: «Pagina 3 di 10»",
        ),
        (f"{HEAD}{HEADER}{TYPE}\t■\t\t\n", 6, "a row without activity, only «■»"),
        (f"{HEAD}\t\t2026\t2027\t2027\n", 5, "not one after the other"),
        (f"{HEAD}\t2026\t\t\n", 5, "not one after the other"),
        (f"{HEAD}Attività di sviluppo\n\nFesta\n\nPagina 3 di 10\n", 9, "«Pagina 3 di 10»"),
        (f"{HEAD}Attività di sviluppo\n\nFesta\n\n2026\n\nUn'altra cosa\n", 11, "«Un'altra cosa»"),
        (f"{HEAD}{HEADER}{TYPE}\tA\n\n{HEAD.replace('Due', 'Tutt altra cosa')}", 10, "with another title"),
        (HEAD.replace("2 - Due", "3.2 - Due"), 3, "objective 3.2 stands in area 1"),
        ("AREA STRATEGICA : 1.2 - UNA\n", 1, "a heading without number or title"),
        (f"{HEAD}Due parole\n", 5, "no rule accounts for this line: «Due parole»"),
    ],
)
def test_what_fits_no_rule_stops_the_build_with_line_and_reason(
    read: Read, text: str, line: int | None, problem: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read(text)
    assert caught.value.line == line
    assert problem in caught.value.problem
    assert caught.value.remedy
