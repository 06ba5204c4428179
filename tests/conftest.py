"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from plangraph import pipeline
from plangraph.layout import project_layout

# A slow machine is no bug, and a red CI run must be red again when somebody looks into it.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


@pytest.fixture(scope="session")
def built() -> pipeline.Built:
    """Return the plan of Lecce, built once for all tests; nobody changes it."""
    layout = project_layout()
    profile = layout.data / "source" / "lecce-2025-2027" / "plan.toml"
    return pipeline.build(profile, layout, folder=layout.data)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def family() -> Callable[[int], list[int]]:
    """Return what lists a process and all that descend from it, parents first; [] if it is gone."""
    if not Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").exists():
        pytest.skip("this system does not show its processes in /proc")
    return lambda pid: list(_family(pid))


def _family(pid: int) -> Iterator[int]:
    generation = [pid]
    while generation:
        alive = [each for each in generation if Path(f"/proc/{each}").exists()]
        yield from alive
        generation = [child for parent in alive for child in _children(parent)]


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it ended meanwhile
        return []
