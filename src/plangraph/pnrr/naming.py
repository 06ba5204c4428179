"""Names for the projects of a territory that no table gives a title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from plangraph.pnrr.triples import ntriples as nt


class Names:
    """Looks at records that pass, and labels those projects that none of them gives a title."""

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

    def lines(self) -> Iterator[str]:
        """Yield labels: the sub-measure's title (the first in the alphabet) and the CUP."""
        for cup, measure in self._measures.items():
            if cup not in self._titled:
                yield f"<{nt.CUP}{cup}> {nt.LABEL} {nt.italian(f'{measure} (CUP {cup})')} .\n"
