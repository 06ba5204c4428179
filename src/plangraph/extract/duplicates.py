"""Activities that may be one, written twice in other words: candidates, never an identity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from plangraph.records import Activity, Anomaly, AnomalyKind

# Chosen on the plan of Lecce: 82 keeps "Transizione alla PA digitale" ~ "Transizione digitale" (83)
# and drops "Edilizia Privata" ~ "Edilizia Produttiva" (80). See docs/mapping.md.
SAME_WORDS = 82
"""Least similarity of two titles, words sorted (0–100, Indel)."""
CONTAINED = 95
"""Least similarity of the shorter title to a part of the longer, inside one objective."""
CONTAINED_LENGTH = 40
"""Characters below which a title is too short to say anything by being contained."""


_NUMBER = re.compile(r"\d+")


def find_duplicates(activities: Sequence[Activity]) -> Iterator[tuple[Activity, Activity]]:
    """Yield pairs with like titles, the first printed first.

    Pairs that the plan itself tells apart, by sector, by project or by a number (lotto 1, lotto 2), are none.
    """
    titles = [activity.title.casefold() for activity in activities]
    for (first, title), (second, other) in combinations(zip(activities, titles, strict=True), 2):
        if first.sectors != second.sectors or first.projects != second.projects:
            continue
        if _NUMBER.findall(title) != _NUMBER.findall(other):
            continue
        if fuzz.token_sort_ratio(title, other, score_cutoff=SAME_WORDS) or (
            first.objective == second.objective
            and min(len(title), len(other)) >= CONTAINED_LENGTH
            and fuzz.partial_ratio(title, other, score_cutoff=CONTAINED)
        ):
            yield first, second


def duplicate_anomalies(pairs: Sequence[tuple[Activity, Activity]]) -> Iterator[Anomaly]:
    """Yield an anomaly a pair."""
    for first, second in pairs:
        line = first.rows[0].first_line
        yield Anomaly(
            kind=AnomalyKind.NEAR_DUPLICATE,
            rows=(first.rows[0], second.rows[0]),
            quote=second.source_text,
            treatment_it=f"Simile alla riga {line}, «{first.title}»: restano due, come possibili doppioni.",
            treatment_en=f"Like line {line}, «{first.title}»: both stay, marked as possible duplicates.",
        )
