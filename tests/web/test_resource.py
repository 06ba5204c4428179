"""The page of a thing says what is known, who says so, and where the thing is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from plangraph.settings import Settings
from plangraph.store.embedded import open_dataset
from plangraph.web.app import create_app
from plangraph.web.inbound import SHOWN_EACH

ID = "https://w3id.org/plangraph/id/"
LONG = "x" * 250
DATA = f"""
@prefix id: <{ID}> . @prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
plan:Allocation rdfs:label "stanziamento"@it, "allocation"@en . plan:Award rdfs:label "aggiudicazione"@it .
plan:Tender rdfs:label "gara"@it . plan:SourceRow rdfs:label "riga di origine"@it .
id:row1 a plan:SourceRow ; plan:firstLine 7 ; plan:lastLine 7 ; plan:verbatim "prima" ;
    oa:hasSource id:text .
id:row2 a plan:SourceRow ; plan:firstLine 8 ; plan:lastLine 9 ; plan:verbatim "col\\nCIS" ;
    oa:hasSource id:text .
id:row3 a plan:SourceRow ; plan:firstLine 10 ; plan:lastLine 10 ; plan:verbatim "dopo" ;
    oa:hasSource id:text .
id:act a plan:Activity ; rdfs:label "Parco"@it ; dcterms:title "Parco"@it ; plan:citesProgramme id:cis ;
    plan:mentions id:mention ; prov:wasDerivedFrom id:row2 .
id:mention a plan:Mention ; plan:surfaceForm "CIS" ; plan:resolvesTo id:cis ;
    plan:mappingStatus "ambiguous" ; prov:wasDerivedFrom id:row2 .
id:cis a plan:Programme ; rdfs:label "Contratto"@it .
id:wide a plan:Activity ; rdfs:label "Larga"@it ; prov:wasDerivedFrom id:row1, id:row2, id:row3 .
id:table a prov:Entity ; dcterms:title "Quadro"@it ; dcterms:date "2025-03-31"^^xsd:date .
id:pnrr rdfs:label "Digitale"@it .
<{ID}pnrr/allocation/x> a plan:Allocation ; plan:amount 1234567.5 ; prov:wasDerivedFrom id:table .
id:tender a plan:Tender ; plan:cig "99820074C3" .
id:award a plan:Award ; plan:ofTender id:tender .
id:hostile a plan:Activity ; rdfs:label "</script><script>alert(1)</script> \\"'"@it ;
    rdfs:seeAlso <javascript:alert(1)>, <https://example.org/{LONG}> .
plan:hasPart rdfs:label "ha parte"@it ; owl:inverseOf plan:partOf .
plan:partOf rdfs:label "parte di"@it ; owl:inverseOf plan:hasPart .
plan:cites rdfs:label "cita"@it ;
    <http://purl.org/net/vocab/2004/03/label#inverseSingular> "cited by"@en, "citata da"@it .
plan:sees rdfs:label "vede"@it .
id:whole rdfs:label "Intero"@it ; plan:hasPart id:part, id:both .
id:both rdfs:label "Doppia"@it ; plan:partOf id:whole .
id:part rdfs:label "Parte"@it ; plan:sees id:seen .
id:wide plan:cites id:part .
id:seen rdfs:label "Vista"@it .
id:spoken rdfs:label "Contract"@en, "Contratto"@it, "Vertrag"@de-AT ;
    rdfs:comment "only English"@en ; dcterms:subject "x" .
<https://example.org/日本> rdfs:label "fuori"@it .
{" ".join(f'<{ID}citing/{n:02}> rdfs:label "c{n:02}"@it ; plan:citesProgramme id:cis .' for n in range(25))}
"""
INFERRED = f"<{ID}act> <https://w3id.org/plangraph/ontology#ofArea> <{ID}cis> ."


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a client of a service over :data:`DATA`."""
    folder = tmp_path_factory.mktemp("data")
    return client_over(folder, {"plan": DATA, "inferred": INFERRED})


def client_over(folder: Path, graphs: dict[str, str]) -> FlaskClient:
    """Return a client of a service over graphs of ours by their short names, in Turtle."""
    for name, turtle in graphs.items():
        (folder / f"{name}.ttl").write_text(turtle, encoding="utf-8")
    named = {f"{ID}graph/{name}": [folder / f"{name}.ttl"] for name in graphs}
    return create_app(open_dataset(named), Settings()).test_client()


def words(page: str) -> str:
    """Return the text of a page without marks, spaces made one."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2]).split())


def test_a_value_that_was_read_from_a_mention_shows_its_words_line_and_certainty(pages: FlaskClient) -> None:
    assert "Contratto righe 8–9 : CIS (lettura ambigua)" in words(pages.get("/it/doc/act").text)


def test_other_facts_show_the_row_of_the_whole_and_inferred_ones_that_nobody_says_so(
    pages: FlaskClient,
) -> None:
    page = words(pages.get("/it/doc/act").text)
    assert "Parco righe 8–9" in page
    assert "ofArea dedotto Contratto" in page


def test_a_label_that_repeats_the_title_is_shown_once(pages: FlaskClient) -> None:
    assert "label" not in words(pages.get("/it/doc/act").text)
    assert "label Contratto" in words(pages.get("/it/doc/cis").text)


def test_many_rows_are_told_once_and_counted_after_each_fact(pages: FlaskClient) -> None:
    page = pages.get("/it/doc/wide").text
    assert "Larga riga 7 righe 8–9 un’altra riga" in words(page)
    assert page.count('<figure class="quotation">') == 3


def test_a_figure_of_official_data_shows_its_table_and_date(pages: FlaskClient) -> None:
    page = pages.get("/it/doc/pnrr/allocation/x").text
    assert "1.234.567,5 dati del 31 marzo 2025" in words(page)
    assert "Quadro , 31 marzo 2025" in words(page)


def test_a_line_is_quoted_between_its_neighbours(pages: FlaskClient) -> None:
    page = pages.get("/it/doc/act").text
    assert re.search(r"prima.*<mark>col\s+CIS</mark>.*dopo", page, re.DOTALL)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("pnrr/allocation/x", "stanziamento: Digitale"),
        ("award", "aggiudicazione: gara: 99820074C3"),
        ("row2", "riga di origine 8: col CIS"),
    ],
)
def test_a_thing_without_label_is_called_by_its_kind_and_what_it_is_of(
    pages: FlaskClient, path: str, title: str
) -> None:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", pages.get(f"/it/doc/{path}").text, re.DOTALL)
    assert found
    assert found[1] == title


def test_only_the_italian_part_of_a_name_is_marked_so(pages: FlaskClient) -> None:
    assert (
        '<h1>allocation: <span lang="it">Digitale</span></h1>' in pages.get("/en/doc/pnrr/allocation/x").text
    )


def test_inbound_links_are_counted_and_cut(pages: FlaskClient) -> None:
    page = words(pages.get("/it/doc/cis").text)
    assert "con « citesProgramme » (26)" in page
    assert f"I primi {SHOWN_EACH} di 26" in page
    assert "c24" not in page


def test_what_points_here_is_named_from_this_side_or_by_a_quoted_property(pages: FlaskClient) -> None:
    whole, part = (words(pages.get(f"/it/doc/{name}").text) for name in ("whole", "part"))
    assert "parte di" not in whole.partition("Che cosa rimanda qui")[2]
    assert "ha parte Doppia Parte" in whole  # a fact, and not once more from the other side
    assert "Che cosa rimanda qui (2) citata da (1) Larga parte di (1) Intero" in part
    assert "con « vede » (1) Parte" in words(pages.get("/it/doc/seen").text)


def test_the_structured_data_say_what_the_page_says_and_hold_no_markup(pages: FlaskClient) -> None:
    page = pages.get("/it/doc/hostile").text
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    document = json.loads(block)
    assert document["name"] == "</script><script>alert(1)</script> \"'"
    assert document["about"]["@id"] == f"{ID}hostile"
    assert document["inLanguage"] == "it"
    assert document["@id"].endswith("/it/doc/hostile")
    for each in document["encoding"]:
        path = each["contentUrl"].removeprefix("http://127.0.0.1:8000")
        assert pages.get(path).mimetype == each["encodingFormat"]
    assert page.count("<script") == 1 + page.count("<script src=")
    assert 'href="javascript' not in page


def test_the_link_header_names_the_thing_its_formats_and_this_page(pages: FlaskClient) -> None:
    told = pages.get("/it/doc/act").headers["Link"]
    assert '<http://127.0.0.1:8000/it/doc/act>; rel="canonical"' in told
    assert f'<{ID}act>; rel="describes"' in told
    assert '<http://127.0.0.1:8000/doc/act.ttl>; rel="alternate"; type="text/turtle"' in told


def test_the_link_header_of_an_iri_beyond_ascii_is_a_uri(pages: FlaskClient) -> None:
    response = pages.get("/it/iri/https/example.org/日本")
    assert response.status_code == 200
    assert '<https://example.org/%E6%97%A5%E6%9C%AC>; rel="describes"' in response.headers["Link"]


@pytest.mark.parametrize(
    ("spoken", "own", "others"),
    [
        ("it", "Contratto", ["in altre lingue: 2", "inglese Contract ", "tedesco Vertrag "]),
        ("en", "Contract", ["in other languages: 2", "Italian Contratto ", "German Vertrag "]),
    ],
)
def test_the_readers_language_comes_first_and_others_are_folded_and_named(
    pages: FlaskClient, spoken: str, own: str, others: list[str]
) -> None:
    page = pages.get(f"/{spoken}/doc/spoken").text
    facts = page.partition('<dl class="facts">')[2]
    told = " ".join(re.sub(r"<[^>]*>", " ", facts).split())
    folded = told.partition(f"{own} {others[0]} ")[2]
    assert all(each in folded for each in others[1:])
    assert facts.index(f">{own}<") < facts.index('<details class="foreign">')
    assert facts.count('<details class="foreign">') == 1, "what is said in one language alone is not hidden"
    assert "only English" in told
