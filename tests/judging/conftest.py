"""Those who judge, over the project's own ontology and shapes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plangraph.judging.bench import Bench
from plangraph.judging.craft import Judging
from plangraph.judging.judges import JudgesHere
from plangraph.layout import project_layout
from plangraph.settings import Settings


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """Return worker processes with usual limits; other modules count the processes that they see."""
    started = Bench(Judging(project_layout()), Settings(validation_memory=512, validation_deadline=60))
    try:
        yield started
    finally:
        started.close()


@pytest.fixture(scope="session")
def judges_here() -> JudgesHere:
    """Return this process as one that judges."""
    return JudgesHere(Judging(project_layout()))
