"""An activity shows its links to the PNRR as a table that says how sure each one is."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Reading, Site

ACTIVITY = "doc/plan/lecce/2025-2027/activity/12.1/290538c4"
CUP = "iri/https/w3id.org/italia/PublicInvestment/data/CUP/C89I22000560006"


def table(page: Reading) -> Reading:
    """Return the part of a page with the links."""
    part = page.text.partition('<section aria-labelledby="links">')[2].partition("</section>")[0]
    assert part
    return Reading(part)


def test_an_activity_names_what_it_is_linked_to_and_how_sure_that_is_the_surest_first(site: Site) -> None:
    page = site.read(f"/it/{ACTIVITY}")
    links = table(page)
    behind = site.behind(links.addresses("la query")[0])
    assert len(links.rows) == len({row["link"] for row in behind})
    assert [row[1] for row in links.rows] == ["Dichiarato", "Candidato", "Candidato"]
    assert links.rows[0] == [
        "M5C2 Infrastrutture sociali, famiglie, comunità e terzo settore",
        "Dichiarato",
        "1",
        "Codice del PNRR nel testo",
        "M5C2 riga 139",
    ]
    assert page.text.index('id="links"') < page.text.index('<dl class="facts">')
    assert "/doc/link/" not in page.text.partition('<dl class="facts">')[2]  # told above


def test_candidates_come_with_score_method_quote_and_the_warning(site: Site) -> None:
    links = table(site.read("/en/doc/plan/lecce/2025-2027/activity/12.1/f3c57c65"))
    assert [row[1:4] for row in links.rows] == [
        ["Candidate", "0.375", "Wording alone"],
        ["Candidate", "0.347", "Wording alone"],
    ]
    assert "not a probability" in links.text or "no probability" in links.text
    assert links.addresses("line 140")


@pytest.mark.parametrize("path", [CUP, "doc/pnrr/M2C3I2.01"])
def test_a_project_and_a_measure_show_the_same_links_from_their_side(site: Site, path: str) -> None:
    links = table(site.read(f"/it/{path}"))
    assert any(href.endswith("/activity/12.1/f3c57c65") for href, _ in links.links)
    assert f"/it/{path}" not in {href for href, _ in links.links}
    assert "Candidato" in {row[1] for row in links.rows}


def test_what_no_link_leads_to_has_no_table(site: Site) -> None:
    assert 'id="links"' not in site.read("/it/doc/sector/05").text
