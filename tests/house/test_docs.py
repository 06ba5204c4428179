"""The documentation tells the truth: its links resolve, its commands exist, its table is complete."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement

FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"^```sh\n(.*?)^```|`([^`\n]+)`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def documents(root: Path) -> dict[Path, str]:
    """Return every Markdown file at the top and under ``docs/``, with its text."""
    paths = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    return {path: path.read_text(encoding="utf-8") for path in sorted(paths)}


def test_relative_links_lead_somewhere(root: Path, documents: dict[Path, str]) -> None:
    broken = [
        f"{path.relative_to(root)}: {target}"
        for path, text in documents.items()
        for target in LINK.findall(FENCE.sub("", text))
        if "://" not in target and not target.startswith("mailto:") and not _resolves(path, target)
    ]
    assert not broken


def test_the_readme_names_the_command_that_continuous_integration_runs(
    root: Path, documents: dict[Path, str]
) -> None:
    lines = (root / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands[-1] == "./dev test"  # before it, what only the system can bring
    assert "```sh\n./dev test\n```" in documents[root / "README.md"]


def test_every_dev_command_in_the_documents_exists(root: Path, documents: dict[Path, str]) -> None:
    offered = subprocess.run([root / "dev", "help"], check=True, capture_output=True, text=True).stdout
    known = set(re.findall(r"^  (\w+)  ", offered, re.MULTILINE))
    named = {word for code in _code(documents) for word in re.findall(r"\./dev ([a-z]+)", code)}
    assert named
    assert named <= known


def test_every_plangraph_command_and_option_in_the_documents_exists(documents: dict[Path, str]) -> None:
    from plangraph.cli import main

    assert isinstance(main, click.Group)
    unknown = []
    for code in _code(documents):
        for name, rest in re.findall(
            r"(?:^|\n|\./dev run |\s)(?:plangraph|\./dev run) ([a-z]+)([^\n|]*)", code
        ):
            command = main.commands.get(name)
            if isinstance(command, click.Group) and (sub := re.match(r" ([a-z]+)", rest)):
                name, command = f"{name} {sub[1]}", command.commands.get(sub[1])
            options = {"--help"} | {option for p in (command.params if command else ()) for option in p.opts}
            unknown += [f"{name} {flag}" for flag in re.findall(r"--[a-z-]+", rest) if flag not in options]
            unknown += [] if command else [name]
    assert not unknown


def test_every_command_is_in_the_readme(root: Path, documents: dict[Path, str]) -> None:
    from plangraph.cli import main

    assert isinstance(main, click.Group)
    readme = documents[root / "README.md"]
    assert [name for name in main.commands if f"`plangraph {name}`" not in readme] == []


def test_every_dependency_has_a_reason(root: Path, documents: dict[Path, str]) -> None:
    decision = documents[root / "docs" / "decisions" / "0001-dependencies.md"]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = {Requirement(line).name for line in project["dependencies"]}
    extras = project["optional-dependencies"]
    dev = {Requirement(line).name for line in [*extras["dev"], *extras["bench"]]} - {"plangraph"}
    assert [name for name in sorted(run) if f"\n### {name}\n" not in decision] == []
    assert [
        name for name in sorted(dev) if not re.search(rf"^\| .*\b{name}\b.* \|", decision, re.MULTILINE)
    ] == []


def _code(documents: dict[Path, str]) -> Iterator[str]:
    for text in documents.values():
        for block, span in CODE.findall(text):
            yield block or span


def _resolves(path: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    there = path.parent / name if name else path
    if not there.exists():
        return False
    return not anchor or anchor in _anchors(there.read_text(encoding="utf-8"))


def _anchors(text: str) -> set[str]:
    """Return the fragments by which headings are reached: lower case, hyphens, no punctuation."""
    headings = HEADING.findall(FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
