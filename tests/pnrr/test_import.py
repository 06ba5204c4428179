"""The projects of a territory as triples: what is kept, what is told, and who stays out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from plangraph.cli import main
from plangraph.layout import project_layout
from plangraph.namespaces import PLAN, PUBLIC_INVESTMENT_CUP
from plangraph.store.generations import current_generation
from plangraph.store.ondisk import open_folder
from plangraph.store.terms import Iri
from plangraph.turtle import read_turtle

PLACES = (
    "Codice Univoco submisura;Descrizione Submisura;CUP;Codice Locale Progetto;Regione;Descrizione Regione;"
    "Provincia;Descrizione Provincia;Comune;Descrizione Comune;Indirizzo;Cap;Data di Estrazione"
)
IN_LECCE = (
    'M5C2I2.01.00;Rigenerazione;C81B21000010001;L/1;16;PUGLIA;75;LECCE;35;LECCE;VIA «X» "1";73100;01/03/2023'
)
ELSEWHERE = "M5C2I2.01.00;Rigenerazione;C81B21000010001;L/1;16;PUGLIA;75;LECCE;1;ACQUARICA;;73100;01/03/2023"
IN_BARI = "M9C9I9.09.00;Nuova;D91B21000010001;L2;16;PUGLIA;72;BARI;6;BARI;;70100;01/03/2023"
WINNERS = (
    "codice_univoco_submisura;descrizione_submisura;cup;codice_locale_progetto;cig;codice_interno_pda;codice_fiscalepiva;"
    "denominazione_aggiudicatario;ruolo_soggetto;descrizione_ruolo_soggetto;forma_giuridica_aggiudicatario;"
    "descrizione_forma_giuridica_aggiudicatario;codice_ateco_aggiudicatario;codice_procedura_utente;data_di_estrazione"
)
TENDER = "M5C2I2.01.00;R;C81B21000010001;L/1;A0247F130C;5000;{};1;SINGOLA;20;{};1;;31/03/2025"
PERSON = "XXXYYY00A00A000A"
CITY = URIRef(
    "https://w3id.org/italia/controlled-vocabulary/territorial-classifications/cities/075035-(2011-12-02)"
)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Return a folder with places, and winners of a tender: a firm, a person, somebody without legal form."""
    folder = tmp_path / "tables"
    folder.mkdir()
    _write(folder / "a.csv", PLACES, IN_LECCE, ELSEWHERE, IN_BARI)
    winners = (("12345678901;ROSSI SRL", "Srl"), (f"{PERSON};NOME UNO", ""), ("10987654321;NOME DUE", ""))
    _write(folder / "b.csv", WINNERS, *(TENDER.format(who, form) for who, form in winners))
    return folder


def _write(path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def _import(tables: Path, *options: str) -> tuple[Graph, str]:
    target = tables.parent / "pnrr.ttl"
    done = CliRunner().invoke(main, ["pnrr", "import", str(tables), "--output", str(target), *options])
    assert done.exit_code == 0, done.output
    return read_turtle([target]), done.output


def test_a_project_comes_with_all_its_places_and_none_of_other_territories(tables: Path) -> None:
    graph, _ = _import(tables, "--municipality", "075035")
    project = PUBLIC_INVESTMENT_CUP["C81B21000010001"]
    assert set(graph.subjects(RDF.type, PLAN.InvestmentProject)) == {project}
    assert len(set(graph.objects(project, PLAN.locatedIn))) == 2
    assert (project, PLAN.locatedIn, CITY) in graph
    assert (CITY, PLAN.istatCode, Literal("075035")) in graph


def test_a_table_that_was_searched_in_vain_is_described_too(tables: Path) -> None:
    graph, _ = _import(tables, "--municipality", "072006")
    searched = set(graph.objects(URIRef("https://w3id.org/plangraph/id/graph/pnrr"), PROV.wasDerivedFrom))
    assert len(searched) == 2  # the table of winners has none in Bari
    assert {str(graph.value(one, DCTERMS.date)) for one in searched} == {"2023-03-01", "2025-03-31"}
    assert all(
        (one, DCTERMS.title, None) in graph and (one, DCTERMS.license, None) in graph for one in searched
    )


def test_a_table_has_one_title_whether_the_register_or_the_import_describes_it() -> None:
    layout = project_layout()
    graph = Graph()
    for path in (layout.figures / "pnrr-tables.ttl", layout.data / "pnrr.ttl"):
        graph.parse(path)
    tables = set(graph.objects(URIRef("https://w3id.org/plangraph/id/graph/pnrr"), PROV.wasDerivedFrom))
    assert len(tables) > 5
    for table in tables:
        titles = [
            title.language for title in graph.objects(table, DCTERMS.title) if isinstance(title, Literal)
        ]
        assert sorted(map(str, titles)) == ["en", "it"], table


def test_a_code_that_the_scheme_lacks_is_kept_as_printed_and_told(tables: Path) -> None:
    graph, output = _import(tables, "--province", "072")
    (project,) = graph.subjects(RDF.type, PLAN.InvestmentProject)
    assert graph.value(project, PLAN.measureCode) == Literal("M9C9I9.09.00")
    assert graph.value(project, PLAN.underMeasure) is None
    assert "M9C9I9.09.00" in output


def test_natural_persons_have_neither_code_nor_name_in_the_graph(tables: Path) -> None:
    graph, output = _import(tables, "--municipality", "075035")
    texts = {str(term) for triple in graph for term in triple}
    assert any("ROSSI SRL" in text for text in texts)
    assert not [text for text in texts if PERSON in text or "NOME UNO" in text or "NOME DUE" in text]
    assert any("10987654321" in text for text in texts)
    assert "natural persons by tax code: 1" in output
    assert "names of winners without legal form (their VAT number is kept): 1" in output


def test_the_same_tables_give_the_same_bytes(tables: Path) -> None:
    _import(tables, "--municipality", "075035")
    target = tables.parent / "pnrr.ttl"
    first = target.read_bytes()
    command = [sys.executable, "-m", "plangraph", "pnrr", "import", str(tables), "--output", str(target)]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(
            [*command, "--municipality", "075035"], check=True, capture_output=True, env=environment
        )
        assert target.read_bytes() == first


def test_two_files_of_one_version_are_refused(tables: Path) -> None:
    (tables / "copy.csv").write_bytes((tables / "a.csv").read_bytes())
    done = CliRunner().invoke(main, ["pnrr", "import", str(tables), "--municipality", "075035"])
    assert done.exit_code == 3
    assert "both the table localisation" in done.output


@pytest.mark.parametrize("options", [[], ["--municipality", "35"], ["--province", "LE"]])
def test_without_a_territory_or_with_no_code_of_one_nothing_is_done(tables: Path, options: list[str]) -> None:
    assert CliRunner().invoke(main, ["pnrr", "import", str(tables), *options]).exit_code == 2


def _store(tables: Path) -> tuple[Path, str]:
    folder = tables.parent / "store"
    done = CliRunner().invoke(main, ["pnrr", "import", str(tables), "--store", str(folder)])
    assert done.exit_code == 0, done.output
    return folder, done.output


def _projects(folder: Path) -> set[str]:
    answer = open_folder(folder).query(f"SELECT DISTINCT ?p {{ ?p <{PLAN.locatedIn}> ?place }}")
    return {row[0].value for row in answer.rows() if isinstance(row[0], Iri)}


def test_all_of_italy_is_in_the_store_with_the_plan_and_a_second_import_does_nothing(tables: Path) -> None:
    folder, _ = _store(tables)
    first = current_generation(folder)
    assert first is not None
    assert len(_projects(folder)) == 2
    assert open_folder(folder).knows("https://w3id.org/plangraph/id/plan/lecce/2025-2027")
    _, output = _store(tables)
    assert "everything is as it was" in output
    assert current_generation(folder) == first


def test_a_changed_table_replaces_its_graph_and_no_other(tables: Path) -> None:
    folder, _ = _store(tables)
    _write(tables / "a.csv", PLACES, IN_LECCE)
    _, output = _store(tables)
    assert "1 graphs loaded" in output
    assert len(_projects(folder)) == 1


def test_an_import_that_is_killed_leaves_the_old_data_and_the_next_one_succeeds(tables: Path) -> None:
    folder, _ = _store(tables)
    rows = (IN_LECCE.replace("C81B2100001", f"C81B2{number:06d}") for number in range(200_000))
    _write(tables / "a.csv", PLACES, *rows)
    command = [sys.executable, "-m", "plangraph", "pnrr", "import", str(tables), "--store", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (folder / "generation-2").is_dir():
        assert process.poll() is None, "the import ended before it could be killed"
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(_projects(folder)) == 2
    _write(tables / "a.csv", PLACES, IN_BARI)
    _store(tables)
    assert _projects(folder) == {f"{PUBLIC_INVESTMENT_CUP}D91B21000010001"}


def test_the_committed_graph_of_lecce_is_what_the_published_tables_give(shared: Path) -> None:
    done = CliRunner().invoke(main, ["pnrr", "import", str(shared), "--municipality", "075035", "--check"])
    assert done.exit_code == 0, done.output


def test_figures_of_lecce_are_exact(root: Path) -> None:
    graph = read_turtle([root / "data" / "pnrr.ttl"])
    paid = list(graph.objects(None, PLAN.paidTotal))
    assert all(isinstance(value, Literal) and value.datatype == XSD.decimal for value in paid)
    assert len(paid) == 129
