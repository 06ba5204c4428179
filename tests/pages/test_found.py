"""The page of results: activities first, unless something is called what was typed."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.pages.conftest import Site


def kinds(site: Site, typed: str) -> list[str]:
    """Return the kinds of results in the order of the page."""
    return re.findall(r'<h2 id="kind-([a-z]+)"', site.read(f"/it/search?q={quote(typed)}").text)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("scuola", ["activity", "measure"]),
        ("rigenerazione urbana", ["activity"]),
        ("torre chianca", ["place", "activity"]),
        ("M5C2I2.1", ["measure"]),
        ("pnrr", ["programme", "activity"]),
    ],
)
def test_activities_come_first_unless_something_is_called_so(
    site: Site, typed: str, first: list[str]
) -> None:
    assert kinds(site, typed)[: len(first)] == first


def test_measures_projects_and_places_stand_before_calls_and_tenders(site: Site) -> None:
    found = kinds(site, "pnrr scuola")
    assert found.index("measure") < found.index("call") < found.index("tender")


def test_where_no_activity_has_all_words_those_with_some_come_first_and_that_is_told(site: Site) -> None:
    assert kinds(site, "pnrr scuola")[0] == "activity"
    page = site.read("/it/search?q=pnrr+scuola").text
    section = page.partition('aria-labelledby="kind-activity"')[2].partition("</section>")[0]
    assert "Nessuna attività ha tutte le parole; queste ne hanno qualcuna." in section
    assert 1 <= section.count("<li>") <= 4
    assert "kind=activity" not in section, "there is no page with all of them"
    assert "kind-activity" not in site.read("/it/search?q=pnrr+scuola&kind=call").text
