"""A report as a table, one row a result: CSV and XLSX."""

from __future__ import annotations

from collections.abc import Iterator

from plangraph.sheets import Cell, Number, csv_bytes, xlsx_bytes
from plangraph.validation.report.wording import WORDS, Said, in_words
from plangraph.validation.results import ValidationReport

_COLUMNS = {
    "it": (
        "gravità",
        "regola",
        "che cosa non va",
        "che cosa fare",
        "elemento",
        "dato",
        "valore",
        "file",
        "riga",
        "colonna",
        "nel testo",
        "indirizzo dell'elemento",
        "indirizzo della regola",
        "impronta",
    ),
    "en": (
        "severity",
        "rule",
        "what is wrong",
        "what to do",
        "thing",
        "property",
        "value",
        "file",
        "line",
        "column",
        "in the text",
        "address of the thing",
        "address of the rule",
        "fingerprint",
    ),
}


def report_csv(report: ValidationReport, *, language: str) -> bytes:
    """Return ``report`` as CSV for spreadsheet programs; no cell is taken for a formula."""
    return csv_bytes(_COLUMNS[language], _rows(report, language))


def report_xlsx(report: ValidationReport, *, language: str) -> bytes:
    """Return ``report`` as XLSX; a text longer than a cell is cut and ends in ``…``."""
    return xlsx_bytes(_COLUMNS[language], _rows(report, language))


def _rows(report: ValidationReport, language: str) -> Iterator[list[Cell]]:
    if report.unchecked:
        why = report.unchecked
        told = [WORDS[language]["unchecked"], "", why.sentence(language), why.remedy(language)]
        yield [*told, *[""] * (len(_COLUMNS[language]) - len(told))]
    for said in in_words(report, language):
        yield [_fitting(cell) for cell in _row(said)]


def _row(said: Said) -> list[Cell]:
    place = said.place
    return [
        said.severity,
        said.name,
        said.problem,
        said.suggestion,
        said.thing,
        said.path,
        said.value,
        place.file if place else "",
        Number(str(place.line)) if place and place.line else None,
        Number(str(place.column)) if place and place.column else None,
        said.source,
        str(said.result.focus_node),
        str(said.result.source_shape),
        said.fingerprint,
    ]


_LONGEST = 32_767
"""Characters of a cell of XLSX."""


def _fitting(cell: Cell) -> Cell:
    return f"{cell[: _LONGEST - 1]}…" if isinstance(cell, str) and len(cell) > _LONGEST else cell
