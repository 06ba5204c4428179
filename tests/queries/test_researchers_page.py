"""``docs/researchers.md`` tells the truth: its commands print what it shows, ``…`` for what is left out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from plangraph.cli import main

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "researchers.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sh\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("commands", "expected"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_prints_what_the_page_says(commands: str, expected: str) -> None:
    printed = []
    for command in commands.splitlines():
        name, *arguments = shlex.split(command)
        done = CliRunner().invoke(main, arguments)
        assert (name, done.exit_code, done.stderr) == ("plangraph", 0, "")
        printed += done.stdout.splitlines()
    for line in expected.splitlines():
        pattern = ".*".join(re.escape(part) for part in line.split("…"))
        assert any(re.fullmatch(pattern, each) for each in printed), line


def test_every_example_has_its_output() -> None:
    assert len(EXAMPLES) == PAGE.count("```sh\n") >= 5
