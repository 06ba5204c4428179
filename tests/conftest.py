"""What every test may ask for."""

from __future__ import annotations

import os
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
