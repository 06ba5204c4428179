"""What reasoning must make possible: the ten results of the model, each on Turtle a reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from plangraph.errors import InconsistencyError, InputError
from plangraph.layout import project_layout
from plangraph.reasoning import infer, read_ontology

PREFIXES = """\
@prefix : <https://example.org/> .
@prefix activity-type: <https://w3id.org/plangraph/id/activity-type/> .
@prefix bes: <https://w3id.org/plangraph/id/bes/> .
@prefix clv: <https://w3id.org/italia/onto/CLV/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix l0: <https://w3id.org/italia/onto/l0/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pi: <https://w3id.org/italia/PublicInvestment/onto/PublicInvestment/> .
@prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix pnrr: <https://w3id.org/plangraph/id/pnrr/> .
@prefix programme: <https://w3id.org/plangraph/id/programme/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sdg: <http://metadata.un.org/sdg/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

PLAN = """
:plan a plan:StrategicPlan .
:area a plan:StrategicArea ; plan:ofPlan :plan .
:objective a plan:StrategicObjective ; plan:ofArea :area .
:activity a plan:Activity ; plan:ofObjective :objective .
"""

CIS = """
:cis a plan:Programme ; plan:financedBy programme:FSC-2014-2020 .
"""


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return read_ontology(project_layout().ontology)


def graph(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


@pytest.mark.parametrize(
    ("asserted", "entailed"),
    [
        pytest.param(PLAN, ":activity plan:partOf :plan, :area, :objective .", id="1 part of the plan"),
        pytest.param(PLAN, ":plan plan:hasPart :area, :objective, :activity .", id="2 downward"),
        pytest.param(PLAN, ":activity plan:inArea :area .", id="3 area in one hop"),
        pytest.param(
            ":a plan:fundedUnder pnrr:M5C2 . :b plan:fundedUnder pnrr:M5C2I2.01 .",
            ":a plan:withinFundingScope pnrr:M5 . :b plan:withinFundingScope pnrr:M5, pnrr:M5C2 .",
            id="4 everything under M5",
        ),
        pytest.param(
            CIS + ":a plan:fundedUnder :cis .",
            ":a plan:withinFundingScope programme:FSC-2014-2020, programme:FSC .",
            id="5 what depends on FSC",
        ),
        pytest.param(
            ":a plan:fundedUnder pnrr:M5C2I2.01 . :b plan:fundedUnder programme:PNRR .",
            ":a a plan:PnrrActivity . :b a plan:PnrrActivity .",
            id="6 PNRR activities",
        ),
        pytest.param(
            ":a plan:concernsPlace :beach . :beach clv:situatedWithin :lecce ."
            ":lecce clv:situatedWithin :province . :province clv:situatedWithin :region .",
            ":a plan:concernsPlace :lecce, :province, :region .",
            id="7 places",
        ),
        pytest.param(
            ":a plan:fundedUnder pnrr:M2C4I2.01 .", ":a plan:contributesToSdg sdg:13 .", id="8 goals"
        ),
        pytest.param(
            ":a plan:citesAct :act ; plan:implementedThrough :p ; plan:responsibleSector :s ."
            ':act rdfs:label "L. 160/2019" . :p plan:cup "C83I22000110001" . :s rdfs:label "Settore 05" .',
            ":a a plan:Activity, l0:Activity . :act a plan:LegalAct, eli:LegalResource ."
            ":p a plan:InvestmentProject, pi:Progetto_di_investimento_pubblico ."
            ":s a plan:MunicipalSector, org:OrganizationalUnit ; plan:responsibleFor :a .",
            id="9 typing by domain and range",
        ),
        pytest.param(
            ":a plan:activityType activity-type:development ."
            ":b plan:activityType activity-type:improvement .",
            ":a a plan:DevelopmentActivity . :b a plan:ImprovementActivity .",
            id="classes by activity type",
        ),
        pytest.param(
            ":a plan:incentivised true . :b a plan:IncentivisedActivity .",
            ":a a plan:IncentivisedActivity . :b plan:incentivised true .",
            id="class by a literal",
        ),
        pytest.param(
            ":a plan:possibleDuplicateOf :b . :b rdfs:label 'b' .",
            ":b plan:possibleDuplicateOf :a .",
            id="duplicates both ways",
        ),
        pytest.param(
            ":a plan:fundedUnder :cis ." + CIS, ":a plan:citesProgramme :cis .", id="what funds is cited"
        ),
        pytest.param(":row a plan:SourceRow .", ":row a prov:Entity, oa:SpecificResource .", id="alignments"),
    ],
)
def test_the_model_s_results_are_inferred(ontology: Graph, asserted: str, entailed: str) -> None:
    missing = set(graph(entailed)) - set(infer(graph(asserted), ontology))
    assert not missing


@pytest.mark.parametrize(
    ("asserted", "not_entailed"),
    [
        pytest.param(
            ":a plan:citesProgramme programme:PNRR .",
            ":a plan:withinFundingScope programme:PNRR ; a plan:PnrrActivity .",
            id="cited is not funded",
        ),
        pytest.param(
            ":a plan:fundedUnder pnrr:M5C2 .",
            ":a plan:withinFundingScope pnrr:M5C2I2.01 ; plan:contributesToSdg sdg:11 .",
            id="a component does not stand for its measures",
        ),
        pytest.param(
            ":a plan:fundedUnder programme:PINQuA .",
            ":a a plan:PnrrActivity .",
            id="a close match is no membership",
        ),
        pytest.param(
            ":a plan:possibleDuplicateOf :b .", ":a owl:sameAs :b .", id="a duplicate is no identity"
        ),
        pytest.param(":a a plan:Activity .", ":a plan:incentivised false .", id="silence denies nothing"),
    ],
)
def test_what_does_not_follow_is_not_inferred(ontology: Graph, asserted: str, not_entailed: str) -> None:
    assert not set(graph(not_entailed)) & set(infer(graph(asserted), ontology))


@pytest.mark.parametrize(
    ("asserted", "named"),
    [
        pytest.param(":a a plan:Activity, plan:LegalAct .", ["a", "Activity", "LegalAct"], id="two classes"),
        pytest.param(
            ":a plan:citesAct :b . :b plan:ofObjective :o .", ["b", "Activity", "LegalAct"], id="by use"
        ),
        pytest.param(":a a plan:Activity, prov:Activity .", ["a", "ontology#Activity", "prov#Activity"]),
        pytest.param(
            ":a plan:fundedUnder :p . :p a plan:InvestmentProject .",
            ["p", "Concept", "InvestmentProject"],
            id="a project is no fund",
        ),
        pytest.param(":a plan:ofObjective :o1, :o2 .", ["a", "ofObjective", "o1", "o2"], id="two objectives"),
        pytest.param(
            ":a plan:activityType activity-type:development ; a plan:ImprovementActivity .",
            ["a", "DevelopmentActivity", "ImprovementActivity"],
            id="type against class",
        ),
        pytest.param(
            ":a plan:possibleDuplicateOf :a .", ["a", "possibleDuplicateOf"], id="duplicate of itself"
        ),
    ],
)
def test_10_a_contradiction_is_refused_by_name(ontology: Graph, asserted: str, named: list[str]) -> None:
    with pytest.raises(InconsistencyError) as refusal:
        infer(graph(asserted), ontology)
    message = str(refusal.value)
    assert all(name in message for name in named), message
    assert "ontology/" in message


def test_a_long_list_of_contradictions_is_cut(ontology: Graph) -> None:
    doubles = " ".join(f":a{number} plan:ofObjective :o, :p ." for number in range(15))
    with pytest.raises(InconsistencyError, match="and 5 more"):
        infer(graph(doubles), ontology)


def test_a_folder_without_the_ontology_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.ttl").write_text("<https://example.org/a> a <https://example.org/B> .")
    with pytest.raises(InputError, match=r"plan\.ttl"):
        read_ontology(tmp_path)
