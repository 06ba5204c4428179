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
    above, _, below = page.text.partition("Che cosa se ne sa")
    assert 'id="links"' in above
    assert "/doc/link/" not in below


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


def test_the_page_of_an_activity_begins_with_what_it_is_and_ends_with_its_name_in_the_data(
    site: Site,
) -> None:
    text = site.read(f"/it/{ACTIVITY}").text.partition("<main")[2]
    order = [
        'class="trail"',
        "attività di sviluppo",
        "<h1",
        "dell'obiettivo</a>",
        "nell'area</a>",
        "finanziata nell'ambito di</a>",
        'id="links"',
        "Che cosa se ne sa",
        'id="where"',
        'id="data"',
        "https://w3id.org/plangraph/id/plan",
        ">turtle</a>",
    ]
    places = [text.replace("&#39;", "'").index(each) for each in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            f"/it/{ACTIVITY}",
            "Cercato il 23 novembre 2026 in 20 tabelle di Italia Domani: trovati 3 collegamenti.",
        ),
        (
            "/en/doc/plan/lecce/2025-2027/activity/2.1/ed0527e0",
            "Searched on 23 November 2026 in 20 tables of Italia Domani: nothing was found",
        ),
    ],
)
def test_the_search_for_links_is_told_in_words_and_nowhere_else(site: Site, address: str, told: str) -> None:
    page = site.read(address)
    section = page.text.partition('<section aria-labelledby="links">')[2].partition("</section>")[0]
    assert told in section
    assert page.text.count("/doc/link-search/") == section.count("/doc/link-search/") == 1
    assert 'name="q" value=""' in page.text, "the box of the page is empty"
    assert Reading(section).addresses("la query" if "/it/" in address else "the query")
