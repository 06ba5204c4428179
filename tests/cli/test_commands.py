"""The command line as its users meet it: what it prints where, and how it exits."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

from plangraph import __version__, pipeline
from plangraph.cli import main
from plangraph.layout import project_layout

MONTEFINTO = Path(__file__).parent.parent / "pipeline" / "montefinto"


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, built: pipeline.Built) -> Path:
    """Return a folder with the real plan, built there: its catalogue promises what is beside it."""
    folder = tmp_path_factory.mktemp("data")
    here = pipeline.build(built.profile.path, project_layout(), folder=folder)
    pipeline.write(here, folder / "plan.ttl")
    return folder


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a file with a contradiction, that breaks shapes too."""
    path = tmp_path / "bad.ttl"
    path.write_text(
        "@prefix plan: <https://w3id.org/plangraph/ontology#> .\n"
        "<https://example.org/x> a plan:Activity , plan:StrategicArea .\n"
    )
    return path


def test_the_version_is_printed() -> None:
    assert run("--version").stdout == f"plangraph {__version__}\n"


@pytest.mark.parametrize("name", ["build", "infer", "validate", "query", "serve", "check", "pnrr"])
def test_every_command_explains_itself(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


@pytest.mark.parametrize("name", ["import", "link"])
def test_help_shows_dates_as_people_write_them(name: str) -> None:
    shown = run("pnrr", name, "--help").stdout
    assert "YYYY-MM-DD" in shown
    assert "%Y" not in shown


@pytest.mark.parametrize("group", [[], ["pnrr"]])
def test_help_says_of_every_command_a_whole_sentence(group: list[str]) -> None:
    shown = run(*group, "--help").stdout
    assert "..." not in shown.partition("Commands:")[2]
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_stored_questions_are_listed_by_name() -> None:
    result = run("query", "--list")
    assert result.exit_code == 0
    missing = [path.stem for path in project_layout().queries.glob("*.rq") if path.stem not in result.stdout]
    assert not missing


def test_build_writes_the_five_files_and_says_what_it_found(tmp_path: Path) -> None:
    result = run("build", "--profile", MONTEFINTO / "plan.toml", "--output", tmp_path / "plan.ttl")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "2 areas, 3 objectives, 8 activities from 9 rows" in result.stderr
    assert {path.name for path in tmp_path.iterdir()} == {
        "plan.ttl",
        "inferred.ttl",
        "validation.ttl",
        "catalogue.ttl",
        "build.json",
    }


def test_build_to_a_dash_prints_the_graph_alone() -> None:
    result = run("build", "--profile", MONTEFINTO / "plan.toml", "--output", "-")
    assert result.exit_code == 0
    assert len(Graph().parse(data=result.stdout, format="turtle")) > 300


def test_build_check_fails_for_a_stale_file_and_writes_nothing(tmp_path: Path) -> None:
    arguments = ("build", "--profile", MONTEFINTO / "plan.toml", "--output", tmp_path / "plan.ttl")
    assert run(*arguments).exit_code == 0
    assert run(*arguments, "--check").exit_code == 0
    (tmp_path / "plan.ttl").write_text("# edited by hand\n")
    result = run(*arguments, "--check")
    assert result.exit_code == 1
    assert f"{tmp_path / 'plan.ttl'} is stale" in result.stderr
    assert (tmp_path / "plan.ttl").read_text() == "# edited by hand\n"


def test_build_report_prints_the_anomaly_ledger(tmp_path: Path) -> None:
    result = run(
        "build", "--profile", MONTEFINTO / "plan.toml", "--output", tmp_path / "plan.ttl", "--report"
    )
    assert "broken-table" in result.stdout
    assert "repeated-row" in result.stdout
    assert "Anomaly ledger" in result.stdout


def test_bad_input_exits_3_with_one_sentence_that_names_file_line_and_remedy(tmp_path: Path) -> None:
    plan = Path(shutil.copytree(MONTEFINTO, tmp_path / "plan"))
    (plan / "gazetteer.ttl").write_text("<a> <b> .\n")
    output = tmp_path / "plan.ttl"
    result = run("build", "--profile", plan / "plan.toml", "--output", output)
    assert result.exit_code == 3
    last = result.stderr.splitlines()[-1]
    assert last.startswith(f"plangraph: {plan / 'gazetteer.ttl'}:1: not Turtle")
    assert "Traceback" not in result.output
    assert not output.exists()


def test_a_wrong_option_exits_2() -> None:
    assert run("build", "--nonsense").exit_code == 2
    assert run("nonsense").exit_code == 2


def test_infer_prints_only_new_triples(data: Path) -> None:
    result = run("infer", data / "plan.ttl")
    assert result.exit_code == 0
    inferred = Graph().parse(data=result.stdout, format="turtle")
    assert inferred
    assert not set(inferred) & set(Graph().parse(data / "plan.ttl"))


def test_infer_names_a_contradiction_and_exits_1(broken: Path) -> None:
    result = run("infer", broken)
    assert result.exit_code == 1
    assert "https://example.org/x" in result.stderr


def test_validate_passes_the_plan_and_fails_a_broken_one(data: Path, tmp_path: Path) -> None:
    good = run("validate", data / "plan.ttl", data / "catalogue.ttl", "--limit", "9")
    assert good.exit_code == 0, good.output
    assert "must be mended: 0" in good.stdout
    # It says which line and which words are meant.
    assert "«Setto»  (line 438 of the text)" in good.stdout
    broken = tmp_path / "broken.ttl"
    text = (data / "plan.ttl").read_text(encoding="utf-8")
    broken.write_text(text.replace('plan:cup "C83I22000110001"', 'plan:cup "C83"'), encoding="utf-8")
    bad = run("validate", broken, "--language", "it")
    assert bad.exit_code == 1
    assert "DA CORREGGERE · " in bad.stdout
    assert "C83I22000110001" in bad.stdout


def test_the_guide_for_stewards_shows_a_report_as_it_is(
    data: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (data / "plan.ttl").read_text(encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "plan.ttl").write_text(
        text.replace('plan:cup "C83I22000110001"', 'plan:cup "C83"'), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    reported = run("validate", "data/plan.ttl", "--language", "it").stdout.split("\n\n")[0]
    guide = (root / "docs" / "stewards.md").read_text(encoding="utf-8")
    sample, report = (re.sub(r"(plan\.ttl):\d+:", r"\1:…:", said) for said in (guide, reported))
    assert f"```\n{report}\n```\n" in sample  # whatever the line: every build moves it


def test_check_names_a_term_that_the_ontology_lacks_and_a_file_that_is_stale(tmp_path: Path) -> None:
    plan = Path(shutil.copytree(MONTEFINTO, tmp_path / "plan"))
    gazetteer = plan / "gazetteer.ttl"
    entry = gazetteer.read_text().replace(
        'rdfs:label "Piazza Nuova"@it', 'a plan:Luogo ; rdfs:label "Piazza Nuova"@it'
    )
    gazetteer.write_text(entry)
    arguments = ("--profile", plan / "plan.toml")
    assert run("build", *arguments, "--output", tmp_path / "plan.ttl").exit_code == 0
    (tmp_path / "inferred.ttl").write_text("")
    result = run("check", *arguments, "--data", tmp_path)
    assert result.exit_code == 1
    assert f"stale: {tmp_path / 'inferred.ttl'}" in result.stdout
    assert "data: plan:Luogo is not in the vocabulary" in result.stdout


def test_validate_reports_a_contradiction_and_still_the_shapes_that_the_data_break(broken: Path) -> None:
    result = run("validate", broken)
    assert result.exit_code == 1
    assert "asserted triples alone" in result.stderr
    assert "MUST BE MENDED · objective of the activity" in result.stdout
    assert "MUST BE MENDED · data without contradictions" in result.stdout


def test_contradictions_are_told_in_italian_at_the_statement_that_is_one_too_many(tmp_path: Path) -> None:
    path = tmp_path / "contradicting.ttl"
    path.write_text(
        "@prefix plan: <https://w3id.org/plangraph/ontology#> .\n"
        "@prefix ex: <https://example.org/> .\n"
        "ex:both a plan:Activity ,\n"
        "    plan:StrategicArea .\n"
        "ex:self plan:possibleDuplicateOf ex:self .\n"
        "ex:cites plan:citesAct ex:act .\n"
        "ex:act plan:ofObjective ex:one ,\n"
        "    ex:two .\n"
    )
    told = run("validate", path, "--language", "it", "--limit", "0").stdout.split("DA CORREGGERE · ")
    (block,) = [block for block in told if block.startswith("dati senza contraddizioni")]
    # Two values are found before anything is inferred.
    assert f"    {path}:8:5  «act»\n      act può avere un solo valore di «dell'obiettivo»" in block, block
    path.write_text(path.read_text().replace(" ,\n    ex:two", ""))
    told = run("validate", path, "--language", "it", "--limit", "0").stdout.split("DA CORREGGERE · ")
    (block,) = [block for block in told if block.startswith("dati senza contraddizioni")]
    assert f"    {path}:4:5  «both»\n      both è insieme «attività» e «area strategica»" in block, block
    assert f"    {path}:5:34  «self»\n      «possibile doppione di» porta da self a sé stesso" in block
    assert f"    {path}:7:1  «act»\n      act è insieme «attività» e «atto»" in block


def test_validate_prints_the_report_as_turtle_without_blank_nodes(broken: Path) -> None:
    result = run("validate", broken, "--format", "turtle")
    report = Graph().parse(data=result.stdout, format="turtle")
    assert report
    assert "[]" not in result.stdout
    assert "_:" not in result.stdout


def test_query_lists_the_stored_questions() -> None:
    result = run("query")
    assert result.exit_code == 0
    assert "activities-by-area" in result.stdout


def test_query_answers_a_stored_question_with_a_parameter(data: Path) -> None:
    everything = run("query", "activities-by-area", "--data", data, "--format", "csv")
    one = run("query", "activities-by-area", "-p", "area=12", "--data", data, "--format", "csv")
    assert one.exit_code == 0, one.output
    rows = list(csv.DictReader(io.StringIO(one.stdout)))
    assert len(rows) == 16
    assert {row["area"] for row in rows} == {"12"}
    assert len(list(csv.DictReader(io.StringIO(everything.stdout)))) == 190


def test_query_says_which_graph_a_question_lacks_and_how_to_make_it(data: Path) -> None:
    links = run("query", "pnrr-links", "--data", data, "--format", "csv")
    projects = run("query", "pnrr-projects", "--data", data, "--format", "csv")
    assert links.exit_code == projects.exit_code == 0
    assert "graph/links, which is not here" in links.stderr
    assert "plangraph pnrr link" in links.stderr
    assert "graph/pnrr, which is not here" in projects.stderr
    assert run("query", "activities-by-area", "--data", data, "--format", "csv").stderr == ""


def test_query_reads_a_file_and_standard_input(data: Path, tmp_path: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?a a <https://w3id.org/plangraph/ontology#Activity> }"
    path = tmp_path / "count.rq"
    path.write_text(text)
    for result in (
        run("query", path, "--data", data, "--format", "json"),
        run("query", "-", "--data", data, "--format", "json", stdin=text),
    ):
        assert json.loads(result.stdout)["results"]["bindings"][0]["n"]["value"] == "190"


def test_query_prints_a_table_an_answer_or_a_graph(data: Path) -> None:
    table = run("query", "-", "--data", data, stdin="SELECT ?s WHERE { ?s ?p ?o } LIMIT 3")
    assert "3 rows" in table.stdout
    assert run("query", "-", "--data", data, stdin="ASK { ?s ?p ?o }").stdout == "yes\n"
    graph = run("query", "-", "--data", data, stdin="CONSTRUCT WHERE { ?s a ?c } LIMIT 3")
    assert len(Graph().parse(data=graph.stdout, format="turtle")) == 3


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_reader_that_leaves_early_is_no_error(data: Path, form: str) -> None:
    command = [sys.executable, "-m", "plangraph", "query", "activities-by-area", "--format", form]
    with subprocess.Popen(
        [*command, "--data", data], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "said"),
    [
        (("no-such-question",), None, 3, "plangraph query lists all questions"),
        (("activitie-by-area",), None, 3, "Did you mean activities-by-area"),
        (("activities-by-area", "-p", "nonsense=1"), None, 2, "no parameter «nonsense»"),
        (("activities-by-area", "-p", "area"), None, 2, "--param name=value"),
        (("activities-by-area", "-p", "area=twelve"), None, 2, "whole number"),
        (("-", "-p", "x=1"), "ASK {}", 2, "Leave --param out"),
        (("-", "--format", "docx"), "ASK {}", 2, "Choose one of table"),
        (("-", "--format", "turtle"), "ASK {}", 2, "Choose another --format"),
        (("-",), "SELECT ?s WHERE { ?s ?p }", 3, "line 1"),
        (("-",), "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 3, "SERVICE"),
        (("-",), "DELETE WHERE { ?s ?p ?o }", 3, "line 1"),
    ],
)
def test_query_says_what_is_wrong(
    data: Path, arguments: tuple[str, ...], stdin: str | None, code: int, said: str
) -> None:
    result = run("query", *arguments, "--data", data, stdin=stdin)
    assert result.exit_code == code, result.output
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_query_file_that_does_not_parse_is_named_with_line_and_column(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_text("SELECT *\n{ ?s ?p }\n")
    result = run("query", path, "--data", data)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"plangraph: {path}: line 2, column 9: ")


def test_values_that_fit_nothing_are_said_to(data: Path) -> None:
    result = run("query", "activities-by-area", "-p", "area=99", "--data", data)
    assert result.exit_code == 0
    assert "nothing for these values" in result.stderr


def test_an_iri_may_be_given_as_the_tables_show_it(data: Path) -> None:
    element = "element=id:plan/lecce/2025-2027/area/12"
    result = run("query", "where-the-text-says-so", "-p", element, "--data", data)
    assert "4 rows" in result.stdout or "3 rows" in result.stdout


def test_query_without_built_graphs_says_how_to_make_them(tmp_path: Path) -> None:
    result = run("query", "-", "--data", tmp_path, stdin="ASK {}")
    assert result.exit_code == 3
    assert "plangraph build" in result.stderr


def test_check_passes_for_the_built_plan(data: Path) -> None:
    good = run("check", "--data", data)
    assert good.exit_code == 0, good.output
    assert "12 checks, 0 failed" in good.stdout
