"""What the triples of one file share: its source, the codes of the scheme, what was said already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from plangraph.errors import PnrrCodeError
from plangraph.pnrr.triples import ntriples as nt
from plangraph.pnrr.triples.source import Source
from plangraph.records import PnrrCode

_UNDER = f"<{nt.PLAN}underMeasure>"
_PRINTED = f"<{nt.PLAN}measureCode>"


@dataclass(frozen=True, slots=True)
class Reference:
    """What the triples of one file refer to."""

    concepts: frozenset[str]
    """Codes of the scheme (``M5C2I2.01``)."""
    cities: Mapping[str, str]
    """ISTAT code of a municipality → its national territorial IRI, where it is known."""


@dataclass(slots=True)
class Desk:
    """State of writing one file's triples; short-lived."""

    source: Source
    reference: Reference
    dropped: Counter[str] = field(default_factory=Counter)
    """What was not written, by reason."""
    unknown_codes: Counter[str] = field(default_factory=Counter)
    """Codes that the scheme lacks; they are kept as printed."""
    _seen: set[str] = field(default_factory=set)
    _measures: dict[str, tuple[str, str]] = field(default_factory=dict)
    _dates: dict[date, str] = field(default_factory=dict)

    def first(self, iri: str) -> bool:
        """Say whether this is the first call for ``iri``: what describes it is written once."""
        if iri in self._seen:
            return False
        self._seen.add(iri)
        return True

    def dated(self, extraction: date | None) -> str:
        """Return the date of a row: its own, else that of its file."""
        if extraction is None:
            return self.source.dated
        found = self._dates.get(extraction)
        if found is None:
            found = self._dates[extraction] = nt.day(extraction)
        return found

    def measure(self, code: str) -> tuple[str, str]:
        """Return a sub-measure as a segment of IRIs, and as predicate and object.

        The object is the scheme's concept; where the scheme has none, the code as printed.
        """
        found = self._measures.get(code)
        if found is None:
            found = self._measures[code] = self._look_up(code)
        return found

    def _look_up(self, code: str) -> tuple[str, str]:
        try:
            regis = PnrrCode.parse(code).code
        except PnrrCodeError:
            regis = ""
        if regis in self.reference.concepts:
            return regis, f"{_UNDER} <{nt.ID}pnrr/{regis}>"
        self.unknown_codes[code] += 1
        return nt.segment(regis or code), f"{_PRINTED} {nt.text(code)}"

    def origin(self, subject: str) -> str:
        """Return the line that says from which table ``subject`` is."""
        return f"<{subject}> {nt.DERIVED} <{self.source.iri}> .\n"

    def project(self, cup: str | None, measure: str, local: str | None) -> tuple[str, str] | None:
        """Return the IRI of a project, and the path that tells its part under one sub-measure from others.

        Without a CUP the local code within the PNRR names it; None, and counted, where there is neither.
        """
        if cup is not None:
            return (
                f"{nt.CUP}{cup}",
                f"{cup}/{measure}" if local is None else f"{cup}/{measure}/{nt.segment(local)}",
            )
        if local is None:
            self.dropped["rows with neither CUP nor local code"] += 1
            return None
        code = nt.segment(local)
        return f"{nt.ID}project/pnrr/{code}", f"pnrr/{measure}/{code}"

    def project_lines(self, iri: str, cup: str | None, local: str | None, under: str) -> Iterator[str]:
        """Yield type, code, measure and origin of a project.

        Args:
            iri: its own.
            cup: its CUP.
            local: its local code, which names it where it has no CUP.
            under: predicate and object for its measure; empty where the table tells none.
        """
        yield f"<{iri}> {nt.TYPE} <{nt.PLAN}InvestmentProject> .\n"
        if cup is not None:
            yield f'<{iri}> <{nt.PLAN}cup> "{cup}" .\n'
        elif local is not None:
            yield f"<{iri}> <{nt.PLAN}localCode> {nt.text(local)} .\n"
        if under:
            yield f"<{iri}> {under} .\n"
        yield self.origin(iri)
