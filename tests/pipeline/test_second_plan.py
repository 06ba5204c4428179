"""Another municipality's plan is built by its own profile, with no code changed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from plangraph import pipeline
from plangraph.layout import project_layout
from plangraph.namespaces import ID, PLAN, PUBLIC_INVESTMENT_CUP
from plangraph.turtle import read_turtle
from plangraph.validation import Severity, read_shapes, validate

FOLDER = Path(__file__).parent / "montefinto"
OWN = Namespace("https://dati.montefinto.example/id/")


@pytest.fixture(scope="module")
def built() -> pipeline.Built:
    return pipeline.build(FOLDER / "plan.toml", project_layout())


@pytest.fixture(scope="module")
def graph(built: pipeline.Built) -> Graph:
    return built.asserted


def activity(graph: Graph, opening: str) -> URIRef:
    """Return the one activity whose text opens like this."""
    (node,) = [
        subject
        for subject, text in graph.subject_objects(PLAN.sourceText)
        if str(text).startswith(opening) and isinstance(subject, URIRef)
    ]
    return node


def test_areas_objectives_and_activities_are_read(built: pipeline.Built) -> None:
    extraction = built.extraction
    assert [(area.number, area.title) for area in extraction.areas] == [
        (1, "MONTEFINTO DIGITALE"),
        (2, "MONTEFINTO VERDE"),
    ]
    assert [objective.identifier for objective in extraction.objectives] == ["1.1", "2.4", "2.6"]
    assert (len(extraction.activities), extraction.row_count) == (8, 9)


def test_everything_of_its_own_lies_under_its_own_base(graph: Graph) -> None:
    shared = ("programme/", "pnrr/", "wellbeing/", "activity-type/", "mention-kind/", "anomaly-kind/")
    for subject in graph.subjects(unique=True):
        if str(subject).startswith(str(ID)):
            assert str(subject).removeprefix(str(ID)).startswith(shared), subject


def test_its_years_come_from_its_header(graph: Graph) -> None:
    assert set(graph.objects(activity(graph, "Riordino"), PLAN.plannedYear)) == {Literal(2028)}
    assert set(graph.objects(activity(graph, "Piano forestale"), PLAN.plannedYear)) == {
        Literal(2027),
        Literal(2028),
    }


@pytest.mark.parametrize(
    ("opening", "cup"),
    [
        ("PNRR M1C1 - Investimento", "D81F22001230006"),
        ("PNRR M1C1 I1.4", "D81F22004560006"),
        ("PNRR M1C1I1.4", "D81F22007890006"),
    ],
)
def test_every_spelling_of_code_and_cup_is_read(graph: Graph, opening: str, cup: str) -> None:
    node = activity(graph, opening)
    assert (node, PLAN.fundedUnder, ID["pnrr/M1C1I1.04"]) in graph
    assert (node, PLAN.implementedThrough, PUBLIC_INVESTMENT_CUP[cup]) in graph
    assert (PUBLIC_INVESTMENT_CUP[cup], PLAN.cup, Literal(cup)) in graph


def test_a_measure_that_the_vocabulary_lacks_is_described_by_its_code(built: pipeline.Built) -> None:
    measure = ID["pnrr/M1C1I1.04"]
    vocabulary = read_turtle([project_layout().ontology])
    everything = built.asserted + vocabulary
    assert (measure, PLAN.regisCode, Literal("M1C1I1.04")) in everything
    assert (measure, SKOS.broader, ID["pnrr/M1C1"]) in everything


def test_amounts_keep_their_cents(graph: Graph) -> None:
    amounts = {
        literal.toPython() for literal in graph.objects(None, PLAN.amount) if isinstance(literal, Literal)
    }
    assert amounts == {Decimal("12345.67"), Decimal("1500000.0")}


def test_its_sectors_and_offices_are_its_own(graph: Graph) -> None:
    node = activity(graph, "Monitoraggio")
    assert (node, PLAN.responsibleSector, OWN["sector/03"]) in graph
    assert (OWN["sector/03"], RDFS.label, Literal("Settore 03 - Programmazione", lang="it")) in graph
    assert graph.value(node, PLAN.office) == Literal("Ufficio Programmi", lang="it")
    assert graph.value(OWN["agent/comune-di-montefinto"], PLAN.sectorCount) == Literal(4)


def test_what_only_monitors_is_cited_and_not_funded(graph: Graph) -> None:
    node = activity(graph, "Monitoraggio")
    assert set(graph.objects(node, PLAN.citesProgramme)) == {ID["programme/PNRR"], ID["programme/FSC"]}
    assert not list(graph.objects(node, PLAN.fundedUnder))


def test_its_acts_belong_to_its_region_and_council(graph: Graph) -> None:
    acts = set(graph.objects(activity(graph, "Piano forestale"), PLAN.citesAct))
    assert acts == {OWN["act/lr-molise-6-2020"], OWN["act/dcc-12-2024"]}


def test_its_own_programme_numbers_its_projects(graph: Graph, built: pipeline.Built) -> None:
    node = activity(graph, "CIS Valle Finta")
    assert graph.value(node, PLAN.implementedThrough) == OWN["project/cis-vf/B2_07"]
    assert (node, PLAN.withinFundingScope, ID["programme/FSC"]) in built.inferred


def test_a_well_being_prefix_that_nobody_knows_is_listed_and_not_guessed(graph: Graph) -> None:
    node = activity(graph, "Benessere Economico")
    assert graph.value(node, DCTERMS.title) == Literal("mercato in Piazza Nuova", lang="it")
    assert not list(graph.objects(node, PLAN.wellBeingDimension))
    assert (node, PLAN.concernsPlace, OWN["place/piazza-nuova"]) in graph


def test_every_element_says_which_rows_it_was_read_from(graph: Graph) -> None:
    for kind in (PLAN.StrategicArea, PLAN.StrategicObjective, PLAN.Activity, PLAN.Mention, PLAN.Anomaly):
        for node in graph.subjects(RDF.type, kind):
            rows = list(graph.objects(node, PROV.wasDerivedFrom))
            assert rows, node
            assert all((row, RDF.type, PLAN.SourceRow) in graph for row in rows)


def test_it_conforms_to_the_shapes(built: pipeline.Built) -> None:
    layout = project_layout()
    report = validate(
        built.asserted + built.catalogue,
        built.inferred,
        read_turtle([layout.ontology]),
        read_shapes(layout.shapes),
    )
    assert [result for result in report.results if result.severity is Severity.VIOLATION] == []
