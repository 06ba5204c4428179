"""The page of an area or an objective says first what it holds, as the start page does."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.pages.conftest import Reading, Site

PLAN = "/it/doc/plan/lecce/2025-2027"


def contents(page: Reading) -> str:
    """Return the part of a page between its heading of contents and the facts."""
    part = page.text.partition('<section aria-labelledby="contents">')[2]
    assert "<dl" not in part.partition("</section>")[0]
    return part.partition("</section>")[0]


def test_an_area_shows_its_objectives_with_all_their_activities_before_any_fact(site: Site) -> None:
    page = site.read(f"{PLAN}/area/3")
    part = Reading(contents(page))
    assert page.text.index('id="contents"') < page.text.index('<dl class="facts">')
    assert re.findall(r'<span class="ordinal">([^<]*)', part.text) == ["3.1", "3.2", "3.3", "3.4"]
    shown = {href for href, _ in part.links if "/activity/" in href}
    behind = site.behind(part.addresses("la query")[0])
    assert shown == {f"/it/doc/{row['activity'].partition('/id/')[2]}" for row in behind}
    assert len(shown) == 25
    assert part.addresses("riga 242")
    assert part.text.count("<details open>") == 4


def test_an_objective_shows_its_activities_and_not_again_what_they_are_a_part_of(site: Site) -> None:
    page = site.read(f"{PLAN}/objective/3.1")
    part = Reading(contents(page))
    assert "<details" not in part.text
    assert len({href for href, _ in part.links if "/activity/" in href}) == 8
    assert "PNRR – finanzia" in {words for _, words in part.links}
    inbound = page.text.partition("Che cosa rimanda qui")[2]
    assert "/activity/" not in inbound


def test_an_activity_with_several_rows_and_programmes_is_listed_once_at_its_first_line(
    site_of: Callable[[str], Site],
) -> None:
    page = site_of(
        """<area/1> a plan:StrategicArea ; rdfs:label "Area"@it .
        <o/1> a plan:StrategicObjective ; plan:ofArea <area/1> ; rdfs:label "Obiettivo"@it .
        <o/2> a plan:StrategicObjective ; plan:ofArea <area/1> ; rdfs:label "Vuoto"@it .
        <a> a plan:Activity ; plan:ofObjective <o/1> ; rdfs:label "Parco"@it ;
            plan:citesProgramme <p/x>, <p/y> ; plan:fundedUnder <p/y> ;
            prov:wasDerivedFrom <row/9>, <row/4> .
        <row/4> plan:firstLine 4 . <row/9> plan:firstLine 9 .
        <p/x> skos:notation "X" . <p/y> skos:notation "Y" ."""
    ).read("/it/doc/area/1")
    part = Reading(contents(page))
    assert [words for href, words in part.links if href == "/it/doc/a"] == ["Parco"]
    assert part.addresses("riga") == ["/it/doc/row/4"]
    assert {"X – solo nominato", "Y – finanzia"} <= {words for _, words in part.links}
    assert "Vuoto" in part.text
