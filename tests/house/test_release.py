"""One version, said the same wherever it is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import plangraph


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        ("CITATION.cff", r"^version: (\S+)$"),
        ("CHANGELOG.md", r"^## \[(\d[^\]]*)\] - \d{4}-\d\d-\d\d$"),
        ("ontology/plan.ttl", r'owl:versionInfo "([^"]+)"'),
    ],
)
def test_version_is_the_package_version(root: Path, file: str, pattern: str) -> None:
    said = re.search(pattern, (root / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert said is not None, f"{file} states no version"
    assert said[1] == plangraph.__version__


def test_citation_and_changelog_agree_on_the_day(root: Path) -> None:
    cited = re.search(r"^date-released: (\S+)$", _text(root / "CITATION.cff"), re.MULTILINE)
    logged = re.search(r"^## \[\d[^\]]*\] - (\S+)$", _text(root / "CHANGELOG.md"), re.MULTILINE)
    assert cited is not None
    assert logged is not None
    assert cited[1] == logged[1]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
