"""Raw rows into activities: title, mentions, and what the row does with the programmes it names."""

from __future__ import annotations

from plangraph.extract.funding import FundingReader
from plangraph.extract.identities import unify_projects
from plangraph.extract.recognise import Recognisers
from plangraph.extract.rows import MergedRows
from plangraph.records import Activity
from plangraph.wording import Wording


def read_activities(merged: MergedRows, recognisers: Recognisers, wording: Wording) -> tuple[Activity, ...]:
    """Read every activity's text, in the order of printing."""
    funding = FundingReader(wording)
    activities = []
    for raw, rows in merged.activities:
        title, mentions = recognisers.title(raw.text), recognisers.mentions(raw.text)
        activities.append(
            Activity(
                objective=raw.objective,
                title=title,
                source_text=raw.text,
                type=raw.type,
                years=raw.years,
                role=funding.role(title, mentions),
                mentions=mentions,
                rows=rows,
            )
        )
    return unify_projects(activities)
