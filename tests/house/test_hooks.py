"""The pre-commit hook and the GitHub action name commands, options and files that there are."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from plangraph.cli import main
from plangraph.cli.validating import validate


@pytest.fixture(scope="module")
def action(root: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    return content


def test_the_hook_calls_a_command_with_options_that_it_has(root: Path) -> None:
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, name, *rest = hook["entry"].split()
    assert (program, rest) == ("plangraph", [])
    command = main.commands[name]
    command.make_context(name, [*hook["args"], "data/plan.ttl"], resilient_parsing=False)
    assert re.search(hook["files"], "data/plan.ttl")
    assert not re.search(hook["files"], "README.md")
    assert {"id", "name", "entry", "language", "files"} <= hook.keys()


def test_the_guide_restricts_the_hook_to_files_that_the_shapes_are_about(root: Path) -> None:
    text = (root / "docs" / "validation-in-ci.md").read_text(encoding="utf-8")
    shown = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)[0]
    (hook,) = yaml.safe_load(shown)["repos"][0]["hooks"]
    assert re.search(hook["files"], "data/plan.ttl")
    assert not re.search(hook["files"], "ontology/plan.ttl")
    assert not re.search(hook["files"], hook["args"][3] + "activities.ttl")


def test_the_action_is_composite_and_every_input_is_used(action: dict[str, Any]) -> None:
    assert action["runs"]["using"] == "composite"
    text = str(action)
    assert all(f"inputs.{name} " in text for name in action["inputs"])
    assert all(step["shell"] == "bash" for step in action["runs"]["steps"])


def test_no_input_of_the_action_is_pasted_into_a_script(action: dict[str, Any]) -> None:
    assert not [step["name"] for step in action["runs"]["steps"] if "${{" in step["run"]]


def test_the_action_uses_options_and_files_that_there_are(action: dict[str, Any], root: Path) -> None:
    script = action["runs"]["steps"][1]["run"]
    known = {name for option in validate.params for name in option.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z]+", script)) <= known
    assert {"--sarif"}.isdisjoint(known)
    for name in re.findall(r"\$ACTION_FOLDER/([\w./]+)", action["runs"]["steps"][0]["run"]):
        assert (root / name).is_file()


def test_the_script_of_the_action_validates(action: dict[str, Any], tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    program = tmp_path / "plangraph" / "bin" / "plangraph"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf "%s|" "$@"\necho\ncase "$*" in *github*) exit 1;; esac\n')
    program.chmod(0o755)
    variables = {"FILES": "a.ttl b.ttl", "SHAPES": "", "BASELINE": "known.json", "SEVERITY": "warning"}
    variables |= {"LANGUAGE_OF_REPORT": "it", "SARIF": "out.sarif"}
    variables |= {"RUNNER_TEMP": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", action["runs"]["steps"][1]["run"]],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    shared = "validate|--severity|warning|--language|it|--baseline|known.json|"
    assert done.stdout.splitlines() == [
        f"{shared}--format|sarif|--output|out.sarif|--|a.ttl|b.ttl|",
        f"{shared}--format|github|--|a.ttl|b.ttl|",
    ]


def test_the_options_that_the_guide_shows_are_there(root: Path) -> None:
    text = (root / "docs" / "validation-in-ci.md").read_text(encoding="utf-8")
    known = {name for option in validate.params if isinstance(option, click.Option) for name in option.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) <= known
