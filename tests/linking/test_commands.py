"""``plangraph pnrr link`` and ``evaluate`` as their users meet them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plangraph import pipeline
from plangraph.checks import check_all
from plangraph.cli import main
from plangraph.layout import project_layout
from plangraph.namespaces import PLAN
from plangraph.turtle import read_turtle

MONTEFINTO = Path(__file__).parents[1] / "pipeline" / "montefinto"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["pnrr", *map(str, arguments)])


@pytest.fixture
def town(tmp_path: Path) -> tuple[object, ...]:
    """Return the options for a copy of the second plan, built."""
    shutil.copytree(MONTEFINTO, tmp_path / "source")
    (tmp_path / "data").mkdir()
    profile = tmp_path / "source" / "plan.toml"
    pipeline.write(pipeline.build(profile, project_layout()), tmp_path / "data" / "plan.ttl")
    return "--profile", profile, "--data", tmp_path / "data"


@pytest.mark.slow
def test_link_writes_the_same_file_twice_and_check_proves_it(
    town: tuple[object, ...], tmp_path: Path
) -> None:
    first = run("link", *town)
    assert first.exit_code == 0, first.stderr
    assert "of 8 activities without" in first.stderr
    path = tmp_path / "data" / "links.ttl"
    written = path.read_bytes()
    assert run("link", *town, "--check").exit_code == 0
    assert run("link", *town).exit_code == 0
    assert path.read_bytes() == written
    path.write_bytes(written + b"# changed by hand\n")
    stale = run("link", *town, "--check")
    assert stale.exit_code == 1
    assert "is stale. Run plangraph pnrr link" in stale.stderr


@pytest.mark.slow
def test_a_decision_survives_and_one_about_what_is_gone_is_named(
    town: tuple[object, ...], tmp_path: Path
) -> None:
    (tmp_path / "source" / "links.toml").write_text(
        '[[decision]]\nactivity = "1.1/00000000"\ncup = "D81F22001230006"\nstatus = "rejected"\n'
        'by = "Ufficio"\non = 2026-11-23\nwhy = "Altro"\n',
        encoding="utf-8",
    )
    result = run("link", *town, "--sssom", tmp_path / "links.sssom.tsv", "--date", "2026-02-01")
    assert result.exit_code == 0
    assert "links.toml:1: the activity or D81F22001230006 is not there" in result.stderr
    assert (tmp_path / "links.sssom.tsv").read_text(encoding="utf-8").startswith("#mapping_set_id:")
    days = {str(day) for day in read_turtle([tmp_path / "data" / "links.ttl"]).objects(None, PLAN.decidedOn)}
    assert days == set()
    assert "2026-02-01" in (tmp_path / "data" / "links.ttl").read_text(encoding="utf-8")


@pytest.mark.slow
def test_check_notices_links_of_activities_that_a_build_has_changed(
    town: tuple[object, ...], tmp_path: Path
) -> None:
    run("link", *town)
    profile, folder = tmp_path / "source" / "plan.toml", tmp_path / "data"
    about = "links start from activities of the plan", "links to the PNRR conform to the shapes"
    path = folder / "links.ttl"
    changed = path.read_text(encoding="utf-8").replace("/activity/1.1/", "/activity/9.9/")
    path.write_text(changed, encoding="utf-8")
    found = {finding.what: finding for finding in check_all(profile, folder, project_layout())}
    assert [found[what].passed for what in about] == [False, True]
    gone = found[about[0]].report.results
    assert all("/activity/9.9/" in str(result.value) for result in gone)
    assert {
        str(text) for result in gone for text in result.explanation.suggestion if text.language == "en"
    } == {"Run plangraph pnrr link."}


def test_link_without_a_plan_says_what_is_missing(tmp_path: Path) -> None:
    result = run("link", "--data", tmp_path)
    assert result.exit_code == 3
    assert "plan.ttl" in result.stderr


def test_links_of_one_plan_are_not_written_over_those_of_another() -> None:
    result = run("link", "--profile", MONTEFINTO / "plan.toml")
    assert result.exit_code == 2
    assert "holds the graphs of the plan lecce/2025-2027" in result.stderr


def test_evaluate_prints_precision_and_recall_by_method_threshold_and_rank() -> None:
    result = run("evaluate")
    assert result.exit_code == 0
    for title in ("By method", "By threshold", "By rank", "precision", "recall", "programme-and-wording"):
        assert title in result.stdout
