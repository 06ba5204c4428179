"""The answers hold against the plan's text itself, read here a second time and without the extraction.

Where a search of the text can find what a query must find, it does. Where only a reader can, the lines are
those that careful reading by hand found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import pytest

Row = Mapping[str, str]
Ask = Callable[..., list[Row]]
Lines = Mapping[int, str]

GOVERNING = {19, 21, 71, 173, 174, 178}
"""Rows that govern, coordinate or report on a programme, by hand."""


@pytest.fixture(scope="module")
def rows(lines: Lines) -> dict[int, str]:
    """Return text and year cells of each activity row, by its line."""
    in_tables = {
        number: line[line.index("\t") :]
        for number, line in lines.items()
        if re.match(r"(<i>Attività di (sviluppo|miglioramento)</i>)?\t[^\t]", line)
    }
    del in_tables[416]  # the second half of the row broken in two
    # Its text is in the first column; no header; flattened.
    return in_tables | {54: "\t" + lines[54], 390: lines[390], 400: lines[400]}


def test_the_second_reading_finds_as_many_rows_as_a_reader(rows: dict[int, str]) -> None:
    assert len(rows) == 193


def matching(rows: Mapping[int, str], pattern: str) -> set[int]:
    return {number for number, text in rows.items() if re.search(pattern, text)}


def numbers(answer: Iterable[Row], column: str = "line") -> set[int]:
    return {int(row[column]) for row in answer}


@pytest.mark.parametrize(
    ("query", "given", "pattern", "how_many"),
    [
        ("activities-by-act", {}, r"D\.G\.C\.|C\.d\.S\.|Legge|Contratto Istituzionale", 17),
        ("activities-by-act", {"act": "D.G.C. 132/2021"}, r"D\.G\.C\. n\. 132/2021", 8),
        ("activities-by-act", {"act": "L. 160/2019"}, r"art\. 1 c\. 437 .*160", 1),
        ("activities-by-wellbeing", {}, r"^\t(Benessere|Paesaggio e patrimonio|Qualità dei servizi)\W", 23),
        ("activities-by-wellbeing", {"dimension": "Benessere Ambientale"}, r"^\tBenessere [Aa]mbientale", 10),
        ("activities-by-wellbeing", {"dimension": "Benessere Sociale"}, r"^\tBenessere[^:]* [Ss]ociale:", 10),
        ("activity-amounts", {}, r"€", 1),
        ("activity-partners", {}, r"Prefettura|Croce Rossa", 2),
        ("cohesion-contracts", {"programme": "CIS-BR-LE"}, r"\bCIS(?![A-Z])|Contratto Istituzionale", 9),
        ("cohesion-contracts", {"programme": "FSC"}, r"FSC", 1),
        ("flagged-activities", {"flag": "incentivised"}, r"[Aa]ttivit(à|a') incentivata", 8),
        ("flagged-activities", {"flag": "transversal"}, r"OB\. TRASV\.", 11),
        ("investment-projects", {}, r"A1_", 4),
        ("investment-projects", {"cup": "C83I22000110001"}, r"CUP_C83I22000110001", 1),
    ],
)
def test_lines_are_those_that_a_search_of_the_text_finds(
    ask: Ask, rows: dict[int, str], query: str, given: dict[str, str], pattern: str, how_many: int
) -> None:
    found = matching(rows, pattern)
    assert len(found) == how_many
    assert numbers(ask(query, **given)) == found


def test_places_are_on_the_rows_that_a_reader_finds(ask: Ask, lines: Lines) -> None:
    by_hand = {51, 52, 147, 157, 222, *range(240, 247), 250, 251, 252, 417, 446, 447}
    answer = ask("activities-by-place")
    assert numbers(answer) == by_hand
    assert all(row["spelling"] in lines[int(row["line"])] for row in answer)
    assert numbers(ask("activities-in-territory", territory="Puglia")) == by_hand


def test_what_the_pnrr_funds_is_what_names_it_and_does_not_govern_it(ask: Ask, rows: dict[int, str]) -> None:
    naming = matching(rows, "PNRR")
    assert len(naming) == 9
    answer = ask("pnrr-funding")
    assert numbers(answer) == naming - GOVERNING
    coded = {int(row["line"]): (row["mission"], row["component"], row["measure"]) for row in answer}
    assert coded == {
        139: ("M5", "M5C2", ""),
        226: ("", "", ""),
        309: ("", "", ""),
        335: ("M5", "M5C2", ""),
        415: ("M2", "M2C4", "M2C4I2.01"),
    }


def test_governing_rows_cite_and_are_not_funded(ask: Ask) -> None:
    assert numbers(ask("cited-not-funded")) == GOVERNING
    funded = {row["line"]: row["funded"] for row in ask("cohesion-contracts", programme="CIS-BR-LE")}
    assert {int(line) for line, value in funded.items() if value == "false"} == GOVERNING - {19, 21}


def test_the_contract_is_named_where_its_date_is(ask: Ask, rows: dict[int, str]) -> None:
    with_contract = [row for row in ask("cohesion-contracts") if row["contract"]]
    assert numbers(with_contract) == matching(rows, "28/06/2022")


def test_on_the_fund_depends_what_the_contract_funds(ask: Ask, rows: dict[int, str]) -> None:
    interventions = matching(rows, r"\bCIS_|28/06/2022")
    assert numbers(ask("funding-scope", scope="CIS-BR-LE")) == interventions
    for fund in ("FSC", "FSC-2014-2020", "POLITICHE-DI-COESIONE"):
        answer = ask("funding-scope", scope=fund)
        assert numbers(answer) == interventions
        assert {row["basis"] for row in answer} == {"inferred"}


def test_programmes_are_cited_on_as_many_rows_as_name_them(ask: Ask, rows: dict[int, str]) -> None:
    spelt = {
        "PNRR": "PNRR",
        "CIS-BR-LE": r"\bCIS(?![A-Z])|Contratto Istituzionale",
        "POLITICHE-DI-COESIONE": "[Pp]olitiche di [Cc]oesione",
        "FSC": "FSC",
        "PINQuA": "Pinqua",
        "PPP": r"\bPpp\b",
        "PATTO-PER-LECCE": "Patto per Lecce",
    }
    cited = {row["programme"]: int(row["cited"]) for row in ask("programme-counts")}
    assert {code: cited[code] for code in spelt} == {
        code: len(matching(rows, pattern)) for code, pattern in spelt.items()
    }


def test_sectors_are_those_of_the_numbered_suffixes(ask: Ask, rows: dict[int, str]) -> None:
    suffixed = {
        number: found[1] for number, text in rows.items() if (found := re.search(r"_[Ss]ettore (\d\d)", text))
    }
    assert len(suffixed) == 18
    answer = {int(row["line"]): row["sector"] for row in ask("activities-by-area") if row["sector"]}
    assert answer == suffixed
    counts = {row["sector"]: int(row["activities"]) for row in ask("sector-counts")}
    assert counts == Counter(suffixed.values())
    silent = numbers(ask("activities-without-year-or-sector", missing="sector"))
    assert silent == set(rows) - set(suffixed) - {11, 54, 224}


def test_years_are_the_marked_columns(ask: Ask, rows: dict[int, str]) -> None:
    marked = {
        (year, number)
        for number, text in rows.items()
        for year, cell in zip(("2025", "2026", "2027"), text.split("\t")[2:], strict=False)
        if cell == "■"
    }
    assert {(row["year"], int(row["line"])) for row in ask("activities-by-year")} == marked
    silent = numbers(ask("activities-without-year-or-sector", missing="year"))
    assert silent == set(rows) - {number for _, number in marked} - {11, 54, 224}


def test_the_outline_counts_the_rows_under_each_heading(ask: Ask, lines: Lines, rows: dict[int, str]) -> None:
    area, objective = "", ""
    titles: dict[tuple[str, str], set[str]] = {}
    for number, line in lines.items():
        if found := re.match(r"\**AREA STRATEGICA : (\d+) -", line):
            area = found[1]
        if found := re.match(r"\**OBIETTIVI STRATEGICI : (\d+) -", line):
            objective = f"{area}.{found[1]}"
        if number in rows:
            # A row repeated word for word within its objective is one activity.
            titles.setdefault((area, objective), set()).add(rows[number].strip())
    answer = ask("plan-outline")
    assert {(row["area"], row["objective"]): int(row["activities"]) for row in answer} == {
        heading: len(texts) for heading, texts in titles.items()
    }
    assert (len({row["area"] for row in answer}), len(answer)) == (13, 45)
    assert sum(int(row["activities"]) for row in answer) == 190


def test_types_count_as_the_rows_below_each_type(ask: Ask, lines: Lines) -> None:
    by_type: Counter[str] = Counter()
    for row in ask("activity-types"):
        by_type[row["type"]] += int(row["activities"])
    # In each table that has improvement activities there is one, on the line that says so.
    improving = sum("<i>Attività di miglioramento</i>" in line for line in lines.values())
    assert by_type == {"improvement": improving, "development": 190 - improving}


def test_uncertain_readings_are_those_that_a_reader_doubts(ask: Ask) -> None:
    found = {(int(row["line"]), row["kind"]) for row in ask("uncertain-mentions")}
    named_in_words = {(line, "sector") for line in (15, 212, 233, 289)}
    assert found == named_in_words | {(243, "local-code"), (335, "pnrr-code"), (438, "sector")}


def test_duplicates_are_the_pairs_that_a_reader_finds(ask: Ask) -> None:
    pairs = {(int(row["firstLine"]), int(row["secondLine"])) for row in ask("possible-duplicates")}
    only_prefix = {(220, 234), (271, 272), (284, 290), (285, 287), (286, 293), (288, 291), (300, 301)}
    some_words = {(51, 52), (61, 89), (123, 124), (143, 196), (207, 210), (364, 365)}
    assert pairs == only_prefix | some_words


def test_every_quote_stands_on_its_lines(ask: Ask, lines: Lines) -> None:
    everywhere = [*ask("where-the-text-says-so"), *ask("anomaly-ledger", language="it")]
    wrong = [row for row in everywhere if row["quote"] not in printed(lines, row)]
    assert wrong == []
    assert len(everywhere) > 200


def test_every_row_of_the_plan_is_quoted(ask: Ask, rows: dict[int, str]) -> None:
    activities = [row for row in ask("where-the-text-says-so") if "/activity/" in row["element"]]
    assert numbers(activities, "firstLine") == set(rows)


def test_every_spelling_stands_on_its_line(ask: Ask, lines: Lines) -> None:
    found = [(row["spelling"], int(row["firstLine"])) for row in ask("spellings")]
    found += [(row["spelling"], int(row["line"])) for row in ask("acronyms")]
    assert [each for each in found if each[0] not in lines[each[1]]] == []


def printed(lines: Lines, row: Row) -> str:
    """Return the lines that ``row`` points at without markup, white space collapsed."""
    text = " ".join(lines[number] for number in range(int(row["firstLine"]), int(row["lastLine"]) + 1))
    return " ".join(re.sub(r"</?i>|\*\*|■", " ", text).split())
