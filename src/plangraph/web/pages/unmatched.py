"""Activities under the PNRR without a known project, and projects that the plan does not name."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import Row, ask_stored, grouped, stored_page, value
from plangraph.web.pages.matches import Wanted

WITHOUT_PROJECT = "pnrr-activities-without-project"
WITHOUT_ACTIVITY = "pnrr-projects-without-activity"
"""Names of the stored questions."""
_ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Waiting:
    """An activity under the PNRR without a known project, with the candidates."""

    activity: Shown
    line: str
    candidates: tuple[str, ...]
    """CUPs."""


@dataclass(frozen=True, slots=True)
class Other:
    """A project in the municipality that the plan does not name."""

    project: Shown
    cup: str
    measure: str
    is_candidate: bool
    """Words suggest an activity."""


@dataclass(frozen=True, slots=True)
class Others:
    """One page of such projects."""

    rows: tuple[Other, ...]
    projects: int
    """Of all: one may stand in several rows."""
    first: int
    """Number of the first one, from 1."""
    page: int
    pages: int
    address: str
    """Of the stored question behind the list."""
    before: str
    after: str
    """Addresses of the pages beside; empty where there are none."""


def waiting_activities(links: Links) -> list[Waiting]:
    """Return what the stored question says; nothing where this service has it not."""
    asked = ask_stored(WITHOUT_PROJECT)
    return [
        Waiting(
            links.show(activity, language()),
            value(group[0], "line"),
            tuple(cup for row in group if (cup := value(row, "candidateCup"))),
        )
        for activity, group in grouped(asked.rows if asked else (), "activity").items()
    ]


def other_projects(links: Links, wanted: Wanted) -> Others | None:
    """Return the page that ``?page=`` asks for; nothing where there is neither project nor question."""
    asked = ask_stored(WITHOUT_ACTIVITY)
    if asked is None or not asked.rows:
        return None
    pages = -(-len(asked.rows) // _ON_A_PAGE)
    told = request.args.get("page", "")
    page = min(int(told), pages) if told.isascii() and told.isdigit() and len(told) < 6 and int(told) else 1
    first = (page - 1) * _ON_A_PAGE
    shown = asked.rows[first : first + _ON_A_PAGE]
    return Others(
        tuple(_other(links, row) for row in shown),
        len({row["project"] for row in asked.rows}),
        first + 1,
        page,
        pages,
        stored_page(WITHOUT_ACTIVITY),
        _beside(wanted, page - 1, pages),
        _beside(wanted, page + 1, pages),
    )


def _other(links: Links, row: Row) -> Other:
    shown = links.show(row["project"], language())
    return Other(shown, value(row, "cup"), value(row, "measure"), value(row, "status") == "candidate")


def _beside(wanted: Wanted, page: int, pages: int) -> str:
    if not 1 <= page <= pages:
        return ""
    return f"/{language()}/pnrr?{urlencode(wanted.fields() | {'page': page})}#others"
