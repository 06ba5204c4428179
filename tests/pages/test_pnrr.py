"""The PNRR page: the same links in table and files, and money that says whose it is and of which day."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from rdflib import RDF, Graph, URIRef

from plangraph.namespaces import PLAN
from tests.pages.conftest import Reading, Site

FOUND = re.compile(r"<strong>(\d+) collegament\w+ di (\d+)")
LINK = re.compile(r'class="badge (\w+)" href="/it/doc/(link/\w+)"')


def found(page: Reading) -> int:
    """Return the number of links that the page says it shows."""
    told = FOUND.search(page.text)
    assert told
    return int(told[1])


def test_activities_that_cite_the_pnrr_stand_with_how_sure_the_reading_is(site: Site) -> None:
    rows = {row[3]: row for row in site.read("/it/pnrr").rows if row[-1].startswith("riga")}
    assert len(rows) == 9
    assert rows["riga 335"][1:3] == [
        "M5C2 → M5C2 lettura certaC3 → M5C3 lettura ambiguaPNRR → PNRR lettura certa",
        "sì, a dire del testo",
    ]
    assert rows["riga 19"][2] == "no, lo nomina soltanto"


def test_every_option_of_a_filter_finds_as_many_links_as_it_says(site: Site) -> None:
    fields = site.read("/it/pnrr").options
    for field in ("status", "method", "measure", "activity"):
        for value, words in fields[field]:
            if value:
                page = site.read(f"/it/pnrr?{urlencode({field: value})}")
                told = re.search(r"\((\d+)\)$", words)
                assert told
                assert found(page) == int(told[1]), f"{field}={value}"


@pytest.mark.parametrize(
    "query", ["", "?status=candidate&sort=score", "?measure=M5C2&sort=allocation", "?sort=financed"]
)
def test_the_files_have_exactly_what_is_shown_in_its_order(site: Site, query: str) -> None:
    page = site.read(f"/it/pnrr{query}")
    shown = [link for _, link in LINK.findall(page.text)]
    rows = site.csv(next(href for href in page.addresses("Scarica CSV") if "/pnrr/links." in href))
    assert [row["IRI"].partition("/id/")[2] for row in rows] == shown
    turtle = site.client.get(page.addresses("Scarica Turtle")[0])
    assert turtle.mimetype == "text/turtle"
    links = set(Graph().parse(data=turtle.text, format="turtle").subjects(RDF.type, URIRef(str(PLAN.Link))))
    assert {str(link).partition("/id/")[2] for link in links} == set(shown)


def test_the_surest_links_stand_first(site: Site) -> None:
    statuses = [status for status, _ in LINK.findall(site.read("/it/pnrr").text)]
    assert statuses == ["stated"] * 7 + ["candidate"] * 28


def test_other_orders_are_a_link_away_and_are_told(site: Site) -> None:
    page = site.read("/it/pnrr?status=candidate")
    (address,) = page.addresses("Stanziamento nazionale")
    assert address == "/it/pnrr?status=candidate&sort=allocation#links"
    page = site.read(address)
    assert page.text.count('aria-sort="descending"') == 1
    rows = site.csv(next(href for href in page.addresses("Scarica CSV") if "/pnrr/links." in href))
    national = "Stanziamento nazionale (euro)"
    sums = [float(row[national]) for row in rows if row[national]]
    assert sums == sorted(sums, reverse=True)


def test_national_and_local_money_stand_apart_each_with_its_date(site: Site) -> None:
    (row,) = [
        row for row in site.read("/it/pnrr?measure=M2C4I2.01").rows if "M2C4I2.01" in row[1] and len(row) == 5
    ]
    assert row[2].replace("\xa0", " ") == "2.400.000.000,00 €tabella: 8 dicembre 2023 – aprile 2025"
    (row,) = [row for row in site.read("/en/pnrr?method=measure-code&measure=M5C2").rows if "139" in row[0]]
    assert row[2].startswith("€8,322,100,000.00table: 8 December 2023 – April 2025")
    assert row[3].startswith("19 projects")
    assert row[3].endswith("Financed €66,629,463.28Paid €18,228,086.50as of 31 March 2025")


def test_a_project_counts_once_where_its_figures_do(site: Site) -> None:
    """The sums of the table are those that the stored question on all projects gives."""
    measure = "M5C2I2.01"
    (row,) = [
        each for each in site.behind(query_of(site)) if each["measure"] == measure and not each["project"]
    ]
    stored = site.csv(sparql(site, "pnrr-projects-by-measure"))
    (wanted,) = [each for each in stored if (each["measure"], each["date"]) == (measure, row["localDate"])]
    assert row["localFinanced"] == wanted["localFinancedTotal"]
    assert row["localPaid"] == wanted["localPaidTotal"]
    assert row["localProjectsWithFigures"] == wanted["localProjects"]


def query_of(site: Site) -> str:
    """Return the address of the query behind the links."""
    (address,) = site.read("/it/pnrr").addresses("la query: Collegamenti con misure e progetti")
    return address


def sparql(site: Site, name: str) -> str:
    """Return the address of a stored question's answer."""
    stored = site.client.application.extensions["stored_queries"]
    text = next(query.text for query in stored if query.name == name)
    return f"/sparql?{urlencode({'query': text, 'format': 'csv'})}"


def test_projects_that_the_plan_does_not_name_are_all_there_page_by_page(site: Site) -> None:
    everything = site.csv(sparql(site, "pnrr-projects-without-activity"))
    seen, address = [], "/it/pnrr"
    while address:
        page = site.read(address)
        seen += [(row[2], row[1]) for row in page.rows if len(row) == 4 and not row[3].startswith("riga")]
        address = next(iter(page.addresses("Successiva")), "")
    assert seen == [(row["measure"], row["cup"]) for row in everything]


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=99999", "status=no&sort=no", "activity=%3E%22&measure=%5C"]
)
def test_nonsense_in_the_address_is_passed_over(site: Site, query: str) -> None:
    assert site.client.get(f"/it/pnrr?{query}").status_code == 200


def test_activities_without_a_project_are_listed_with_their_candidates(site: Site) -> None:
    text = site.read("/it/pnrr").text
    waiting = text[text.index('id="waiting"') : text.index('id="others"')]
    assert waiting.count("<li>") == 5
    assert "C81B21006840001" in waiting


def test_the_data_say_their_day_and_licence_and_how_far_links_can_be_trusted(site: Site) -> None:
    page = site.read("/en/pnrr")
    assert '<time datetime="2025-03-31">31 March 2025</time>' in page.text
    assert page.addresses("CC BY 4.0") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert "wrong more often than right" in page.text


def test_without_anything_about_the_pnrr_the_page_says_so(site_of: Callable[[str], Site]) -> None:
    page = site_of("<plan/a> a plan:StrategicPlan .").read("/it/pnrr")
    assert "Nei dati non c'è nulla" in page.text.replace("&#39;", "'")
    assert not page.rows


LINKED = """
<plan/x> a plan:StrategicPlan ; dcterms:spatial <place/x> .
<place/x> plan:istatCode "075035" . <place/y> plan:istatCode "075036" .
<activity/1> a plan:Activity ; dcterms:title "Argine"@it ; rdfs:label "Argine"@it .
<link/1> plan:linkedActivity <activity/1> ; plan:linkedMeasure <m> ; plan:score 1.0 ;
    plan:linkMethod <link-method/measure-code> ; plan:linkStatus <link-status/stated> .
<m> skos:notation "M2C4I2.01" .
<here> plan:locatedIn <place/x>, <place/y> ; plan:underMeasure <m> .
<there> plan:locatedIn <place/y> ; plan:underMeasure <m> .
<f/1> a plan:ProjectFunding ; plan:ofProject <here> ; plan:underMeasure <m> ; dcterms:date "2024-12-31" ;
    plan:financedTotal 100.5 ; plan:paidTotal 0.0 .
<f/2> a plan:ProjectFunding ; plan:ofProject <here> ; plan:underMeasure <m> ; dcterms:date "2023-12-31" ;
    plan:financedTotal 7.0 .
<f/3> a plan:ProjectFunding ; plan:ofProject <there> ; plan:underMeasure <m> ; dcterms:date "2025-12-31" ;
    plan:financedTotal 9000.0 .
"""


def test_newer_figures_of_another_municipality_change_nothing(site_of: Callable[[str], Site]) -> None:
    ((_, _, national, local, _),) = site_of(LINKED).read("/it/pnrr").rows
    assert national == ""
    figures = "1 progettoFinanziato 100,50 €Pagato 0,00 €alla data: 31 dicembre 2024"
    assert local.replace("\xa0", " ") == figures


def test_a_link_says_which_programme_it_concerns(site: Site) -> None:
    """Links to projects of the CIS Brindisi-Lecce have no measure, and are none of the PNRR."""
    page = site.read("/it/pnrr")
    rows = site.csv(next(href for href in page.addresses("Scarica CSV") if "/pnrr/links." in href))
    assert {row["Programma"] for row in rows if row["Misura"]} == {"PNRR"}
    assert [row["Programma"] for row in rows if not row["Misura"]] == ["CIS"] * 4
    shown = [row[1] for row in page.rows if len(row) == 5]
    assert sum(cell.startswith("CIS Contratto istituzionale di sviluppo") for cell in shown) == 4
    assert sum(cell.startswith("PNRR Piano nazionale di ripresa e resilienza") for cell in shown) == 31


PROGRAMMES = """
<activity/1> a plan:Activity ; plan:fundedUnder <p/1>{also} .
<link/1> plan:linkedActivity <activity/1> ; plan:linkedProject <q> ; plan:score 1.0 ;
    plan:linkMethod <link-method/cup> ; plan:linkStatus <link-status/stated> .
<p/1> a plan:Programme ; skos:notation "A" . <p/2> a plan:Programme ; skos:notation "B" .
"""


@pytest.mark.parametrize(("also", "shown"), [("", "A"), (", <p/2>", "programma non noto")])
def test_a_project_of_an_activity_under_two_programmes_is_given_to_neither(
    site_of: Callable[[str], Site], also: str, shown: str
) -> None:
    ((_, cell, *_),) = site_of(PROGRAMMES.format(also=also)).read("/it/pnrr").rows
    assert cell.startswith(shown)


@pytest.mark.parametrize(
    ("tag", "words"), [("it", "Il testo lo dice con un codice."), ("en", "The text says so by a code.")]
)
def test_the_page_says_what_each_status_means_as_the_vocabulary_defines_it(
    site: Site, tag: str, words: str
) -> None:
    text = site.read(f"/{tag}/pnrr").text
    legend = text[text.index('class="meanings"') : text.index("</dl>", text.index('class="meanings"'))]
    assert words in legend
    assert legend.count("<dt>") == 2  # stated and candidate: other links are not there


@pytest.mark.parametrize(
    ("address", "form", "name"),
    [
        ("/it/pnrr", "CSV", "PNRR-collegamenti.csv"),
        ("/it/pnrr?status=candidate&measure=M5C2", "Excel", "PNRR-collegamenti-candidate-M5C2.xlsx"),
        ("/en/pnrr?status=stated", "Turtle", "PNRR-links-stated.ttl"),
    ],
)
def test_a_file_of_links_is_called_after_what_it_holds(
    site: Site, address: str, form: str, name: str
) -> None:
    word = "Scarica" if address.startswith("/it") else "Download"
    hrefs = [href for href in site.read(address).addresses(f"{word} {form}") if "ink" in href]
    assert f'"{name}"' in site.client.get(hrefs[0]).headers["Content-Disposition"]


def test_a_list_of_sections_leads_to_each_of_them(site: Site) -> None:
    page = site.read("/it/pnrr")
    contents = page.text.partition('<nav class="sections"')[2].partition("</nav>")[0]
    leads = re.findall(r'href="#(\w+)"', contents)
    assert leads == ["citing", "links", "waiting", "others", "data"]
    for section in leads:
        assert f'<h2 id="{section}"' in page.text


def test_long_lists_are_folded_and_whole_all_the_same(site: Site) -> None:
    page = site.read("/it/pnrr")
    folded = re.findall(r'<details class="more"( open)?>\s*<summary>([^<]*)', page.text)
    assert folded == [("", "Altri 30 collegamenti"), ("", "Altre 20 righe di questa pagina")]
    assert len([row for row in page.rows if len(row) == 5]) == 35
    chosen = site.read("/it/pnrr?status=candidate&page=2")
    assert chosen.text.count('<details class="more" open>') == 1, "who turns the pages wants all rows"
    few = site.read("/it/pnrr?status=stated").text.partition('<h2 id="others"')[0]
    assert 'class="more"' not in few


@pytest.mark.parametrize(
    ("address", "headings", "count"),
    [
        ("/it/pnrr/citing", ["Attività", "Riga del testo", "Parole", "Voce", "Nome", "Lettura"], 13),
        ("/en/pnrr/links", ["Activity", "Line of the text", "Programme", "Measure"], 35),
        ("/it/pnrr/others", ["Titolo del progetto", "CUP o codice", "Misura"], 297),
    ],
)
def test_files_are_for_people_who_read_words(
    site: Site, address: str, headings: list[str], count: int
) -> None:
    rows = site.csv(f"{address}.csv")
    assert [*rows[0]][: len(headings)] == headings
    assert [*rows[0]][-2] == "IRI"
    assert len(rows) == count
    assert "CIS-BR-LE" not in site.client.get(f"{address}.csv").text
    excel = site.client.get(f"{address}.xlsx")
    assert excel.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_file_tells_readings_and_statuses_in_words(site: Site) -> None:
    readings = {row["Lettura"] for row in site.csv("/it/pnrr/citing.csv")}
    assert readings == {"lettura certa", "lettura ambigua"}
    statuses = {row["How sure"] for row in site.csv("/en/pnrr/links.csv")}
    assert statuses == {"Stated", "Candidate"}
