"""Modules of one concept: short, and named for what they hold."""

from __future__ import annotations

from pathlib import Path

LONGEST = 250
"""Lines; 40 to 200 is the aim, and a module beyond this holds two concepts."""

MEANINGLESS = {"util", "utils", "helper", "helpers", "common", "core", "misc", "manager", "base"}


def test_no_module_is_longer_than_a_reader_can_hold(root: Path) -> None:
    lengths = {
        str(path.relative_to(root)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (root / "src").rglob("*.py")
    }
    too_long = {path: lines for path, lines in lengths.items() if lines > LONGEST}
    assert not too_long


def test_module_names_say_what_they_hold(root: Path) -> None:
    named = {path.stem.strip("_") for folder in ("src", "tests") for path in (root / folder).rglob("*")}
    assert not named & MEANINGLESS
