"""The locks install the same files everywhere: every requirement pinned and hashed, none with an address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PINNED = re.compile(r"[a-z0-9-]+==[^\s;]+( ; [^\\]+)?( --hash=sha256:[0-9a-f]{64})+")


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, list[Requirement]]:
    """Return the requirements of ``pyproject.toml``: those of the run, and each extra's."""
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"run": table["dependencies"], **table["optional-dependencies"]}
    return {name: [Requirement(line) for line in lines] for name, lines in groups.items()}


@pytest.fixture(scope="module")
def locks(root: Path) -> dict[str, list[str]]:
    """Return the requirements of each lock, one string each, comments left out."""
    return {path.stem: _requirements(path) for path in sorted((root / "locks").glob("*.txt"))}


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_every_locked_requirement_is_pinned_and_hashed_and_has_no_address(
    locks: dict[str, list[str]], name: str
) -> None:
    assert locks[name]
    assert [line for line in locks[name] if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("name", ["dev", "bench"])
def test_what_is_tested_and_measured_is_what_users_run(locks: dict[str, list[str]], name: str) -> None:
    assert set(locks["run"]) <= set(locks[name])


@pytest.mark.parametrize(
    ("lock", "extra"), [("run", "run"), ("run", "build"), ("dev", "dev"), ("bench", "bench")]
)
def test_lock_satisfies_the_project_file(
    project: dict[str, list[Requirement]], locks: dict[str, list[str]], lock: str, extra: str
) -> None:
    versions = dict(line.split(maxsplit=1)[0].split("==") for line in locks[lock])
    unmet = [
        str(requirement)
        for requirement in project[extra]
        if requirement.name != "plangraph"
        and not requirement.specifier.contains(versions.get(canonicalize_name(requirement.name), "0"))
    ]
    assert not unmet, "run ./dev lock"


def test_every_dependency_states_the_oldest_version_it_was_tried_with(
    project: dict[str, list[Requirement]],
) -> None:
    unbounded = [str(r) for r in project["run"] if ">=" not in str(r.specifier)]
    assert not unbounded


def _requirements(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [" ".join(line.split()) for line in lines if line.strip() and not line.lstrip().startswith("#")]
