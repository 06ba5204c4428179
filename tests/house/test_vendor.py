"""What the browser gets that is not ours: the files that were built, from the packages that are pinned."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

LICENCES = {"BSD-3-Clause", "ISC", "MIT", "OFL-1.1"}
"""Those that go with ours, in the words of SPDX."""


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    """Return where the files are."""
    return root / "src" / "plangraph" / "web" / "static" / "vendor"


@pytest.fixture(scope="module")
def told(folder: Path) -> Any:
    """Return what the folder says of itself."""
    return json.loads((folder / "VENDOR.json").read_text(encoding="utf-8"))


def test_every_file_is_the_one_that_was_built(folder: Path, told: Any) -> None:
    listed = {each["file"]: (each["bytes"], each["sha256"]) for each in told["files"]}
    there = {
        path.name: (len(path.read_bytes()), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in folder.iterdir()
        if path.name != "VENDOR.json"
    }
    assert there == listed


def test_every_package_is_pinned_and_its_licence_is_told(root: Path, folder: Path, told: Any) -> None:
    lock = json.loads((root / "tools/vendor/package-lock.json").read_text(encoding="utf-8"))
    locked = {
        path.removeprefix("node_modules/"): (each["version"], each["license"])
        for path, each in lock["packages"].items()
        if path
    }
    licences = (folder / "LICENSES.txt").read_text(encoding="utf-8")
    for each in told["packages"]:
        assert locked[each["package"]] == (each["version"], each["licence"])
        assert each["licence"] in LICENCES
        assert f"\n{each['package']} {each['version']} ({each['licence']})\n" in licences
    used = {name for each in told["files"] for name in each["packages"]}
    assert used == {each["package"] for each in told["packages"]}


def test_what_is_wanted_is_wanted_exactly_and_from_no_host(root: Path) -> None:
    wanted = json.loads((root / "tools/vendor/package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert not [version for version in wanted.values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)]
    assert "resolved" not in (root / "tools/vendor/package-lock.json").read_text(encoding="utf-8")


def test_style_sheets_ask_only_for_files_that_are_there(folder: Path) -> None:
    for sheet in folder.glob("*.css"):
        asked = re.findall(r"url\(([^)]*)\)", sheet.read_text(encoding="utf-8"))
        assert {name.strip("'\"") for name in asked} <= {path.name for path in folder.iterdir()}
