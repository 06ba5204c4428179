"""``POST /validate`` and the page over it: what is sent, what comes back, what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.namespace import RDF, SH

from plangraph.judging.craft import Judging
from plangraph.judging.formats import REPORT_FORMATS
from plangraph.judging.judges import JudgesHere
from plangraph.layout import project_layout
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web.app import create_app
from plangraph.web.translations import LANGUAGES
from plangraph.web.uploads import SYNTAXES, guess_syntax

PLAN = "https://w3id.org/plangraph/ontology#"
ACTIVITY = f"<urn:a> a <{PLAN}Activity> ."
FINE = "<urn:a> <urn:b> <urn:c> ."
SHAPES = (
    "<urn:s> a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#targetNode> <urn:a> ; "
)
SHAPES += "<http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#{kind}> ."
MOST = 20_000


@pytest.fixture(scope="module")
def judging(dataset: Dataset) -> Flask:
    """Return the application with the project's own shapes and small limits."""
    settings = Settings(validation_size=MOST)
    return create_app(dataset, settings, judges=JudgesHere(Judging(project_layout())))


@pytest.fixture
def steward(judging: Flask) -> Iterator[FlaskClient]:
    """Return a client of it."""
    with judging.test_client() as client:
        yield client


def file(content: str | bytes, name: str = "a.ttl") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content.encode() if isinstance(content, str) else content), name


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.name)
def test_a_report_comes_in_every_format_by_name_and_by_media_type(steward: FlaskClient, form: object) -> None:
    from plangraph.judging.formats import ReportFormat

    assert isinstance(form, ReportFormat)
    named = steward.post(f"/validate?format={form.name}", data=ACTIVITY, content_type="text/turtle")
    assert (named.status_code, named.content_type) == (200, form.content_type)
    assert named.headers["SHACL-Conforms"] == "?0"
    if not form.by_name_only:
        accepted = steward.post(
            "/validate", data=ACTIVITY, content_type="text/turtle", headers={"Accept": form.media_type}
        )
        assert accepted.data == named.data


def test_the_formats_are_those_of_the_command_line() -> None:
    from plangraph.validation import FORMS

    told = {form.name: (form.media_type, form.suffix) for form in REPORT_FORMATS}
    written = {
        form.name: (form.media_type.partition(";")[0], form.suffix.removeprefix("."))
        for form in FORMS.values()
    }
    assert told == written


def test_the_same_findings_are_in_all_formats_and_in_the_headers(steward: FlaskClient) -> None:
    def ask(form: str) -> str:
        return steward.post(f"/validate?format={form}", data=ACTIVITY, content_type="text/turtle").text

    report = json.loads(ask("json"))
    count = sum(report["counts"].values())
    graph = Graph().parse(data=ask("turtle"), format="turtle")
    assert len(set(graph.subjects(RDF.type, SH.ValidationResult))) == count
    assert len(list(csv.DictReader(io.StringIO(ask("csv"))))) == count
    assert len(json.loads(ask("sarif"))["runs"][0]["results"]) == count
    told = steward.post("/validate", data=ACTIVITY, content_type="text/turtle").headers["SHACL-Results"]
    assert sum(map(int, re.findall(r"=(\d+)", told))) == count


@pytest.mark.parametrize(
    ("address", "sent", "spoken"),
    [
        ("/validate", {}, "en"),
        ("/validate", {"Accept-Language": "it"}, "it"),
        ("/validate", {"Accept-Language": "de, it-IT;q=0.5"}, "it"),
        ("/validate?language=it", {"Accept-Language": "en"}, "it"),
    ],
)
def test_the_report_speaks_the_language_that_is_asked_for(
    steward: FlaskClient, address: str, sent: dict[str, str], spoken: str
) -> None:
    headers = {"Accept": "text/plain", **sent}
    response = steward.post(address, data=ACTIVITY, content_type="text/turtle", headers=headers)
    assert response.headers["Content-Language"] == spoken
    assert ("Che cosa fare" in response.text) == (spoken == "it")


def test_nothing_of_a_validation_is_kept(steward: FlaskClient) -> None:
    response = steward.post("/validate", data=ACTIVITY, content_type="text/turtle")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "fields",
    [
        {"file": file(ACTIVITY)},
        {"text": ACTIVITY},
        {"text": ACTIVITY, "syntax": "turtle"},
        {"file": file(b"", ""), "text": f"\ufeff{ACTIVITY}", "graph": ""},
        {"file": file(json.dumps({"@id": "urn:a", "@type": f"{PLAN}Activity"}), "a.jsonld")},
        {"text": json.dumps({"@id": "urn:a", "@type": f"{PLAN}Activity"})},
        {"file": [file(ACTIVITY), file("<urn:b> <urn:c> <urn:d> .", "b.nt")]},
    ],
    ids=["file", "text", "syntax", "empty fields", "JSON-LD file", "JSON-LD text", "two files"],
)
def test_a_form_sends_files_or_text(steward: FlaskClient, fields: dict[str, object]) -> None:
    expected = steward.post("/validate", data=ACTIVITY, content_type="text/turtle")
    sent = steward.post("/validate", data=fields, content_type="multipart/form-data")
    assert sent.headers["SHACL-Results"] == expected.headers["SHACL-Results"]


def test_a_form_may_bring_shapes_of_its_own(steward: FlaskClient) -> None:
    for kind, conforms in (("IRI", "?1"), ("Literal", "?0")):
        fields = {"text": FINE, "shapes": file(SHAPES.format(kind=kind), "s.ttl")}
        assert steward.post("/validate", data=fields).headers["SHACL-Conforms"] == conforms


@pytest.mark.parametrize("name", ["plan", "https://w3id.org/plangraph/id/graph/plan"])
def test_a_graph_of_ours_is_validated_by_its_name(steward: FlaskClient, name: str) -> None:
    response = steward.post("/validate", data={"graph": name})
    assert response.status_code == 200
    assert json.loads(response.text)["counts"]["violation"] > 0, "the data of these tests are no whole plan"


REFUSED = {
    "no data": ({"data": {}}, 400, "parameter", "neither data nor"),
    "nothing at all": ({}, 400, "parameter", "neither data nor"),
    "both": ({"data": {"text": FINE, "graph": "plan"}}, 400, "parameter", "data and the name"),
    "an unknown graph": ({"data": {"graph": "nowhere"}}, 400, "parameter", "no graph «nowhere»"),
    "a graph without shapes for it": ({"data": {"graph": "shapes"}}, 400, "parameter", "«shapes»"),
    "an unknown syntax": ({"data": {"text": FINE, "syntax": "xls"}}, 400, "parameter", "«xls»"),
    "an unknown language": ({"data": {"text": FINE, "language": "de"}}, 400, "parameter", "«de»"),
    "limit with zeros": (
        {"data": {"text": FINE, "limit": "0000000019999"}},
        400,
        "parameter",
        "«0000000019999»",
    ),
    "many digits": ({"data": {"text": FINE, "limit": "000000001" + "9" * 5_000}}, 400, "parameter", "1,000"),
    "no number": ({"data": {"text": FINE, "limit": "all"}}, 400, "parameter", "«all»"),
    "an unknown format": ({"data": {"text": FINE, "format": "pdf"}}, 400, "not-acceptable", "«pdf»"),
    "a format nobody has": (
        {"data": {"text": FINE}, "headers": {"Accept": "image/png"}},
        406,
        "not-acceptable",
        "media types",
    ),
    "another media type": ({"data": b"x", "content_type": "image/png"}, 415, "media-type", "image/png"),
    "no media type": ({"data": b"x", "content_type": ""}, 415, "media-type", "no Content-Type"),
    "another charset": (
        {"data": b"x", "content_type": "text/turtle; charset=iso-8859-1"},
        415,
        "media-type",
        "iso-8859-1",
    ),
    "a compressed body": (
        {"data": b"\x1f\x8b", "content_type": "text/turtle", "headers": {"Content-Encoding": "gzip"}},
        415,
        "media-type",
        "Content-Encoding",
    ),
    "a compressed file": ({"data": {"file": file(b"\x1f\x8b\x08", "a.ttl.gz")}}, 415, "media-type", "gzip"),
    "no boundary": ({"data": b"x", "content_type": "multipart/form-data"}, 400, "parameter", "boundary"),
    "too much": ({"data": b"#" * (MOST + 1), "content_type": "text/turtle"}, 413, "too-large", "20,000"),
    "too much text": ({"data": {"text": "#" * (MOST + 1)}}, 413, "too-large", "20,000"),
    "not RDF": (
        {"data": "<urn:a>\n x", "content_type": "text/turtle"},
        400,
        "rdf-syntax",
        "line 2, column 2",
    ),
    "not UTF-8": (
        {"data": '<urn:a> <urn:b> "è"'.encode("cp1252"), "content_type": "text/turtle"},
        400,
        "rdf-syntax",
        "line 1, column 18",
    ),
    "ill-formed shapes": (
        {"data": {"text": FINE, "shapes-text": SHAPES.format(kind="Iri")}},
        422,
        "shapes",
        "not well-formed SHACL",
    ),
    "shapes without target": ({"data": {"text": FINE, "shapes-text": FINE}}, 422, "shapes", "no shape has"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_validated_is_refused_with_its_reason(steward: FlaskClient, name: str) -> None:
    sent, status, kind, told = REFUSED[name]
    response = steward.post("/validate", **sent)  # type: ignore[arg-type]
    problem = json.loads(response.text)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert problem["type"].endswith(f"/problems#{kind}")
    assert told in problem["detail"]
    assert "SHACL-Conforms" not in response.headers


def test_the_place_of_an_error_names_the_file(steward: FlaskClient) -> None:
    problem = json.loads(steward.post("/validate", data={"file": file("<urn:a>\n x", "piano.ttl")}).text)
    assert (problem["document"], problem["line"], problem["column"]) == ("piano.ttl", 2, 2)
    named = steward.post("/validate?name=piano.ttl", data="<urn:a>\n x", content_type="text/turtle")
    assert json.loads(named.text)["document"] == "piano.ttl"


def test_figures_say_how_validations_ended(steward: FlaskClient) -> None:
    def counted(outcome: str) -> float:
        text = steward.get("/metrics").text
        found = re.search(rf'^plangraph_validations_total{{outcome="{outcome}"}} (\S+)$', text, re.MULTILINE)
        assert found
        return float(found[1])

    before = {name: counted(name) for name in ("conforms", "findings", "syntax", "refused")}
    for sent in ({"text": FINE}, {"text": ACTIVITY}, {"text": "x"}, {}):
        steward.post("/validate", data=sent)
    assert {name: counted(name) - before[name] for name in before} == dict.fromkeys(before, 1.0)


@pytest.mark.parametrize(("data", "why"), [(FINE, "no shape applies"), ("# nothing", "no triple")])
def test_what_nothing_was_checked_of_is_not_said_to_be_in_order(
    steward: FlaskClient, data: str, why: str
) -> None:
    response = steward.post("/validate?format=text", data=data, content_type="text/turtle")
    assert why in response.text.lower()
    assert response.headers["SHACL-Checked"] == "?0"
    page = steward.post("/en/validate", data={"text": data, "syntax": "turtle"}).text
    assert why in page.lower()
    assert "All is well" not in page


def test_a_misspelt_class_is_told_with_the_one_that_is_meant(steward: FlaskClient) -> None:
    data = ACTIVITY.replace("Activity", "Activty")
    sent = steward.post("/validate?format=sarif", data=data, content_type="text/turtle")
    results = json.loads(sent.text)["runs"][0]["results"]
    assert "did you mean plan:Activity?" in results[0]["message"]["text"]
    page = steward.post("/it/validate", data={"text": data}).text
    assert "forse si intendeva plan:Activity?" in page


@pytest.mark.parametrize(("accepted", "spoken"), [("it-IT, en;q=0.5", "it"), ("en", "en"), ("de", "en")])
def test_why_there_is_no_report_is_told_in_the_language_of_the_client(
    steward: FlaskClient, accepted: str, spoken: str
) -> None:
    headers = {"Accept-Language": accepted}
    response = steward.post(
        "/validate", data="<urn:a>\n nonsense .", content_type="text/turtle", headers=headers
    )
    assert response.content_type == "application/problem+json"
    assert response.headers["Content-Language"] == spoken
    told = json.loads(response.text)
    assert ("riga 2, colonna" if spoken == "it" else "line 2, column") in told["detail"]
    assert ("reason" in told) == (spoken == "it")


@pytest.mark.parametrize(
    ("spoken", "said"),
    [
        ("it", "robabilmente alla fine della riga 1 manca un «;» o un «.»"),
        ("en", "robably a «;» or a «.» is missing at the end of line 1"),
    ],
)
def test_a_missing_semicolon_is_told_of_the_line_that_lacks_it(
    steward: FlaskClient, spoken: str, said: str
) -> None:
    data, headers = "<urn:a> <urn:b> <urn:c>\n <urn:d> <urn:e> .", {"Accept-Language": spoken}
    response = steward.post("/validate", data=data, content_type="text/turtle", headers=headers)
    told = json.loads(response.text)
    assert said in told["detail"]
    assert "A dot is expected" in told["reason" if spoken == "it" else "detail"]
    assert told["unended"] == {"line": 1, "mark": "."}
    assert f"{said}." in steward.post(f"/{spoken}/validate", data={"text": data, "syntax": "turtle"}).text


@pytest.mark.parametrize(
    "content",
    [
        FINE,
        "",
        f"<urn:a> a <{PLAN}Activity> ; <{PLAN}plannedYear> 1900 ; <{PLAN}amount> 'x'@it ; <{PLAN}nope> [] .",
        f"# A plan: triples.\n# Written by plangraph 1; do not edit.\n\n{ACTIVITY}",
    ],
    ids=["nothing checked", "empty", "wrong values", "generated"],
)
def test_json_reports_are_what_the_description_for_programs_says(steward: FlaskClient, content: str) -> None:
    components = steward.get("/openapi.json").get_json()["components"]
    schema = {"$ref": "#/components/schemas/Report", "components": components}
    response = steward.post("/validate?format=json", data=content, content_type="text/turtle")
    assert response.status_code == 200
    jsonschema.Draft202012Validator(schema).validate(response.get_json())


def test_a_problem_that_names_an_earlier_line_is_what_the_description_says(steward: FlaskClient) -> None:
    components = steward.get("/openapi.json").get_json()["components"]
    response = steward.post(
        "/validate", data="<urn:a> <urn:b> 1\n<urn:c> <urn:d> 2 .", content_type="text/turtle"
    )
    problem = response.get_json()
    assert problem["unended"] == {"line": 1, "mark": "."}
    schema = {"$ref": "#/components/schemas/Problem", "components": components}
    jsonschema.Draft202012Validator(schema).validate(problem)
    assert set(problem) <= set(components["schemas"]["Problem"]["properties"])


def test_a_number_that_json_does_not_have_is_told_with_what_to_write(steward: FlaskClient) -> None:
    for number in ("NaN", "-Infinity"):
        data = f'{{"@id": "urn:a",\n "urn:b": {number}}}'
        told = json.loads(steward.post("/validate", data=data, content_type="application/ld+json").text)
        assert "NaN and Infinity are no numbers in JSON" in told["detail"]
        assert told["line"] == 2
        assert "XMLSchema#double" in told["remedy"]


@given(st.binary(max_size=200))
def test_whatever_is_sent_some_syntax_is_guessed(content: bytes) -> None:
    assert guess_syntax(content) in {form.name for form in SYNTAXES}


# The page


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_page_says_what_to_mend_and_offers_all_formats(steward: FlaskClient, spoken: str) -> None:
    page = steward.post(f"/{spoken}/validate", data={"text": ACTIVITY}).text
    assert {"it": "rilievi da correggere", "en": "findings that must be mended"}[spoken] in page
    assert {"it": "Che cosa fare:", "en": "What to do:"}[spoken] in page
    for form in REPORT_FORMATS:
        assert f'name="format" value="{form.name}"' in page or form.name == "html"


def test_the_page_takes_small_data_along_for_its_downloads(steward: FlaskClient) -> None:
    page = steward.post("/it/validate", data={"file": file(f"\n{ACTIVITY}")}).text
    assert '<form class="downloads" action="/validate" method="post" enctype="multipart/form-data">' in page
    carried = re.search(r'<textarea name="text" hidden[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert carried
    assert carried[1].strip() == ACTIVITY.replace("<", "&lt;").replace(">", "&gt;")
    assert '<input type="hidden" name="name" value="a.ttl">' in page


def test_the_page_shows_the_line_that_does_not_parse(steward: FlaskClient) -> None:
    response = steward.post("/it/validate", data={"text": "<urn:a>\n  <script>x .\n"})
    assert (response.status_code, response.headers["Cache-Control"]) == (400, "no-store")
    assert "riga 2, colonna" in response.text
    assert "<mark>  &lt;script&gt;x .</mark>" in response.text
    assert "<script>x" not in response.text


def test_hostile_names_and_values_stay_text_on_the_page(steward: FlaskClient) -> None:
    data = (
        f'<urn:a> a <{PLAN}Activity> ; <http://www.w3.org/2000/01/rdf-schema#label> "<script>x</script>"@it .'
    )
    page = steward.post("/it/validate", data={"file": file(data, "<script>y</script>.ttl")}).text
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page
    assert "<script>y" not in page


def test_an_empty_form_is_told_on_the_page(steward: FlaskClient) -> None:
    response = steward.post("/en/validate", data={})
    assert (response.status_code, response.mimetype) == (400, "text/html")
    assert "neither data nor the name of a graph" in response.text


def test_the_address_without_language_leads_to_the_page(steward: FlaskClient) -> None:
    response = steward.get("/validate", headers={"Accept-Language": "en"})
    assert (response.status_code, response.headers["Location"]) == (302, "/en/validate")


def test_the_form_speaks_of_the_graphs_that_are_there(steward: FlaskClient, root: Path) -> None:
    page = steward.get("/it/validate").text
    assert '<option value="plan">il piano</option>' in page
    assert 'value="pnrr"' not in page
    assert (root / "src/plangraph/web/static/validate.js").is_file()


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_lesser_findings_are_counted_and_folded_and_downloads_stand_before_all(
    steward: FlaskClient, spoken: str
) -> None:
    page = steward.post(f"/{spoken}/validate", data={"text": ACTIVITY}).text
    told = re.search(r'role="status">([^<]*)</p>', page)
    assert told
    counts = dict(each.split(": ") for each in told[1].split(", ") if not each.endswith(": 0"))
    summaries = re.findall(r'<details class="report-severity [^>]*"><?\n?<summary>([^:]*): (\d+) ', page)
    assert [(name.casefold(), number) for name, number in summaries] == [*counts.items()][1:]
    assert summaries, "the example has findings of two severities"
    seen = page.index('<section class="report-rule report-violation"')
    assert page.index('<form class="downloads"') < seen < page.index('<details class="report-severity')


def test_where_nothing_must_be_mended_the_gravest_is_seen_at_once(steward: FlaskClient) -> None:
    lenient = "<urn:s> <http://www.w3.org/ns/shacl#severity> <http://www.w3.org/ns/shacl#Info> ."
    fields = {"text": FINE, "shapes": file(SHAPES.format(kind="Literal") + lenient, "s.ttl")}
    page = steward.post("/it/validate", data=fields).text
    assert 'class="report-rule report-info"' in page
    assert "report-severity" not in page
