"""Panoramica: every number is what its query says, and each way of looking leads to the same activities."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web.app import create_app
from tests.pages.conftest import Reading, Site

FOUND = re.compile(r"<strong>([\d.]+) attività")
FIGURE = re.compile(
    r'<dt>([^<]*)</dt><dd><a href="([^"]*)"[^>]*>([\d.]+)</a></dd>'
    r'<dd class="how"><a class="behind" href="([^"]*)"'
)


def found(page: Reading) -> int:
    """Return the number of activities that the page says it shows."""
    told = FOUND.search(page.text)
    assert told
    return int(told[1].replace(".", ""))


def test_each_figure_is_what_the_query_behind_it_counts(site: Site) -> None:
    page = site.read("/it/")
    figures = {
        name: (int(number), href.replace("&amp;", "&"), there.replace("&amp;", "&"))
        for name, there, number, href in FIGURE.findall(page.text)
    }
    assert {name: number for name, (number, *_) in figures.items()} == {
        "aree": 13,
        "obiettivi": 45,
        "attività": 190,
        "fondi e programmi citati": 9,
        "atti citati": 6,
        "luoghi": 24,
        "progetti nominati dal testo": 4,
        "progetti PNRR e PNC nel Comune": 273,
    }
    for number, address, there in figures.values():
        assert site.behind(address) == [{"number": str(number)}]
        if there.startswith("#"):
            assert f'id="{there[1:]}"' in page.text
        else:
            assert len(site.behind(there)) == number, "it leads to the list of what it counts"


def test_the_programmes_cited_are_those_of_the_figure_and_the_others_are_told(site: Site) -> None:
    page = site.read("/it/")
    rows = [row for row in page.rows if len(row) == 4 and row[1][:1].isdigit()]
    assert len([row for row in rows if not row[1].startswith("0")]) == 9
    assert "La tabella elenca le 9 voci che il testo cita." in page.text
    others = [row for row in rows if row[1].startswith("0")]
    assert f"Ha inoltre {len(others)} voci che nessuna attività cita" in page.text


@pytest.mark.parametrize("address", ["/it/", "/en/", "/it/pnrr"])
def test_no_two_links_to_queries_are_called_the_same(site: Site, address: str) -> None:
    names = [words for href, words in site.read(address).links if re.search(r"(la|the) query: ", words)]
    assert len(names) > 5
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("tag", ["it", "en"])
def test_figures_in_sentences_lead_to_their_lists_too(site: Site, tag: str) -> None:
    hrefs = re.findall(r'<a href="([^"]*)" aria-label="[^"]*">(\d+)</a>', site.read(f"/{tag}/").text)
    assert (f"/{tag}/pnrr#citing", "9") in hrefs
    assert (f"/{tag}/pnrr?status=stated#links", "7") in hrefs
    assert (f"/{tag}/?year=none#activities", "187") in hrefs


def test_every_option_of_a_filter_finds_as_many_activities_as_it_says(site: Site) -> None:
    fields = site.read("/it/").options
    assert {"programme", "year", "sector", "type"} <= fields.keys()
    for field in ("programme", "year", "sector", "type"):
        for value, words in fields[field]:
            if value:
                page = site.read(f"/it/?{urlencode({field: value})}")
                told = re.search(r"\((\d+)\)$", words)
                assert told
                assert found(page) == int(told[1]), f"{field}={value}"
                assert len(site.csv(page.addresses("Scarica CSV")[0])) == found(page)


def test_every_number_of_the_programmes_leads_to_as_many_activities(site: Site) -> None:
    page = site.read("/en/")
    numbers = [(href, words) for href, words in page.links if "programme=" in href and words[:1].isdigit()]
    assert len(numbers) > 20
    for href, words in numbers:
        listed = site.read(href.replace("/en/", "/it/", 1))
        assert found(listed) == int(words.split()[0]), href


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        (
            "it",
            [
                "CIS – Contratto istituzionale di sviluppo Lecce Brindisi Costa Adriatica",
                "FSC – Fondo per lo sviluppo e la coesione",
                "Patto per Lecce",
                "PNRR – Piano nazionale di ripresa e resilienza",
            ],
        ),
        ("en", ["CIS – Institutional Development Contract", "PNRR – National Recovery and Resilience Plan"]),
    ],
)
def test_a_programme_is_found_by_its_acronym(site: Site, tag: str, names: list[str]) -> None:
    page = site.read(f"/{tag}/")
    for name in names:
        assert any(words.startswith(name[:58]) for _, words in page.options["programme"]), name
        assert page.addresses(name), name


def test_what_is_funded_by_cis_is_one_click_from_the_start_page(site: Site) -> None:
    page = site.read("/it/")
    (row,) = (row for row in page.rows if row[0].startswith("CIS – "))
    (address,) = page.addresses("5 finanziate: CIS")
    assert row[2].startswith("5")
    assert found(site.read(address)) == 5


def test_who_picks_a_programme_gets_what_is_related_to_it_in_any_way(site: Site) -> None:
    """The FSC is cited by one activity and finances the CIS, on which five depend."""
    page = site.read("/it/?programme=FSC")
    assert page.options["relation"][0] == ("", "qualsiasi")
    assert not re.search(r'<select id="relation".*?selected.*?</select>', page.text, re.DOTALL)
    lines = {
        relation: {row["Riga del testo"] for row in site.csv(f"/it/activities.csv?programme=FSC&{relation}")}
        for relation in ("", "relation=cited", "relation=funded", "relation=scope")
    }
    assert [len(each) for each in lines.values()] == [6, 1, 0, 5]
    assert lines[""] == lines["relation=cited"] | lines["relation=scope"]


def test_filters_together_find_what_all_of_them_find(site: Site) -> None:
    page = site.read("/it/?programme=PNRR&relation=funded&words=RIGENERAZIONE")
    assert found(page) == 1
    assert "PNRR M5C2. Rigenerazione urbana" in page.text
    assert page.text.count("<details open>") == 1
    assert '<option value="funded" selected>' in page.text
    assert 'value="RIGENERAZIONE"' in page.text
    (row,) = site.csv(page.addresses("Scarica CSV")[0])
    assert (row["Obiettivo"], row["Riga del testo"]) == ("12.1", "139")
    assert row["Programmi che la finanziano"] == "M5C2; PNRR"


def test_the_download_has_the_rows_of_the_tree_in_its_order(site: Site) -> None:
    page = site.read("/it/")
    rows = site.csv(page.addresses("Scarica CSV")[0])
    tree = page.text[page.text.index('class="tree"') : page.text.index('id="programmes"')]
    assert re.findall(r">riga (\d+)</a>", tree) == [row["Riga del testo"] for row in rows]
    excel = site.client.get(page.addresses("Scarica Excel")[0])
    assert excel.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_the_file_of_an_area_has_its_activities(site: Site) -> None:
    (address,) = site.read("/it/").addresses("Scarica CSV: LECCE SMART CITY- VERDE E AMBIENTE")
    rows = site.csv(address)
    assert {row["Area"] for row in rows} == {"3"}
    assert len(rows) == 25


def test_a_file_has_the_columns_that_are_seen_in_the_language_of_the_page(site: Site) -> None:
    page = site.read("/en/?programme=CIS-BR-LE&relation=funded")
    rows = site.csv(page.addresses("Download CSV")[0])
    assert len(rows) == 5
    assert all("CIS" in row["Programmes that fund it"].split("; ") for row in rows)
    assert [*rows[0]][:5] == ["Area", "Title of the area", "Objective", "Title of the objective", "Activity"]
    assert [*rows[0]][-2:] == ["IRI", "Page of this site"]


def test_a_file_names_activities_by_their_iris_whatever_host_serves_it(lecce: Dataset, root: Path) -> None:
    """The address of the page here stands beside, in a column that says so."""
    origin = "https://dati.example.it"
    client = create_app(lecce, Settings(public_url=f"{origin}/"), root / "queries").test_client()
    rows = Site(client).csv("/it/activities.csv")
    assert len(rows) == 190
    for row in rows:
        assert lecce.knows(row["IRI"])
        assert row["IRI"].startswith("https://w3id.org/plangraph/id/plan/lecce/2025-2027/activity/")
        assert row["Pagina di questo sito"] == f"{origin}/it/doc/{row['IRI'].partition('/id/')[2]}"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/it/activities.csv", "attivita.csv"),
        ("/it/activities.xlsx?programme=CIS-BR-LE&relation=funded", "attivita-CIS-BR-LE-funded.xlsx"),
        ("/en/activities.csv?words=%22x%0d%0ay%2F..%22%C3%A8", "activities-e.csv"),
    ],
)
def test_a_file_is_called_after_what_is_in_it(site: Site, address: str, name: str) -> None:
    response = site.client.get(address)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_badges_tell_paying_from_naming(site: Site) -> None:
    page = site.read("/it/?programme=CIS-BR-LE")
    tree = page.text[page.text.index('class="tree"') : page.text.index('class="note"')]
    paid = re.findall(r'class="badge pays" href="[^"]*">CIS<', tree)
    named = re.findall(r'class="badge" href="[^"]*">CIS<', tree)
    assert (len(paid), len(named)) == (5, 4)


def test_years_are_told_and_so_is_that_most_have_none(site: Site) -> None:
    page = site.read("/en/")
    assert ">187</a> activities of 190 have no year in the text." in page.text
    assert ["Transizione alla PA digitale", "■planned", "", ""] in page.rows
    assert found(site.read("/it/?year=none")) == 187


@pytest.mark.parametrize(
    "query",
    [
        "programme=NONE",
        "year=20x5&sector=",
        "words=%00%22%5C%7D",
        "relation=x&plan=%3Cx%3E",
        "words=" + "x" * 5000,
    ],
)
def test_nonsense_finds_nothing_or_is_passed_over(site: Site, query: str) -> None:
    assert found(site.read(f"/it/?{query}")) in (0, 190)


def test_the_page_says_when_the_national_data_are_from_and_where_to_read_on(site: Site) -> None:
    page = site.read("/en/")
    assert '<time datetime="2025-03-31">31 March 2025</time>' in page.text
    assert "/en/pnrr" in page.addresses("Which activities, which measures")


TWO = "".join(
    f"""
<plan/{slug}/2025> a plan:StrategicPlan ; rdfs:label "Piano di {slug.upper()}"@it .
<plan/{slug}/2025/area/1> a plan:StrategicArea ; plan:ofPlan <plan/{slug}/2025> ; rdfs:label "Uno"@it .
<plan/{slug}/2025/objective/1.1> a plan:StrategicObjective ; plan:ofArea <plan/{slug}/2025/area/1> .
<plan/{slug}/2025/activity/1> a plan:Activity ; plan:ofObjective <plan/{slug}/2025/objective/1.1> ;
    dcterms:title "{title}"@it ; rdfs:label "{title}"@it .
"""
    for slug, title in (("a", "Strade"), ("b", "Scuole"))
)


def test_several_plans_stand_one_after_the_other_and_can_be_chosen(site_of: Callable[[str], Site]) -> None:
    site = site_of(TWO)
    page = site.read("/it/")
    assert (
        page.text.index("Piano di A</a></h3>")
        < page.text.index("Strade")
        < page.text.index("Piano di B</a></h3>")
    )
    (_, first), *_ = (option for option in page.options["plan"] if option[0])
    assert first == "Piano di A (1)"
    chosen = site.read(f"/it/?{urlencode({'plan': page.options['plan'][2][0]})}")
    assert found(chosen) == 1
    assert "Strade" not in chosen.text
    assert "Scuole" in chosen.text


CITING = (
    TWO
    + """
<plan/a/2025/activity/1> plan:citesProgramme <programme/PNC>, <pnrr/M2C2I4.2> .
<programme/PNC> skos:notation "PNC" ; skos:altLabel "PNC"@it ; skos:prefLabel "Fondo complementare"@it .
<pnrr/M2C2I4.2> skos:notation "M2C2I4.2" ; skos:altLabel "Trasporto rapido"@it ; skos:prefLabel "Tram"@it .
"""
)


def test_an_alternative_name_is_no_acronym_and_the_code_is_taken(site_of: Callable[[str], Site]) -> None:
    page = site_of(CITING).read("/it/")
    assert [row[0] for row in page.rows] == ["M2C2I4.2 – Tram", "PNC – Fondo complementare"]


def test_what_is_not_there_is_left_out(site_of: Callable[[str], Site]) -> None:
    page = site_of(TWO).read("/it/")
    assert "programme" not in page.options
    assert "PNRR" not in page.text.partition("<main")[2].partition('class="note"')[0]
    assert 'id="programmes"' not in page.text
    assert "0</dd>" not in page.text


def test_without_any_plan_the_page_says_so(site_of: Callable[[str], Site]) -> None:
    page = site_of("<x> rdfs:label 'x' .").read("/it/")
    assert "Qui non c'è ancora nessun piano." in page.text.replace("&#39;", "'")
    assert 'class="filters"' not in page.text


def test_no_code_that_the_plan_does_not_know_stands_where_people_read(site: Site) -> None:
    page = site.read("/it/")
    assert not [words for _, words in page.links if "CIS-BR-LE" in words]
    badges = set(re.findall(r'class="badge(?: pays)?" href="[^"]*">([^<]*)<', page.text))
    names = {words.partition(" – ")[0].partition(" (")[0] for _, words in page.options["programme"]}
    assert "CIS" in badges
    assert badges <= names, "the filter calls them the same"
    for row in site.csv("/it/activities.csv"):
        told = f"{row['Programmi che la finanziano']}; {row['Programmi solo nominati']}"
        assert set(filter(None, told.split("; "))) <= badges
    (area,) = page.addresses("Scheda dell'area: LECCE SMART CITY- VERDE E AMBIENTE")
    assert "CIS-BR-LE" not in re.findall(r'class="badge[^>]*>([^<]*)<', site.read(area).text)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/it/?programme=CIS-BR-LE&relation=funded", "5 attività finanziate da CIS"),
        ("/en/?programme=CIS-BR-LE&relation=funded", "5 activities funded by CIS"),
        ("/it/?programme=CIS-BR-LE&relation=cited", "9 attività che citano CIS"),
        ("/it/?programme=FSC", "6 attività in rapporto con FSC"),
        (
            "/it/?programme=FSC&relation=scope&year=none",
            "attività che dipendono da FSC, anche attraverso altri · senza anno",
        ),
        ("/it/?year=2026&words=a", "attività · Anno: 2026 · Parole nel titolo: a"),
        ("/it/?programme=nessuno", "0 attività in rapporto con nessuno"),
    ],
)
def test_title_and_heading_say_what_is_shown(site: Site, address: str, told: str) -> None:
    page = site.read(address).text
    assert told in page.partition("<title>")[2].partition("</title>")[0]
    assert told in page.partition('<h2 id="activities">')[2].partition("</h2>")[0]


def test_statuses_lead_to_where_they_are_explained(site: Site) -> None:
    (address,) = set(site.read("/it/").addresses("Candidato"))
    assert address == "/it/pnrr#statuses"
    page = site.read(address).text
    assert 'id="statuses"' in page
    assert "«Lettura certa» vuol dire che è certo a quale voce rimandano" in page
