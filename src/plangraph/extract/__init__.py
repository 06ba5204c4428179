"""From the text of a plan to frozen records, every one with the rows it came from. No RDF here.

``lines`` tells headings, table rows and loose paragraphs apart; ``structure`` and ``tables`` put them
together, broken layouts included; ``rows`` joins what was split and merges what was repeated; ``recognise``
reads the words of each row; ``duplicates`` and ``oddities`` fill the anomaly ledger.
"""

from __future__ import annotations

from plangraph.extract.activities import read_activities
from plangraph.extract.duplicates import duplicate_anomalies, find_duplicates
from plangraph.extract.lines import read_pieces
from plangraph.extract.oddities import Speller, mention_anomalies
from plangraph.extract.recognise import Recognisers
from plangraph.extract.rows import merge_rows
from plangraph.extract.structure import read_structure
from plangraph.gazetteer import Gazetteer
from plangraph.profile import Profile
from plangraph.records import Anomaly, Extraction
from plangraph.source import SourceText
from plangraph.wording import Wording


def extract(source: SourceText, profile: Profile, gazetteer: Gazetteer, wording: Wording) -> Extraction:
    """Read a plan.

    Raises:
        SourceError: the text is no plan of the known layout, or has a line that no rule accounts for.
    """
    pieces = read_pieces(source, wording, profile.ignored_lines)
    structure = read_structure(pieces, source, profile, wording)
    merged = merge_rows(structure.activities, source)
    activities = read_activities(merged, Recognisers(gazetteer, wording, profile), wording)
    duplicates = tuple(find_duplicates(activities))
    headings = {row for area in structure.areas.values() for row in area.rows}
    headings |= {row for objective in structure.objectives.values() for row in objective.rows}
    rows = {row for activity in activities for row in activity.rows}
    speller = Speller(wording.misspellings)
    anomalies = [
        *structure.anomalies,
        *merged.anomalies,
        *speller.anomalies(headings, headings=True),
        *speller.anomalies(rows, headings=False),
        *(anomaly for activity in activities for anomaly in mention_anomalies(activity)),
        *duplicate_anomalies(duplicates),
    ]
    return Extraction(
        areas=tuple(structure.areas.values()),
        objectives=tuple(structure.objectives.values()),
        activities=activities,
        row_count=merged.row_count,
        duplicates=duplicates,
        anomalies=tuple(sorted(anomalies, key=_by_line)),
    )


def _by_line(anomaly: Anomaly) -> tuple[int, int, str, str]:
    first = anomaly.rows[-1] if anomaly.kind.value in ("repeated-row", "near-duplicate") else anomaly.rows[0]
    return first.first_line, anomaly.rows[0].first_line, anomaly.kind, anomaly.quote
