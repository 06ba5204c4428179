"""A sector that the plan calls by its number only is not left unexplained."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pages.conftest import Site

TOLD = {"it": "(il piano non ne riporta il nome)", "en": "(the plan does not give its name)"}
SECTORS = """
<plan/x> a plan:StrategicPlan . <area/1> a plan:StrategicArea ; plan:ofPlan <plan/x> .
<objective/1> a plan:StrategicObjective ; plan:ofArea <area/1> .
<activity/1> a plan:Activity ; plan:ofObjective <objective/1> ;
    plan:responsibleSector <sector/05>, <sector/06> .
<sector/05> a plan:MunicipalSector ; dcterms:identifier "05" ;
    rdfs:label "Settore 05 - Ambiente"@it, "Sector 05"@en .
<sector/06> a plan:MunicipalSector ; dcterms:identifier "06" ; rdfs:label "Settore 06"@it, "Sector 06"@en .
"""


@pytest.mark.parametrize(("tag", "name"), [("it", "Settore 05"), ("en", "Sector 05")])
def test_its_page_and_the_filter_say_that_the_plan_gives_no_name(site: Site, tag: str, name: str) -> None:
    heading = site.read(f"/{tag}/doc/sector/05").text.partition("<h1")[2].partition("</h1>")[0]
    assert name in heading
    assert TOLD[tag] in heading
    page = site.read(f"/{tag}/")
    assert 'name="sector" aria-describedby="sector-help"' in page.text
    help_text = page.text.partition('id="sector-help"')[2].partition("</p>")[0]
    assert ("non ne riporta il nome" if tag == "it" else "does not give their names") in help_text
    assert all(TOLD[tag] not in words for _, words in page.options["sector"]), "short in the list"


def test_of_a_sector_with_a_name_nothing_is_said(site_of: Callable[[str], Site]) -> None:
    site = site_of(SECTORS)
    for tag, told in TOLD.items():
        assert told not in site.read(f"/{tag}/doc/sector/05").text
        assert told in site.read(f"/{tag}/doc/sector/06").text
        assert "sector-help" not in site.read(f"/{tag}/").text
