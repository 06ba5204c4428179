"""The source page shows each row, what it became, and where the text was broken."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.web.test_resource import client_over, words

DATA = """
@prefix id: <https://w3id.org/plangraph/id/> . @prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
id:row1 a plan:SourceRow ; plan:firstLine 7 ; plan:lastLine 7 ; plan:verbatim "CIS <b>" ;
    oa:hasSource id:text .
id:row2 a plan:SourceRow ; plan:firstLine 8 ; plan:lastLine 9 ; plan:verbatim "spez\\nzata" ;
    oa:hasSource id:text .
id:row3 a plan:SourceRow ; plan:firstLine 12 ; plan:lastLine 12 ; plan:verbatim "nulla" ;
    oa:hasSource id:text .
id:act a plan:Activity ; rdfs:label "Parco"@it ; prov:wasDerivedFrom id:row1 .
id:mention a plan:Mention ; plan:surfaceForm "CIS" ; plan:resolvesTo id:cis ; prov:wasDerivedFrom id:row1 .
id:cis rdfs:label "Contratto"@it .
id:anomaly a plan:Anomaly ; plan:quote "spez" ; plan:anomalyKind id:broken ; prov:wasDerivedFrom id:row2 ;
    plan:treatment "Le righe si uniscono."@it, "The lines are joined."@en .
id:broken rdfs:label "Riga spezzata"@it .
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a client of a service over :data:`DATA`."""
    return client_over(tmp_path_factory.mktemp("data"), {"plan": DATA})


def rows(page: FlaskClient, spoken: str = "it") -> dict[str, str]:
    """Return the words of each row by its anchor."""
    found = re.split(r'<li id="(L\d+)">', page.get(f"/{spoken}/source").text)
    return {name: words(f"<main>{row}") for name, row in zip(found[1::2], found[2::2], strict=True)}


def test_each_row_has_its_anchor_and_so_has_each_line_within(page: FlaskClient) -> None:
    assert list(rows(page)) == ["L7", "L8", "L12"]
    assert '<span id="L9"></span>' in page.get("/it/source").text


def test_a_row_shows_what_it_became(page: FlaskClient) -> None:
    assert "Activity: Parco" in rows(page)["L7"]
    assert "Mention: CIS → Contratto" in rows(page)["L7"]
    assert "Non se ne è ricavato nulla." in rows(page)["L12"]


def test_an_anomaly_says_how_it_was_treated_in_the_language_of_the_page(page: FlaskClient) -> None:
    assert "Riga spezzata : spez Le righe si uniscono." in rows(page)["L8"]
    assert "The lines are joined." in rows(page, "en")["L8"]


def test_a_broken_row_is_told(page: FlaskClient) -> None:
    assert "le righe 8–9 sono lette come una sola" in rows(page)["L8"]
    assert "sono lette come una sola" not in rows(page)["L7"]


def test_words_of_an_anomaly_are_quoted_and_the_highlight_is_left_to_the_line_that_is_meant(
    page: FlaskClient,
) -> None:
    text = page.get("/it/source").text
    assert '<q lang="it">spez</q>' in text
    assert "<mark" not in text


def test_the_page_of_a_row_begins_with_the_passage_and_what_was_made_of_it(page: FlaskClient) -> None:
    text = page.get("/it/doc/row2").text
    told = words(text)
    assert re.search(
        r"Il passo righe 8–9 7 CIS &lt;b&gt; 8–9 spez zata 12 nulla .*Che cosa se ne è ricavato", told
    )
    assert "Anomalia Riga spezzata : spez Le righe si uniscono." in told
    assert text.count("<mark>") == 1
    assert "Che cosa rimanda qui" not in told  # nothing else does
    assert told.index("Che cosa se ne è ricavato") < told.index("Dati tecnici") < told.index("verbatim")


def test_a_passage_shows_marks_of_the_file_as_what_they_mean(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    marked = DATA.replace('"CIS <b>"', '"<i>Attività</i> <b>e</b> <script>"')
    marked += 'plan:SourceRow rdfs:label "riga"@it .'
    client = client_over(tmp_path_factory.mktemp("marked"), {"plan": marked})
    row = client.get("/it/doc/row1").text
    assert "<mark><i>Attività</i> <b>e</b> &lt;script&gt;</mark>" in row
    assert "riga 7: Attività e &lt;script&gt;" in row
    assert "&lt;i&gt;Attività&lt;/i&gt;" in row.partition("Dati tecnici")[2]
    assert "&lt;i&gt;Attività&lt;/i&gt;" in client.get("/it/source").text


def test_the_text_stays_text(page: FlaskClient) -> None:
    assert "CIS &lt;b&gt;" in page.get("/it/source").text


def test_a_file_that_was_never_read_is_not_found(page: FlaskClient) -> None:
    assert page.get("/it/source?file=https://example.org/other").status_code == 404
