"""Any plan that can be printed in the layout is read back as it was: property-based."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from plangraph.errors import SourceError
from plangraph.records import ActivityType, Extraction

Read = Callable[[str], Extraction]
YEARS = (2026, 2027, 2028)
_words = st.lists(
    st.text(alphabet="abcdefghilmnopqrstuvzàèéìòù", min_size=3, max_size=9), min_size=2, max_size=8
).map(" ".join)


@dataclass(frozen=True)
class Printed:
    """An objective as it is to be printed: unique texts, each with type and years."""

    heading_style: str
    flattened: bool
    activities: tuple[tuple[ActivityType, str, frozenset[int]], ...]

    def lines(self, number: int) -> list[str]:
        title = "Titolo dell'obiettivo numero " + str(number)
        heading = {
            "plain": f"OBIETTIVI STRATEGICI : {number} - {title}",
            "bold": f"**OBIETTIVI STRATEGICI : {number} - {title}**",
            "split": f"OBIETTIVI STRATEGICI : {number} - {title}".replace(
                "dell'obiettivo ", "dell'obiettivo\n"
            ),
        }[self.heading_style]
        return [heading, "", *(self._loose() if self.flattened else self._table()), ""]

    def _table(self) -> list[str]:
        rows, current = ["\t\t" + "\t".join(map(str, YEARS))], None
        for kind, text, years in self.activities:
            cell = "" if kind is current else f"<i>{TYPE_NAMES[kind]}</i>"
            current = kind
            rows.append("\t".join([cell, text, *("■" if year in years else "" for year in YEARS)]))
        return rows

    def _loose(self) -> list[str]:
        cells, current = [], None
        for kind, text, _ in self.activities:
            cells += ([] if kind is current else [TYPE_NAMES[kind], ""]) + [text, ""]
            current = kind
        return cells + [line for year in YEARS for line in (str(year), "")]


TYPE_NAMES = {
    ActivityType.DEVELOPMENT: "Attività di sviluppo",
    ActivityType.IMPROVEMENT: "Attività di miglioramento",
}
_activity = st.tuples(st.sampled_from(ActivityType), _words, st.frozensets(st.sampled_from(YEARS)))
_objective = st.builds(
    Printed,
    heading_style=st.sampled_from(["plain", "bold", "split"]),
    flattened=st.booleans(),
    activities=st.lists(_activity, min_size=1, max_size=5, unique_by=lambda a: a[1]).map(tuple),
)


@given(areas=st.lists(st.lists(_objective, min_size=1, max_size=3), min_size=1, max_size=3))
@settings(max_examples=60)
def test_what_is_printed_is_what_is_read(read: Read, areas: list[list[Printed]]) -> None:
    lines: list[str] = []
    expected = []
    for area_number, objectives in enumerate(areas, 1):
        for number, objective in enumerate(objectives, 1):
            lines += [f"AREA STRATEGICA : {area_number} - AREA", "", *objective.lines(number)]
            for kind, text, years in objective.activities:
                known = () if objective.flattened else tuple(sorted(years))
                expected.append((f"{area_number}.{number}", kind, text, known))
    plan: Extraction = read("\n".join(lines))
    assert [(a.objective, a.type, a.source_text, a.years) for a in plan.activities] == expected
    for activity in plan.activities:
        for row in activity.rows:
            assert row.verbatim == "\n".join("\n".join(lines).split("\n")[row.first_line - 1 : row.last_line])


@given(text=st.text(alphabet="AREASTRGICOBTV :-1\t\n*<i>2026■ ", max_size=200))
@settings(max_examples=300)
def test_any_text_is_read_or_refused_with_a_reason(read: Read, text: str) -> None:
    try:
        outcome: object = read("AREA STRATEGICA : 1 - A\n" + text).activities
    except SourceError as error:
        outcome = error.remedy
    assert outcome
