"""Raw rows into activities: title, mentions, and whether the row only governs a programme."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plangraph.extract.patterns import any_of
from plangraph.extract.recognise import Recognisers
from plangraph.extract.rows import MergedRows
from plangraph.records import Activity
from plangraph.wording import Wording


class Governance:
    """Tells rows that govern or report on programmes from rows that programmes pay for."""

    def __init__(self, opens_with: Iterable[str], contains: Iterable[str]) -> None:
        self._pattern = re.compile(
            rf"^{any_of(opens_with)}(?![^\W_])|(?<![^\W_]){any_of(contains)}(?![^\W_])", re.IGNORECASE
        )

    def governs(self, title: str) -> bool:
        """Say whether an activity of this title governs; it matters only where it names a programme."""
        return self._pattern.search(title) is not None


def read_activities(merged: MergedRows, recognisers: Recognisers, wording: Wording) -> tuple[Activity, ...]:
    """Read every activity's text, in the order of printing."""
    governance = Governance(wording.governance_opens_with, wording.governance_contains)
    activities = []
    for raw, rows in merged.activities:
        title = recognisers.title(raw.text)
        activities.append(
            Activity(
                objective=raw.objective,
                title=title,
                source_text=raw.text,
                type=raw.type,
                years=raw.years,
                governs=governance.governs(title),
                mentions=recognisers.mentions(raw.text),
                rows=rows,
            )
        )
    return tuple(activities)
