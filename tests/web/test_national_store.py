"""A store of all of Italy behind the real server: questions, formats and limits as over a single plan."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from plangraph.layout import Layout
from plangraph.national import import_all
from plangraph.queries import StoredQuery, read_queries
from tests.web.conftest import Running, Serving

ROOT = Path(__file__).parents[2]
CUP = "C81B21000010001"
PLACES = (
    "Codice Univoco submisura;Descrizione Submisura;CUP;Codice Locale Progetto;Regione;Descrizione Regione;"
    "Provincia;Descrizione Provincia;Comune;Descrizione Comune;Indirizzo;Cap;Data di Estrazione\n"
    "M5C2I2.01.00;Rigenerazione;C81B21000010001;L/1;16;PUGLIA;75;LECCE;35;LECCE;VIA X;73100;{day}\n"
    "M5C2I2.01.00;Rigenerazione;D91B21000010001;L/2;16;PUGLIA;72;BARI;6;BARI;;70100;{day}\n"
)
DAYS = ("01/03/2023", "01/04/2023")
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PROJECT = "https://w3id.org/plangraph/ontology#InvestmentProject"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
QUESTIONS = [
    query for query in read_queries(ROOT / "queries") if query.name.startswith(("pnrr-", "project-"))
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with two versions of a table of places beside the plan of Lecce."""
    folder = tmp_path_factory.mktemp("italy")
    for number, day in enumerate(DAYS):
        (folder / f"{number}.csv").write_text(PLACES.format(day=day), encoding="utf-8")
    import_all([folder / "0.csv", folder / "1.csv"], folder / "store", Layout(ROOT))
    return folder / "store"


@pytest.fixture(scope="module")
def server(store: Path, module_serving: Serving) -> Iterator[Running]:
    with module_serving(store=str(store), answer_size=2_000_000, workers=4, spares=1) as running:
        yield running


def sparql(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, **more})


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_questions_on_the_pnrr_are_answered(server: Running, question: StoredQuery) -> None:
    form = "turtle" if question.name == "pnrr-evidence" else "csv"
    answer = server.ask(sparql(question.text, format=form), Accept_Encoding="identity")
    assert answer.status == 200, answer.text
    if question.name == "pnrr-projects":
        assert {row["cup"] for row in csv.DictReader(io.StringIO(answer.text))} == {CUP}, "Bari is elsewhere"


@pytest.mark.slow
def test_each_version_of_a_table_is_a_graph_and_their_union_counts_what_is_distinct(server: Running) -> None:
    def count(what: str, where: str) -> int:
        answer = server.ask(sparql(f"SELECT (COUNT({what}) AS ?n) {{ {where} }}", format="json"))
        return int(json.loads(answer.text)["results"]["bindings"][0]["n"]["value"])

    projects = f"?project <{TYPE}> <{PROJECT}>"
    located = "?project <https://w3id.org/plangraph/ontology#locatedIn> ?place"
    assert count("DISTINCT ?project", f"{projects} . {located}") == 2
    assert count("DISTINCT ?graph", f"GRAPH ?graph {{ {projects} . {located} }}") == len(DAYS)
    description = server.ask("/sparql", Accept="text/turtle").text
    for day in ("2023-03-01", "2023-04-01"):
        assert f"graph/pnrr/localisation-{day}" in description


@pytest.mark.slow
@pytest.mark.parametrize(
    ("accept", "status", "content_type"),
    [
        ("text/csv", 200, "text/csv; charset=utf-8"),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.1", 200, "application/sparql-results+xml"),
        ("application/sparql-results+json; version=1.1", 200, "application/sparql-results+json; version=1.1"),
        ("image/png", 406, "application/problem+json"),
    ],
)
def test_formats_are_negotiated(server: Running, accept: str, status: int, content_type: str) -> None:
    answer = server.ask(sparql(f"SELECT * {{ ?project a <{PROJECT}> }}"), Accept=accept)
    assert (answer.status, answer.headers["Content-Type"]) == (status, content_type)


@pytest.mark.slow
def test_an_answer_is_kept_and_has_a_tag(server: Running) -> None:
    first = server.ask(sparql("ASK { ?a ?b ?c }"))
    assert server.ask(sparql("ASK { ?a ?b ?c }"), If_None_Match=first.headers["ETag"]).status == 304


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "parameters", "status", "kind"),
    [
        (ENDLESS, {"timeout": "0.5"}, 504, "deadline"),
        ("SELECT * { ?a ?b ?c }", {}, 422, "answer-too-large"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", {}, 403, "query-refused"),
        ("SELECT * { ?a ?b }", {}, 400, "query-syntax"),
        ("ASK {} #" + "x" * 65_536, {}, 413, "too-large"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_limits_hold(server: Running, query: str, parameters: dict[str, str], status: int, kind: str) -> None:
    answer = (
        server.ask(sparql(query, **parameters))
        if len(query) < 60_000
        else server.ask("/sparql", "POST", query, Content_Type="application/sparql-query")
    )
    assert answer.status == status
    assert json.loads(answer.text)["type"].endswith(f"#{kind}")
    assert server.ask(sparql("ASK {}")).status == 200
