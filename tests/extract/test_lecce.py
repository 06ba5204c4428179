"""The real plan, field by field, against what two people found reading it by hand."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from plangraph.profile import Profile
from plangraph.records import (
    Acronym,
    Activity,
    ActivityType,
    AnomalyKind,
    Entry,
    Extraction,
    LegalAct,
    MentionKind,
    PnrrCode,
    ProgrammeRole,
    Project,
    Sector,
    Status,
)

Lines = dict[int, Activity]

OPENING_PREFIX = [
    14,
    104,
    *range(137, 143),
    220,
    271,
    278,
    *range(286, 291),
    300,
    321,
    335,
    364,
    415,
    425,
    459,
]
NUMBERED = [*range(22, 33), 144, 145, 146, 164, 208, 354, 418]


def naming(by_line: Lines, kind: MentionKind, *statuses: Status) -> list[int]:
    """Return the lines of rows with a mention of ``kind``, exact ones unless said otherwise."""
    wanted = statuses or (Status.EXACT,)
    return sorted(
        line
        for line, activity in by_line.items()
        if any(m.kind is kind and m.status in wanted for m in activity.mentions)
    )


def citing(by_line: Lines, slug: str) -> list[int]:
    """Return the lines of rows that cite the programme ``slug``."""
    return sorted(
        line
        for line, activity in by_line.items()
        if any(isinstance(p, Entry) and p.iri.endswith(f"/programme/{slug}") for p in activity.programmes)
    )


def labels(activity: Activity, kind: MentionKind) -> set[str]:
    return {target.label for target in activity.targets(kind) if isinstance(target, Entry)}


def test_areas_objectives_and_activities_are_all_there(lecce: Extraction) -> None:
    assert (len(lecce.areas), len(lecce.objectives)) == (13, 45)
    assert (lecce.row_count, len(lecce.activities)) == (193, 190)
    assert sum(len(activity.rows) for activity in lecce.activities) == 193


def test_areas_come_in_the_order_of_printing(lecce: Extraction) -> None:
    assert [area.number for area in lecce.areas] == [1, 10, 11, 12, 13, 2, 3, 4, 5, 6, 7, 8, 9]


def test_objectives_keep_their_printed_numbers_gaps_included(lecce: Extraction) -> None:
    first = [objective.number for objective in lecce.objectives if objective.area == 1]
    assert first == [1, 2, 3, 5, 6, 7, 8]
    assert len({objective.identifier for objective in lecce.objectives}) == 45


def test_three_rows_are_improvement_and_the_rest_development(by_line: Lines) -> None:
    improvement = [line for line, activity in by_line.items() if activity.type is ActivityType.IMPROVEMENT]
    assert improvement == [8, 204, 284]


def test_repeated_rows_give_one_activity_with_both_rows(by_line: Lines) -> None:
    for first, again in ((10, 11), (53, 54), (223, 224)):
        assert by_line[first] is by_line[again]
        assert [row.first_line for row in by_line[first].rows] == [first, again]


def test_split_and_bold_headings_are_put_together(lecce: Extraction) -> None:
    titles = {objective.identifier: objective.title for objective in lecce.objectives}
    area = next(area for area in lecce.areas if area.number == 13)
    assert (
        titles["13.2"]
        == "Rivisitare la proposta di nuovo PUG rispettando la visione di una città barocca sul mare."
    )
    assert titles["5.3"] == "Implementare sistemi di videosorveglianza in aree strategiche."
    assert area.title == "LECCE CHE SOGNA- LA VISIONE PER IL FUTURO 2054"
    assert [(row.first_line, row.last_line) for row in area.rows] == [(166, 166), (180, 181), (191, 191)]


def test_the_flattened_tables_are_read(by_line: Lines) -> None:
    assert by_line[390].title == "Rassegne cinematografiche"
    assert by_line[400].title == "Festività dei Santi Patroni"
    assert by_line[390].years == by_line[400].years == ()
    assert by_line[390].type is by_line[400].type is ActivityType.DEVELOPMENT


def test_the_row_broken_in_two_is_one_activity(by_line: Lines) -> None:
    activity = by_line[415]
    assert activity.title == "PNRR M2C4 I2.1: Mitigazione del rischio idrogeologico"
    assert [(row.first_line, row.last_line) for row in activity.rows] == [(415, 416)]
    assert 416 not in by_line


def test_the_last_line_without_newline_is_read(by_line: Lines) -> None:
    assert by_line[459].title == "Attività sportive"


def test_years_are_read_where_they_are_marked_and_nowhere_else(by_line: Lines) -> None:
    years = {line: activity.years for line, activity in by_line.items() if activity.years}
    assert years == {61: (2025,), 62: (2025, 2026, 2027), 63: (2025, 2026, 2027)}


def test_eighteen_rows_carry_a_numbered_sector(by_line: Lines) -> None:
    assert naming(by_line, MentionKind.SECTOR) == NUMBERED
    assert by_line[26].sectors == (Sector("05"),)
    assert by_line[146].sectors == (Sector("11"),)
    assert (by_line[354].sectors, by_line[354].office) == ((Sector("08"),), "Ufficio Casa")


def test_sectors_in_words_or_cut_off_stay_open(by_line: Lines) -> None:
    assert naming(by_line, MentionKind.SECTOR, Status.AMBIGUOUS) == [15, 212, 233, 289, 438]
    assert by_line[438].title == "Bandiera Blu"
    assert by_line[438].sectors == ()


def test_programmes_are_cited_on_the_rows_that_name_them(by_line: Lines) -> None:
    assert citing(by_line, "PNRR") == [19, 71, 139, 173, 178, 226, 309, 335, 415]
    assert citing(by_line, "CIS-BR-LE") == [71, 104, 173, 174, 178, 240, 241, 242, 243]
    assert citing(by_line, "POLITICHE-DI-COESIONE") == [173, 178]
    found = {slug: citing(by_line, slug) for slug in ("FSC", "PINQuA", "PPP", "PATTO-PER-LECCE")}
    assert found == {"FSC": [71], "PINQuA": [138], "PPP": [140], "PATTO-PER-LECCE": [21]}


def test_rows_that_govern_or_report_are_not_funded(by_line: Lines) -> None:
    # SOURCES.md lists 19, 71, 173, 174 and 178; «Monitoraggio Patto per Lecce» (21) monitors as well.
    roles: dict[ProgrammeRole, list[int]] = {}
    for line, activity in by_line.items():
        roles.setdefault(activity.role, []).append(line)
    assert roles[ProgrammeRole.GOVERNS] == [19, 21, 71, 173, 174, 178]
    funded = [104, 138, 139, 140, 226, 240, 241, 242, 243, 309, 335, 415]
    assert roles[ProgrammeRole.IMPLEMENTS] == funded
    assert ProgrammeRole.UNDECIDED not in roles


def test_pnrr_codes_stand_on_three_rows(by_line: Lines) -> None:
    codes = {
        line: by_line[line].targets(MentionKind.PNRR_CODE) for line in naming(by_line, MentionKind.PNRR_CODE)
    }
    assert codes == {139: (PnrrCode("M5C2"),), 335: (PnrrCode("M5C2"),), 415: (PnrrCode("M2C4I2.01"),)}


def test_the_second_component_of_line_335_is_ambiguous(by_line: Lines) -> None:
    hint = next(
        m for m in by_line[335].mentions if m.kind is MentionKind.PNRR_CODE and m.status is not Status.EXACT
    )
    assert (hint.surface, hint.status, hint.targets) == ("C3", Status.AMBIGUOUS, (PnrrCode("M5C3"),))


def test_the_cup_and_the_cis_codes_make_projects(by_line: Lines) -> None:
    codes = {}
    for line in (240, 241, 242, 243):
        (project,) = by_line[line].projects
        assert isinstance(project, Project)
        codes[line] = (project.programme, project.local_code, project.cup)
    assert codes == {
        240: ("cis-br-le", "A1_16", None),
        241: ("cis-br-le", "A1_18", None),
        242: ("cis-br-le", "A1_22", None),
        243: (None, None, "C83I22000110001"),
    }
    assert naming(by_line, MentionKind.CUP) == [243]
    assert naming(by_line, MentionKind.LOCAL_CODE, Status.AMBIGUOUS) == [243]


def test_one_amount_is_stated(by_line: Lines) -> None:
    amounts = {line: activity.amount for line, activity in by_line.items() if activity.amount is not None}
    assert amounts == {85: Decimal(750000)}


def test_seventeen_rows_cite_acts(by_line: Lines) -> None:
    cited: Counter[str] = Counter()
    for line in naming(by_line, MentionKind.ACT):
        for act in by_line[line].targets(MentionKind.ACT):
            cited[act.slug if isinstance(act, LegalAct) else act.iri.rsplit("/", 1)[-1]] += 1  # type: ignore[union-attr]
    assert len(naming(by_line, MentionKind.ACT)) == 17
    assert cited == {
        "dgc-132-2021": 8,
        "cis-br-le-2022": 4,
        "dlgs-285-1992": 2,
        "l-160-2019": 1,
        "l-203-1991": 1,
        "lr-puglia-36-2023": 1,
    }


def test_article_and_paragraph_are_kept(by_line: Lines) -> None:
    (mention,) = by_line[138].exact(MentionKind.ACT)
    assert (mention.article, mention.paragraph) == ("1", "437")


def test_twenty_three_rows_open_with_a_well_being_prefix(by_line: Lines) -> None:
    assert naming(by_line, MentionKind.WELL_BEING) == OPENING_PREFIX
    assert labels(by_line[104], MentionKind.WELL_BEING) == {"Benessere Ambientale", "Benessere Sociale"}
    assert (
        by_line[425].title
        == "Conservazione e promozione internazionale del Barocco leccese come Patrimonio UNESCO"
    )


def test_eight_rows_are_incentivised_one_of_them_in_mid_text(by_line: Lines) -> None:
    assert naming(by_line, MentionKind.INCENTIVISED) == [10, 11, 143, 219, 232, 321, 374, 439]
    assert by_line[143].title == "Bilancio energetico Comunale E.R.P."
    assert by_line[439].title == "Tutela dell'ambiente e della salute pubblica."


def test_eleven_rows_are_transversal(by_line: Lines) -> None:
    assert naming(by_line, MentionKind.TRANSVERSAL) == list(range(22, 33))
    assert by_line[22].title == "Aggiornamento sito web istituzionale della sezione di competenza del settore"


def test_eighteen_rows_name_places_and_two_name_partners(by_line: Lines) -> None:
    places = [51, 52, 147, 157, 222, *range(240, 247), 250, 251, 252, 417, 446, 447]
    assert naming(by_line, MentionKind.PLACE) == places
    assert labels(by_line[222], MentionKind.PLACE) == {
        "Borgo Pace",
        "Svincolo tangenziale",
        "San Cataldo",
        "Orto botanico",
    }
    assert naming(by_line, MentionKind.BODY) == [51, 52]
    assert len(labels(by_line[52], MentionKind.BODY)) == 5


def test_acronyms_are_read_from_the_text_and_from_the_wording(by_line: Lines) -> None:
    assert Acronym("PUG", "Piano Urbanistico Generale") in by_line[189].targets(MentionKind.ACRONYM)
    assert Acronym("IMU", "Imposta municipale propria", stated=False) in by_line[10].targets(
        MentionKind.ACRONYM
    )


def test_titles_keep_the_typos_of_the_plan(by_line: Lines, lecce: Extraction) -> None:
    assert "attraverso iol monitoraggio" in by_line[48].title
    assert any(objective.title.startswith("Riquilibrare") for objective in lecce.objectives)


def test_the_ledger_lists_what_is_broken(lecce: Extraction) -> None:
    found: dict[AnomalyKind, list[int]] = {}
    for anomaly in lecce.anomalies:
        found.setdefault(anomaly.kind, []).append(anomaly.rows[-1].first_line)
    assert found[AnomalyKind.REPEATED_ROW] == [11, 54, 224]
    assert found[AnomalyKind.SLIPPED_COLUMN] == [54]
    assert found[AnomalyKind.HEADING_VARIANT] == [180, 183, 296]
    assert found[AnomalyKind.BROKEN_TABLE] == [390, 406]
    assert found[AnomalyKind.BROKEN_ROW] == [415]
    assert found[AnomalyKind.TRUNCATION] == [243, 438]
    assert found[AnomalyKind.AMBIGUOUS_READING] == [15, 212, 233, 289, 335]
    assert found[AnomalyKind.TYPO] == [48, 101, 134, 154, 172, 215, 221, 240, 250, 251, 252, 275]
    assert {71, 178, 188, 222, 284, 290, 327, 379, 415, 439} <= set(found[AnomalyKind.PUNCTUATION])


def test_every_quote_of_the_ledger_stands_in_its_rows(lecce: Extraction) -> None:
    for anomaly in lecce.anomalies:
        quoted = " ".join(row.quote for row in anomaly.rows)
        assert anomaly.quote in quoted, anomaly


def test_near_duplicates_are_pairs_that_a_reader_would_compare(lecce: Extraction) -> None:
    pairs = {(first.rows[0].first_line, second.rows[0].first_line) for first, second in lecce.duplicates}
    assert pairs == {
        (51, 52), (61, 89), (123, 124), (143, 196), (207, 210), (220, 234), (271, 272),
        (284, 290), (285, 287), (286, 293), (288, 291), (300, 301), (364, 365),
    }  # fmt: skip


def test_no_line_of_the_plan_is_left_out(lecce: Extraction, lecce_profile: Profile) -> None:
    rows = [row for area in lecce.areas for row in area.rows]
    rows += [row for objective in lecce.objectives for row in objective.rows]
    rows += [row for activity in lecce.activities for row in activity.rows]
    covered = {line for row in rows for line in range(row.first_line, row.last_line + 1)}
    text = lecce_profile.source.read_text(encoding="utf-8").split("\n")
    left = [line for line in (text[n - 1].strip() for n in range(1, 460) if n not in covered) if line]
    # What remains are the year headers, and the type and the years of the two flattened tables.
    assert set(left) == {"2025\t2026\t2027", "Attività di sviluppo", "2025", "2026", "2027"}
    assert left.count("2025\t2026\t2027") == 43
