"""The graph of the real plan: IRIs, provenance and descriptions as MODEL.md has them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, XSD

from plangraph import pipeline
from plangraph.namespaces import CLV, COV, ELI, ID, OA, PLAN, PUBLIC_INVESTMENT_CUP, SPDX

LECCE = "plan/lecce/2025-2027"
LINES = Namespace(f"{ID}source/lecce/2025-2027/line/")
CITY = URIRef(
    "https://w3id.org/italia/controlled-vocabulary/territorial-classifications/cities/075035-(2011-12-02)"
)


@pytest.fixture(scope="module")
def graph(built: pipeline.Built) -> Graph:
    return built.asserted


def from_line(graph: Graph, line: int | str) -> URIRef:
    """Return the activity derived from a line."""
    (node,) = [
        subject
        for subject in graph.subjects(PROV.wasDerivedFrom, LINES[str(line)])
        if (subject, RDF.type, PLAN.Activity) in graph and isinstance(subject, URIRef)
    ]
    return node


def test_things_have_the_iris_of_the_model(graph: Graph) -> None:
    for path, kind in {
        LECCE: PLAN.StrategicPlan,
        f"{LECCE}/area/12": PLAN.StrategicArea,
        f"{LECCE}/objective/12.1": PLAN.StrategicObjective,
        "sector/05": PLAN.MunicipalSector,
        "agent/comune-di-lecce": COV.PublicOrganization,
        "agent/croce-rossa-italiana": ORG.Organization,
        "project/cis-br-le/A1_16": PLAN.InvestmentProject,
        "act/l-160-2019": PLAN.LegalAct,
        "act/dgc-132-2021": PLAN.LegalAct,
        "act/lr-puglia-36-2023": PLAN.LegalAct,
        "place/torre-chianca": CLV.Feature,
        "programme/CIS-BR-LE": PLAN.Programme,
        "acronym/PUG": PLAN.Acronym,
    }.items():
        assert (ID[path], RDF.type, kind) in graph, path
    assert (PUBLIC_INVESTMENT_CUP["C83I22000110001"], RDF.type, PLAN.InvestmentProject) in graph


def test_activities_are_named_by_objective_and_eight_hexadecimal_digits(graph: Graph) -> None:
    activities = set(graph.subjects(RDF.type, PLAN.Activity))
    pattern = re.compile(re.escape(f"{ID}{LECCE}/activity/") + r"\d+\.\d+/[0-9a-f]{8}")
    assert len(activities) == 190
    assert all(pattern.fullmatch(str(activity)) for activity in activities)


def test_positions_count_the_order_of_printing_over_the_whole_plan(graph: Graph) -> None:
    for kind, count in ((PLAN.StrategicArea, 13), (PLAN.StrategicObjective, 45), (PLAN.Activity, 190)):
        positions = [graph.value(node, PLAN.position) for node in graph.subjects(RDF.type, kind)]
        assert sorted(int(str(position)) for position in positions) == list(range(1, count + 1))


def test_a_row_says_its_lines_twice_and_quotes_itself(graph: Graph) -> None:
    row = LINES["139"]
    assert set(graph.objects(row, OA.hasSelector)) == {URIRef(f"{row}#lines"), URIRef(f"{row}#quote")}
    assert graph.value(URIRef(f"{row}#lines"), RDF.value) == Literal("line=138,139")
    assert graph.value(URIRef(f"{row}#quote"), OA.exact) == Literal(
        "Benessere Sociale: PNRR M5C2. Rigenerazione urbana"
    )
    assert graph.value(row, PLAN.verbatim) == Literal(
        "\tBenessere Sociale: PNRR M5C2. Rigenerazione urbana\t\t\t"
    )
    assert (graph.value(row, PLAN.firstLine), graph.value(row, PLAN.lastLine)) == (Literal(139), Literal(139))


def test_rows_over_two_lines_are_one_source_row(graph: Graph) -> None:
    assert (LINES["415-416"], PLAN.lastLine, Literal(416)) in graph
    assert graph.value(URIRef(f"{LINES['180-181']}#lines"), RDF.value) == Literal("line=179,181")


def test_each_row_has_one_source_one_quote_and_one_place(graph: Graph) -> None:
    for row in graph.subjects(RDF.type, PLAN.SourceRow):
        for predicate, count in (
            (OA.hasSource, 1),
            (OA.hasSelector, 2),
            (PLAN.verbatim, 1),
            (PLAN.firstLine, 1),
        ):
            assert len(list(graph.objects(row, predicate))) == count, (row, predicate)


def test_a_repeated_row_gives_one_activity_with_two_source_rows(graph: Graph) -> None:
    assert from_line(graph, 10) == from_line(graph, 11)
    assert set(graph.objects(from_line(graph, 10), PROV.wasDerivedFrom)) == {LINES["10"], LINES["11"]}


def test_text_title_and_label_are_italian_and_the_text_is_whole(graph: Graph) -> None:
    node = from_line(graph, 354)
    assert graph.value(node, PLAN.office) == Literal("Ufficio Casa", lang="it")
    text = graph.value(node, PLAN.sourceText)
    assert isinstance(text, Literal)
    assert text.language == "it"
    assert text.endswith("_Settore 08_Ufficio Casa")
    title = graph.value(node, DCTERMS.title)
    assert title == graph.value(node, RDFS.label)
    assert "_Settore" not in str(title)


def test_flags_are_true_or_absent_and_the_amount_is_a_decimal(graph: Graph) -> None:
    for predicate in (PLAN.incentivised, PLAN.transversal):
        assert set(graph.objects(None, predicate)) == {Literal(True)}
    amount = graph.value(from_line(graph, 85), PLAN.amount)
    assert amount == Literal(Decimal(750000), datatype=XSD.decimal)


def test_what_is_funded_is_cited_and_what_is_governed_is_not_funded(graph: Graph) -> None:
    assert set(graph.subject_objects(PLAN.fundedUnder)) <= set(graph.subject_objects(PLAN.citesProgramme))
    for line in (19, 71, 173, 174, 178):
        node = from_line(graph, line)
        assert list(graph.objects(node, PLAN.citesProgramme)), line
        assert not list(graph.objects(node, PLAN.fundedUnder)), line
    assert set(graph.objects(from_line(graph, "415-416"), PLAN.fundedUnder)) == {
        ID["programme/PNRR"],
        ID["pnrr/M2C4I2.01"],
    }


def test_the_ambiguous_component_stays_on_its_mention(graph: Graph) -> None:
    assert (None, PLAN.citesProgramme, ID["pnrr/M5C3"]) not in graph
    (mention,) = graph.subjects(PLAN.resolvesTo, ID["pnrr/M5C3"])
    assert graph.value(mention, PLAN.mappingStatus) == Literal("ambiguous")
    assert graph.value(mention, PLAN.surfaceForm) == Literal("C3")


def test_article_and_paragraph_stand_on_the_mention_of_the_act(graph: Graph) -> None:
    (mention,) = graph.subjects(PLAN.resolvesTo, ID["act/l-160-2019"])
    assert graph.value(mention, PLAN.article) == Literal("1")
    assert graph.value(mention, PLAN.paragraph) == Literal("437")


def test_acts_lead_to_the_official_texts(graph: Graph) -> None:
    law = ID["act/l-160-2019"]
    assert set(graph.objects(law, RDFS.seeAlso)) == {
        URIRef("https://www.gazzettaufficiale.it/eli/id/2019/12/30/19G00165/sg"),
        URIRef("https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:2019-12-27;160"),
    }
    assert graph.value(law, ELI.date_document) == Literal("2019-12-27", datatype=XSD.date)
    assert len(list(graph.objects(law, RDFS.label))) == 1


def test_places_lie_in_city_province_and_region(graph: Graph) -> None:
    province = graph.value(CITY, CLV.situatedWithin)
    assert (ID["place/torre-chianca"], CLV.situatedWithin, CITY) in graph
    assert str(province).endswith("/provinces/075")
    assert str(graph.value(province, CLV.situatedWithin)).endswith("/regions/16")


def test_the_instrument_says_which_fund_pays_for_it(graph: Graph) -> None:
    assert (ID["programme/CIS-BR-LE"], PLAN.financedBy, ID["programme/FSC-2014-2020"]) in graph
    assert (ID["programme/CIS-BR-LE"], SKOS.inScheme, ID["programme"]) in graph


def test_the_source_file_has_its_checksum_and_the_run_used_it(graph: Graph, built: pipeline.Built) -> None:
    file = graph.value(ID[LECCE], PROV.wasDerivedFrom)
    run = graph.value(ID[LECCE], PROV.wasGeneratedBy)
    checksum = graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue)
    assert isinstance(checksum, Literal)
    assert str(checksum).lower() == built.profile.sha256
    assert (run, PROV.used, file) in graph
    assert (run, RDF.type, PROV.Activity) in graph


def test_no_activity_is_an_activity_of_prov(graph: Graph) -> None:
    runs = set(graph.subjects(RDF.type, PROV.Activity))
    assert not runs & set(graph.subjects(RDF.type, PLAN.Activity))


def test_anomalies_say_what_was_done_in_both_languages(graph: Graph, built: pipeline.Built) -> None:
    anomalies = list(graph.subjects(RDF.type, PLAN.Anomaly))
    assert len(anomalies) == len(built.extraction.anomalies)
    for anomaly in anomalies:
        treatments = {t.language for t in graph.objects(anomaly, PLAN.treatment) if isinstance(t, Literal)}
        assert treatments == {"it", "en"}
        assert list(graph.objects(anomaly, PROV.wasDerivedFrom))


def test_no_tax_code_of_a_person_is_in_the_graph(graph: Graph) -> None:
    # Sixteen characters: D.M. 23 December 1976 n. 13813, art. 2.
    person = re.compile(r"\b[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]\b", re.IGNORECASE)
    assert not [value for value in graph.objects() if isinstance(value, Literal) and person.search(value)]
