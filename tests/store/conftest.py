"""A small dataset in two named graphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from plangraph.store.embedded import EmbeddedDataset, open_dataset

PEOPLE = """
@prefix ex: <http://example.org/> .
ex:anna a ex:Person ; ex:name "Anna, \\"la rossa\\"\\r\\nLecce"@it ; ex:part <http://example.org/anna#hand> .
<http://example.org/anna#hand> ex:name "la mano"@it .
"""
KNOWS = "@prefix ex: <http://example.org/> . ex:bruno ex:knows ex:anna ."


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedDataset:
    """Return ``ex:people`` and ``ex:knows`` as named graphs."""
    folder = tmp_path_factory.mktemp("graphs")
    return open_dataset(
        {
            "http://example.org/people": [_write(folder / "people.ttl", PEOPLE)],
            "http://example.org/acquaintance": [_write(folder / "knows.ttl", KNOWS)],
        }
    )


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path
