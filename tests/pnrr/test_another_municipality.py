"""The two commands for another municipality: its code, its plan, nothing by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF

from plangraph.cli import main
from plangraph.layout import project_layout
from plangraph.namespaces import ID, PLAN, PUBLIC_INVESTMENT_CUP
from plangraph.queries import read_query
from plangraph.reasoning import read_ontology
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import graph_files
from plangraph.turtle import read_turtle
from plangraph.validation import read_shapes, validate

MONTEFINTO = Path(__file__).parents[1] / "pipeline" / "montefinto"
BAGHERIA = "082006"
TERRITORY = (
    "https://w3id.org/italia/controlled-vocabulary/territorial-classifications/cities/082006-(1861-03-17)"
)
PLACES = (
    "Codice Univoco submisura;Descrizione Submisura;CUP;Codice Locale Progetto;Regione;Descrizione Regione;"
    "Provincia;Descrizione Provincia;Comune;Descrizione Comune;Indirizzo;Cap;Data di Estrazione\n"
    "M1C1I1.04.01;Servizi;D61F22000010006;L/1;19;SICILIA;82;PALERMO;6;BAGHERIA;;90011;01/03/2023\n"
    "M5C2I2.01.00;Altro;C81B21000010001;L/2;16;PUGLIA;75;LECCE;35;LECCE;;73100;01/03/2023\n"
)
MILESTONES = ("csv/PNRR_MeT_OA_programmazione_v03.csv",)
REAL = (
    "parquet/PNRR_Localizzazione-Universo_REGIS.parquet",
    "parquet/PNRR_Pagamenti_di_Progetto.parquet",
    *MILESTONES,
)
Build = Callable[[str], Path]


def run(*arguments: object) -> str:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return what builds the invented plan as one of Bagheria, which calls the town by some IRI."""

    def built(territory: str) -> Path:
        source = Path(shutil.copytree(MONTEFINTO, tmp_path / "source"))
        for name in ("plan.toml", "gazetteer.ttl"):
            text = (source / name).read_text(encoding="utf-8")
            text = text.replace("https://example.org/territory/montefinto", territory)
            (source / name).write_text(text.replace('"999999"', f'"{BAGHERIA}"'), encoding="utf-8")
        (tmp_path / "data").mkdir()
        run("build", "--profile", source / "plan.toml", "--output", tmp_path / "data" / "plan.ttl")
        return tmp_path / "data"

    return built


def projects(data: Path) -> set[str]:
    """Return the CUPs that the question about the municipality's projects answers with."""
    query = read_query(project_layout().queries / "pnrr-projects.rq")
    answer = open_dataset(graph_files(project_layout(), data)).query(query.text)
    column = answer.variables.index("cup")
    return {row[column].value for row in answer.rows() if row[column] is not None}  # type: ignore[union-attr]


def conforms(data: Path) -> None:
    """Check both graphs against the shapes."""
    layout = project_layout()
    vocabulary, shapes = read_ontology(layout.ontology), read_shapes(layout.shapes)
    for name in ("pnrr.ttl", "links.ttl"):
        report = validate(read_turtle([data / name]), Graph(), vocabulary, shapes)
        assert not report.has_violations, report.results[:3]


@pytest.mark.parametrize("territory", [TERRITORY, "https://example.org/territory/bagheria"])
def test_import_and_linking_call_the_town_as_its_plan_does(
    build: Build, tmp_path: Path, territory: str
) -> None:
    data = build(territory)
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    run("pnrr", "import", tmp_path / "places.csv", "--municipality", BAGHERIA, "--output", data / "pnrr.ttl")
    graph = read_turtle([data / "pnrr.ttl"])
    project = PUBLIC_INVESTMENT_CUP["D61F22000010006"]
    assert set(graph.objects(project, PLAN.locatedIn)) == {URIRef(territory)}
    assert (URIRef(territory), PLAN.istatCode, None) not in graph, "the plan says it"
    output = run("pnrr", "link", "--profile", tmp_path / "source" / "plan.toml", "--data", data)
    assert "has no project" not in output
    links = read_turtle([data / "links.ttl"])
    methods = {links.value(link, PLAN.linkMethod) for link in links.subjects(PLAN.linkedProject, project)}
    assert methods == {ID["link-method/measure-code-and-place"]}
    assert projects(data) == {"D61F22000010006"}
    conforms(data)


def test_projects_of_elsewhere_are_no_candidates_and_the_command_says_what_to_do(
    tmp_path: Path, root: Path
) -> None:
    for name in ("plan.ttl", "build.json"):
        shutil.copy(root / "data" / name, tmp_path)
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    target = tmp_path / "pnrr.ttl"
    run("pnrr", "import", tmp_path / "places.csv", "--municipality", BAGHERIA, "--output", target)
    output = run("pnrr", "link", "--data", tmp_path)
    assert "has no project in the plan's municipality" in output
    assert "--municipality 075035" in output
    assert PUBLIC_INVESTMENT_CUP["D61F22000010006"] not in set(
        read_turtle([tmp_path / "links.ttl"]).objects(None, PLAN.linkedProject)
    )


@pytest.mark.slow
def test_the_published_tables_give_another_town_its_projects_links_and_targets(
    build: Build, tmp_path: Path, shared: Path
) -> None:
    data = build(TERRITORY)
    tables = [shared / name for name in REAL]
    run("pnrr", "import", *tables, "--municipality", BAGHERIA, "--output", data / "pnrr.ttl")
    run("pnrr", "link", "--profile", tmp_path / "source" / "plan.toml", "--data", data)
    graph, links = read_turtle([data / "pnrr.ttl"]), read_turtle([data / "links.ttl"])
    here = set(graph.subjects(PLAN.locatedIn, URIRef(TERRITORY)))
    cups = {str(cup) for node in here for cup in graph.objects(node, PLAN.cup)}
    assert len(cups) > 30
    assert projects(data) == cups
    assert here & set(links.objects(None, PLAN.linkedProject))
    conforms(data)


def test_milestones_of_a_measure_that_the_plan_cites_come_without_a_project(
    tmp_path: Path, root: Path, shared: Path
) -> None:
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    tables = [tmp_path / "places.csv", *(shared / name for name in MILESTONES)]
    under: dict[str, set[str]] = {}
    for folder in ("without", "with"):
        (tmp_path / folder).mkdir()
        if folder == "with":
            shutil.copy(root / "data" / "plan.ttl", tmp_path / folder)
        target = tmp_path / folder / "pnrr.ttl"
        run("pnrr", "import", *tables, "--municipality", "075035", "--output", target)
        graph = read_turtle([target])
        aims = {*graph.subjects(RDF.type, PLAN.Milestone), *graph.subjects(RDF.type, PLAN.Target)}
        assert all((aim, DCTERMS.identifier, None) in graph for aim in aims)
        under[folder] = {
            str(item).removeprefix(str(ID["pnrr/"]))
            for a in aims
            for item in graph.objects(a, PLAN.underMeasure)
        }
    assert under["without"] == {"M5C2I2.01"}
    assert under["with"] > under["without"]
    # Line 415 of the plan; M5C2 and M5C3 are cited as components, which are too much.
    assert all(code.startswith("M2C4I2.01") for code in under["with"] - under["without"])
