"""The page *Interroga*: what it asks, what it shows, what it says when something is wrong."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from plangraph.layout import project_layout
from plangraph.queries import read_queries
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.syntax import check
from plangraph.web.app import create_app
from plangraph.web.asking.complaints import SENTENCES, sentence
from plangraph.web.asking.wish import RESERVED
from plangraph.web.translations import LANGUAGES, gettext
from plangraph.workers.errors import BusyError, DeadlineError, MemoryLimitError
from plangraph.workers.evaluation import InThisProcess
from plangraph.workers.messages import Question, Reply

BROWSER = {"Accept": "text/html,*/*;q=0.8"}
LINES = """#+ summary: Lines.
#+ question: Quali righe? / Which lines?
#+ audience: citizen
#+ parameter-line: integer - a line, such as 139
#+ parameter-of: iri - a thing
PREFIX plan: <https://w3id.org/plangraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?line ?of WHERE { ?of prov:wasDerivedFrom/plan:firstLine ?line }
"""
NUMBERS = "SELECT ?n (STR(?n) AS ?name) { VALUES ?n { 10 9 12345.50 } }"


@pytest.fixture
def asking(dataset: Dataset, tmp_path: Path) -> FlaskClient:
    """Return a client of a service with one stored question that has parameters."""
    (tmp_path / "lines.rq").write_text(LINES, encoding="utf-8")
    return create_app(dataset, Settings(), tmp_path).test_client()


def table(page: str) -> list[list[str]]:
    """Return the words in the cells of the answer."""
    body = page.partition('class="answer"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [
            html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", cell))).strip()
            for cell in row.split("</td>")[:-1]
        ]
        for row in body.split("</tr>")[:-1]
    ]


def page(client: FlaskClient, query: str, spoken: str = "it", **more: str) -> str:
    response = client.get(f"/{spoken}/query", query_string={"query": query, **more})
    assert response.status_code == 200, response.text
    return response.text


def test_numbers_are_written_as_the_language_writes_them_and_sorted_by_value(asking: FlaskClient) -> None:
    assert table(page(asking, NUMBERS)) == [["10", "10"], ["9", "9"], ["12.345,5", "12345.5"]]
    assert table(page(asking, NUMBERS, "en", sort="-n")) == [
        ["12,345.5", "12345.5"],
        ["10", "10"],
        ["9", "9"],
    ]
    sorted_page = page(asking, NUMBERS, sort="n")
    assert table(sorted_page)[0] == ["9", "9"]
    assert 'aria-sort="ascending"' in sorted_page
    assert "sort=-n" in sorted_page, "the next click turns it round"


def test_years_have_no_thousands_and_dates_are_dates(asking: FlaskClient) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    day, odd = f'"2025-03-31"^^<{xsd}date>', f'"31"^^<{xsd}date>'
    moment = f'"2025-03-31T10:00:00Z"^^<{xsd}dateTime>'
    columns = "?year ?day ?moment ?huge ?odd"
    query = f"SELECT {columns} {{ VALUES ({columns}) {{ (2025 {day} {moment} 1e300 {odd}) }} }}"
    (row,) = table(page(asking, query, "en"))
    assert row[:2] == ["2025", "Mar 31, 2025"]
    assert row[2].startswith("Mar 31, 2025, 10:00:00")
    assert row[3:] == ["1e+300", "31"]


def test_a_thing_has_its_name_its_short_iri_and_a_link_in_the_language_of_the_page(
    asking: FlaskClient,
) -> None:
    shown = page(asking, "SELECT ?a { ?a a <https://w3id.org/plangraph/ontology#StrategicArea> }", "en")
    assert (
        '<a href="/en/doc/plan/lecce/2025-2027/area/12" dir="auto" lang="it">Assetto del territorio</a>'
        in shown
    )
    assert "id:plan/lecce/2025-2027/area/12</code>" in shown


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_hostile_words_stay_words(asking: FlaskClient, spoken: str) -> None:
    hostile = '"<script>alert(1)</script>" <javascript:alert(1)> "</textarea><b>" "שלום"@he'
    query = f"SELECT * {{ VALUES ?x {{ {hostile} }} }}"
    shown = page(asking, query, spoken)
    assert shown.count("<script") == 1, "the page's own module"
    assert 'href="javascript' not in shown
    assert shown.count("</textarea>") == 1
    assert 'dir="auto" lang="he"' in shown


def test_a_long_answer_comes_in_pages_and_says_how_long_it_is(asking: FlaskClient) -> None:
    numbers = " ".join(str(number) for number in range(1, 251))
    query = f"SELECT ?n {{ VALUES ?n {{ {numbers} }} }}"
    first, last = page(asking, query, "en"), page(asking, query, "en", page="3")
    assert "Rows 1 to 100 of 250." in first
    assert "Rows 201 to 250 of 250." in last
    assert [row[0] for row in table(last)] == [str(number) for number in range(201, 251)]
    assert "Page 3 of 3" in last
    assert table(page(asking, query, page="99")) == []


def test_an_ask_is_answered_in_words_and_a_graph_as_triples(asking: FlaskClient) -> None:
    assert ">Sì<" in page(asking, "ASK {}")
    assert ">No<" in page(asking, "ASK { <x:x> ?p ?o }", "en")
    shown = page(asking, "CONSTRUCT { <x:a> <x:b> <x:c> } {}", "en")
    assert [[cell.split()[0] for cell in row] for row in table(shown)] == [["x:a", "x:b", "x:c"]]
    assert "format=turtle" in shown
    assert "format=csv" not in shown


def test_a_form_leads_to_an_address_and_a_query_too_long_for_one_is_answered_without(
    asking: FlaskClient,
) -> None:
    sent = asking.post("/it/query", data={"query": "ASK {\r\n}", "view": "table"})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/it/query?query=ASK%20%7B%0A%7D")
    long = f"ASK {{}} # {'x' * 7_000}"
    answered = asking.post("/it/query", data={"query": long})
    assert answered.status_code == 200
    assert ">Sì<" in answered.text
    assert gettext("it", "query.no_link").split(":")[0] in answered.text
    assert 'formaction="/sparql"' in answered.text
    assert answered.headers["Cache-Control"] == "no-store"
    elsewhere = asking.post("/it/query", data={"query": "", "name": "//evil.example"})
    assert elsewhere.status_code == 404


def test_a_stored_question_is_answered_with_its_parameters(asking: FlaskClient) -> None:
    everything = asking.get("/it/query?name=lines").text
    assert '<h2 id="question">Quali righe?</h2>' in everything
    assert [row[0] for row in table(everything)] == ["139"]
    assert re.search(r'<select id="p-line" name="line">.*?<option value="139">139</option>', everything, re.S)
    assert table(asking.get("/it/query?name=lines&line=139").text)
    none = asking.get("/it/query?name=lines&line=7").text
    assert gettext("it", "query.nothing_stored") in none
    assert '<option value="7" selected>' in none


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("name=nowhere", 404, "Non c&#39;è una domanda pronta «nowhere»"),
        ("name=lines&line=twelve", 400, "«twelve» non è un valore per «line»"),
        ("query=SELECT+*+%7B+%3Fs+%3Fp+%7D", 400, "Riga 1, colonna 18:"),
        ("query=SELECT+*+%7B+%3Fs+a+plan:Area+%7D", 400, "Il prefisso «plan:» non è dichiarato"),
        ("query=CLEAR+ALL", 403, "sola lettura"),
        ("query=ASK+%7B+SERVICE+%3Chttp://127.0.0.1:9/%3E+%7B%7D+%7D", 403, "SERVICE"),
    ],
)
def test_what_is_wrong_is_said_on_the_page_in_its_language(
    asking: FlaskClient, address: str, status: int, words: str
) -> None:
    response = asking.get(f"/it/query?{address}")
    assert response.status_code == status
    assert words in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert 'role="alert"' in response.text


class Refuses(InThisProcess):
    """Has the answer to everything but the queries of clients."""

    def __init__(self, dataset: Dataset, error: Exception) -> None:
        super().__init__(dataset)
        self._error = error

    def ask(self, question: Question, client: str) -> Reply:
        if "ASK" in question.text:
            raise self._error
        return super().ask(question, client)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (DeadlineError(30), 504, "dopo 30 secondi"),
        (MemoryLimitError(256), 503, "più di 256 MiB"),
        (BusyError("all are busy", remedy="Wait.", retry_after=7), 503, "Troppe richieste insieme"),
    ],
)
def test_a_query_that_is_stopped_is_told_with_the_right_status(
    dataset: Dataset, error: Exception, status: int, words: str
) -> None:
    client = create_app(dataset, Settings(), asker=Refuses(dataset, error)).test_client()
    response = client.get("/it/query?query=ASK+%7B%7D")
    assert response.status_code == status
    assert words in response.text
    assert response.headers.get("Retry-After") == ("7" if status == 503 and "Troppe" in words else None)


def test_answers_that_chance_makes_are_not_kept(asking: FlaskClient) -> None:
    kept = asking.get("/it/query?query=ASK+%7B%7D")
    made = asking.get("/it/query?query=SELECT+(RAND()+AS+%3Fx)+%7B%7D")
    assert "max-age" in kept.headers["Cache-Control"]
    assert made.headers["Cache-Control"] == "no-store"


def test_bars_are_drawn_for_one_number_a_name_and_a_graph_for_pairs_of_things(asking: FlaskClient) -> None:
    query = 'SELECT ?name ?n { VALUES (?name ?n) { ("a" 10) ("b" 5) } }'
    drawn = page(asking, query, view="bars")
    assert re.findall(r'<rect width="(\d+)"', drawn) == ["1000", "500"]
    twice = 'SELECT ?name ?n { VALUES (?name ?n) { ("a" 10) ("a" 5) } }'
    assert "<rect" not in page(asking, twice, view="bars"), "two rows of one name"
    pairs = "SELECT ?a ?b { VALUES (?a ?b) { (<x:a> <x:b>) (<x:b> <x:c>) } }"
    graph = page(asking, pairs, view="graph")
    assert (graph.count('class="node"'), graph.count("<line")) == (3, 2)
    lines = " ".join(f"(<x:a{n}> <x:b{n}>)" for n in range(50))
    many = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {lines} }} }}"
    crowded = page(asking, many, "en", view="graph")
    assert "20 edges of this page are not drawn" in crowded
    assert "<svg" not in page(asking, "SELECT ?a { VALUES ?a { <x:a> } }", view="graph")


def test_a_browser_at_the_endpoint_is_led_here_and_programs_get_the_description(client: FlaskClient) -> None:
    led = client.get("/sparql", headers={**BROWSER, "Accept-Language": "en"})
    assert (led.status_code, led.headers["Location"]) == (303, "/en/query")
    assert set(led.headers["Vary"].replace(" ", "").split(",")) >= {"Accept", "Accept-Language"}
    assert client.get("/sparql", headers={"Accept": "text/turtle"}).mimetype == "text/turtle"
    assert client.get("/en/query").text.count(" MiB") >= 1, "the limits are stated"


def test_the_editor_learns_prefixes_classes_and_properties_with_their_names(client: FlaskClient) -> None:
    told = json.loads(client.get("/en/query/terms").text)
    assert told["prefixes"]["plan"] == "https://w3id.org/plangraph/ontology#"
    terms = {(each["name"], each["kind"]): each for each in told["terms"]}
    assert ("plan:Activity", "class") in terms
    assert ("plan:ofArea", "property") in terms
    assert "Italian" not in str(told)


def test_the_verdict_on_a_query_is_in_the_language_of_the_page(client: FlaskClient) -> None:
    sent = {"data": "SELECT * { ?s ?p }", "content_type": "application/sparql-query"}
    assert client.post("/sparql/check?lang=it", **sent).json == {
        "valid": False,
        "line": 1,
        "column": 18,
        "message": "«}» non può stare qui.",
    }


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s a plan:X }",
        'ASK { ?s ?p "x }',
        "ASK { ?s <a b> ?o }",
        "ASK { ?s ?p }",
        "ASK {",
        "SELECT ?x ?x {}",
        "SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }",
        "SELECT (?y + 1 AS ?w) (COUNT(*) AS ?n) { ?x ?y ?z }",
        "CLEAR ALL",
        "ASK { SERVICE <http://127.0.0.1:9/> {} }",
        "ASK {" * 60,
        f"ASK {{ {'?s ?p ?o . ' * 400} }}",
        "x" * 70_000,
    ],
)
def test_every_complaint_about_a_query_has_its_sentence_in_italian(query: str) -> None:
    with pytest.raises(Exception, match=r".") as caught:
        check(query)
    problem = caught.value.problem  # type: ignore[attr-defined]
    told = {spoken: sentence(problem, spoken) for spoken in LANGUAGES}
    assert all(told.values()), problem
    assert told["it"] != told["en"]


def test_no_sentence_is_missing_and_no_parameter_is_called_like_the_pages_own() -> None:
    for _, key in SENTENCES:
        assert gettext("it", key) != key
    for stored in read_queries(project_layout().queries):
        for parameter in stored.parameters:
            assert parameter.name not in RESERVED, stored.name
            assert (
                gettext("it", f"query.parameter_{parameter.name}") != f"query.parameter_{parameter.name}"
            ), f"{stored.name}: say what «{parameter.name}» is in locale/*/LC_MESSAGES/query.po"


def test_every_download_says_what_it_is_saved_as(asking: FlaskClient) -> None:
    typed = page(asking, NUMBERS)
    stored = asking.get("/it/query?name=lines&line=139").text
    for text, name in ((typed, "plangraph-n-name"), (stored, "lines-139")):
        links = [html.unescape(href) for href in re.findall(r'<li><a href="([^"]*)" download>', text)]
        assert len(links) > 3
        for href in links:
            told = asking.get(href).headers["Content-Disposition"]
            assert re.fullmatch(rf'(inline|attachment); filename="{name}\.[a-z.]+"', told), href


def test_a_name_of_a_file_cannot_say_anything_but_a_name(asking: FlaskClient) -> None:
    given = {"query": "SELECT (1 AS ?n) {}", "format": "csv", "file": 'a"b/../c\r\nSet-Cookie: è'}
    told = asking.get("/sparql", query_string=given).headers
    assert told["Content-Disposition"] == 'inline; filename="a-b-c-Set-Cookie-e.csv"'
    assert "Set-Cookie" not in told


@pytest.mark.parametrize(("spoken", "heading"), [("it", "Riga del testo"), ("en", "Line of the text")])
def test_columns_are_headed_in_the_readers_language(asking: FlaskClient, spoken: str, heading: str) -> None:
    shown = page(asking, "SELECT (1 AS ?line) (2 AS ?unheard) {}", spoken)
    assert f">{heading}</a>" in shown
    assert 'title="?line: ' in shown
    assert ">unheard</a>" in shown
    csv = asking.get("/sparql", query_string={"query": "SELECT (1 AS ?line) {}", "format": "csv"})
    assert csv.text.startswith("line\r\n")


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_column_of_a_stored_question_has_a_heading(spoken: str, dataset: Dataset) -> None:
    for stored in read_queries(project_layout().queries):
        if "search:matches" not in stored.text:  # which this dataset has no index for
            for name in dataset.query(stored.text).variables:
                assert gettext(spoken, f"column.{name}") != f"column.{name}", f"{stored.name}: {name}"
