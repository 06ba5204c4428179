"""Cited is not funded: what a row does with the programmes it names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plangraph.records import AnomalyKind, Extraction, ProgrammeRole

Read = Callable[[str], Extraction]
HEAD = (
    "AREA STRATEGICA : 1 - UNA\nOBIETTIVI STRATEGICI : 1 - Due\n"
    "\t\t2026\t2027\t2028\n<i>Attività di sviluppo</i>\t"
)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("PNRR M5C2. Rigenerazione urbana", "implements"),
        ("PNRR: nuova scuola", "implements"),
        ("Realizzazione scuola PNRR e rendicontazione spese", "implements"),
        ("Nuova scuola, PNRR M1C1I1.4", "implements"),
        ("Nuova scuola PNRR CUP C83I22000110001", "implements"),
        ("Servizi sociali: progettazione PNRR", "implements"),
        ("Scuola finanziata con fondi PNRR", "implements"),
        ("Monitorare gli interventi PNRR", "governs"),
        ("Gestione e monitoraggio interventi PNRR", "governs"),
        ("Formazione del personale sul PNRR", "governs"),
        ("Assistenza tecnica PNRR", "governs"),
        ("Coordinatore PNRR", "governs"),
        ("Ufficio PNRR - cabina di regia", "governs"),
        ("PNRR: monitoraggio e rendicontazione", "governs"),
        ("Palestra non finanziata dal PNRR", "governs"),
        ("Opportunità del PNRR per le imprese", "undecided"),
        ("Mercato coperto", "none"),
    ],
)
def test_the_words_of_a_row_decide(read: Read, text: str, role: str) -> None:
    plan = read(HEAD + text)
    assert plan.activities[0].role is ProgrammeRole(role)
    undecided = [
        anomaly for anomaly in plan.anomalies if "whether the programme pays" in anomaly.treatment_en
    ]
    assert len(undecided) == (role == "undecided")


def test_several_amounts_make_none_and_are_listed(read: Read) -> None:
    plan = read(f"{HEAD}Piazza, € 500.000 + € 200.000")
    assert plan.activities[0].amount is None
    assert [anomaly.kind for anomaly in plan.anomalies] == [AnomalyKind.AMBIGUOUS_READING]
