"""What the start page shows, in a sentence: «5 attività finanziate da CIS»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plangraph.web.languages import language
from plangraph.web.pages.selection import UNDATED, Choice, Choices, Selection
from plangraph.web.translations import gettext, ngettext

_SHOWN = {
    "related": "overview.shown.related",
    "cited": "overview.shown.cited",
    "funded": "overview.shown.funded",
    "scope": "overview.shown.scope",
}
"""What is said of activities that hang together with a programme, by the relation that was looked for."""


def headline(selection: Selection, offered: Choices, number: int) -> str:
    """Return how many activities are shown and by what they were chosen; empty where all are shown.

    Args:
        selection: what is looked for.
        offered: knows the names of the choices; what it lacks is told as it was asked for.
        number: of activities found.
    """
    if selection.is_empty:
        return ""
    key = _SHOWN[selection.relation] if selection.programme else "overview.shown"
    first = ngettext(language(), key, number, programme=_named(offered.programmes, selection.programme))
    return " · ".join((first, *_conditions(selection, offered)))


def _conditions(selection: Selection, offered: Choices) -> Iterator[str]:
    fields = (
        ("plan", _named(offered.plans, selection.plan)),
        ("year", "" if selection.year == UNDATED else selection.year),
        ("sector", _named(offered.sectors, selection.sector)),
        ("type", _named(offered.types, selection.type)),
        ("words", selection.words),
    )
    yield from (f"{gettext(language(), f'overview.{name}')}: {told}" for name, told in fields if told)
    if selection.year == UNDATED:
        yield gettext(language(), "overview.no_year")


def _named(choices: Sequence[Choice], code: str) -> str:
    return next((each.short or each.name.text for each in choices if each.code == code), code)
