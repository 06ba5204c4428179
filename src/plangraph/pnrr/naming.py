"""Names for the projects of a territory that no table gives a title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from plangraph.pnrr.triples import ntriples as nt

_TAX_CODE = f"<{nt.PLAN}taxCode>"


class Names:
    """Looks at records that pass, and labels projects and organisations without a name."""

    def __init__(self) -> None:
        self._titled: set[str] = set()
        self._measures: dict[str, str] = {}

    def noted(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Yield records as they are; what they say of their project is remembered."""
        for row in rows:
            cup = getattr(row, "cup", None)
            if cup is not None:
                if hasattr(row, "nature_code") and row.title is not None:
                    self._titled.add(cup)
                measure = getattr(row, "submeasure_title", None) or getattr(row, "intervention", None)
                if measure is not None:
                    self._measures[cup] = min(measure, self._measures.get(cup, measure))
            yield row

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield labels: of projects the sub-measure's title (the first in the alphabet) and the CUP.

        Args:
            lines: all that is said so far; organisations in it without a name get their code for one.
        """
        codes, named = {}, set()
        for line in lines:
            subject, predicate, value = line.split(" ", 2)
            if predicate == _TAX_CODE:
                codes[subject] = value.split('"')[1]
            elif predicate == nt.LABEL:
                named.add(subject)
        for subject, code in codes.items():
            if subject not in named:
                yield f"{subject} {nt.LABEL} {nt.italian(f'Codice {code}')} .\n"
        for cup, measure in self._measures.items():
            if cup not in self._titled:
                yield f"<{nt.CUP}{cup}> {nt.LABEL} {nt.italian(f'{measure} (CUP {cup})')} .\n"
