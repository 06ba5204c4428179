"""The activities of the start page as rows of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plangraph.web.filenames import file_name
from plangraph.web.languages import language
from plangraph.web.pages.files import Cell, Table, page_address
from plangraph.web.pages.outline import Activity, Plan
from plangraph.web.pages.selection import Selection
from plangraph.web.translations import gettext

_COLUMNS = (
    "area",
    "areaTitle",
    "objective",
    "objectiveTitle",
    "activity",
    "funding",
    "naming",
    "line",
    "iri",
    "page",
)


def activity_table(plans: Iterable[Plan], selection: Selection, origin: str) -> Table:
    """Return one row an activity in the order of the page, with the programmes beside it.

    Args:
        plans: as the page draws them.
        selection: names the file.
        origin: of this service, for the addresses of its pages.
    """
    wanted = (text.rpartition("/")[2] for text in selection.fields().values())
    name = file_name(gettext(language(), "overview.file"), *wanted)
    return Table(name, _COLUMNS, _rows(plans, origin))


def _rows(plans: Iterable[Plan], origin: str) -> Iterator[tuple[Cell, ...]]:
    for plan in plans:
        for area in plan.areas:
            for objective in area.objectives:
                above = (area.number, area.name.text, objective.identifier, objective.name.text)
                for activity in objective.activities:
                    yield (*above, *_cells(activity, origin))


def _cells(activity: Activity, origin: str) -> tuple[Cell, ...]:
    paying, named = (
        "; ".join(badge.acronym for badge in activity.badges if badge.pays is pays) for pays in (True, False)
    )
    line = int(activity.line) if activity.line.isdigit() else activity.line
    page = page_address(activity.name, origin)
    return activity.name.text, paying, named, line, activity.iri, page
