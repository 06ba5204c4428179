"""Which projects belong to a territory: those that a table of places puts there, by CUP.

Where a project's bodies have their seat does not count. A project counts whole: with its places outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from re import fullmatch
from typing import Any

from plangraph.errors import PnrrCodeError, UsageError
from plangraph.pnrr.inputs import Input
from plangraph.pnrr.ledger import Ledger
from plangraph.pnrr.triples.complementary import programme_code
from plangraph.records import PnrrCode

_PLACES = ("localisation", "pnc-localisation")
_OF_MEASURES = ("milestones", "calls")
_OF_PROGRAMMES = ("pnc-programmes", "pnc-measures")


@dataclass(frozen=True, slots=True)
class Scope:
    """Municipalities and provinces by ISTAT code; none at all means Italy."""

    municipalities: frozenset[str] = frozenset()
    """Six digits: those of the province, then those within it."""
    provinces: frozenset[str] = frozenset()
    """Three digits."""

    def __post_init__(self) -> None:
        """Refuse what is no code.

        Raises:
            UsageError: a code has another number of digits.
        """
        for code in self.municipalities:
            if not fullmatch(r"\d{6}", code):
                raise UsageError(
                    f"«{code}» is no ISTAT code of a municipality. Lecce, for example, is 075035."
                )
        for code in self.provinces:
            if not fullmatch(r"\d{3}", code):
                raise UsageError(f"«{code}» is no ISTAT code of a province. Lecce, for example, is 075.")

    @property
    def is_italy(self) -> bool:
        """Whether nothing is left out."""
        return not self.municipalities and not self.provinces

    def covers(self, province: str | None, municipality: str | None) -> bool:
        """Say whether a place lies within; a whole province does not lie within one of its municipalities."""
        return province in self.provinces or f"{province}{municipality}" in self.municipalities


@dataclass(slots=True)
class Projects:
    """The projects of a scope, and the measures that they stand under, as far as tables were looked at."""

    keys: set[tuple[str, str]] = field(default_factory=set)
    """CUP and an empty text; where there is no CUP, sub-measure and local code."""
    measures: set[str] = field(default_factory=set)
    """Codes as printed."""
    cited: frozenset[str] = frozenset()
    """Codes of the scheme: measures that a plan cites, whether it has a project under them or not."""
    interventions: set[str] = field(default_factory=set)
    """Codes of the PNC as printed."""

    def rows(self, one: Input, rows: Iterable[tuple[int, Any]]) -> Iterator[Any]:
        """Yield the records of a table that belong here; what they stand under is noted.

        Tables of measures and programmes must be the last: what they are kept for is then known.
        """
        if one.name in _OF_MEASURES:
            wanted = lru_cache(maxsize=None)(self._is_wanted)
            yield from (row for _, row in rows if wanted(row.submeasure_code))
        elif one.name in _OF_PROGRAMMES:
            yield from (row for _, row in rows if self._is_needed(programme_code(row.programme_code)))
        else:
            for _, row in rows:
                if _key(row) in self.keys:
                    self._note(row)
                    yield row

    def _is_wanted(self, submeasure: str | None) -> bool:
        if submeasure is None or submeasure in self.measures:
            return submeasure is not None
        try:
            code = PnrrCode.parse(submeasure).code
        except PnrrCodeError:
            return False
        return any(f"{code}.".startswith(f"{cited}.") for cited in self.cited)

    def _is_needed(self, programme: str) -> bool:
        return any(f"{code}.".startswith(f"{programme}.") for code in self.interventions)

    def _note(self, row: Any) -> None:
        if hasattr(row, "intervention_code"):
            self.interventions.add(programme_code(row.intervention_code))
        elif row.submeasure_code is not None:
            self.measures.add(row.submeasure_code)


def projects_within(scope: Scope, inputs: Iterable[Input]) -> Projects:
    """Read the tables of places among ``inputs`` for the projects of a scope.

    Raises:
        TableError: a file is damaged.
    """
    found = Projects()
    for one in inputs:
        if one.name in _PLACES:
            for _, row in one.table.rows(Ledger()):
                if scope.covers(row.province_code, row.municipality_code):
                    found.keys.add(_key(row))
    return found


def _key(row: Any) -> tuple[str, str]:
    if row.cup is not None:
        return row.cup, ""
    return getattr(row, "submeasure_code", "") or "", getattr(row, "local_project_code", None) or "?"
