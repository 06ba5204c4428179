"""What is committed works on anybody's machine: it names no registry host and no folder of ours.

The patterns are put together from parts, so that this file does not match them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

HOSTS = ("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(?:org|com)", r"deb\." + "debian")
FOLDERS = ("work", "tmp", "root", "home", "Users", "opt")
FORBIDDEN = re.compile("|".join([*HOSTS, rf"(?<![\w.~>)}}\]-])/(?:{'|'.join(FOLDERS)})/"]))


@pytest.fixture(scope="module")
def committed(root: Path) -> list[Path]:
    """Return every text file under version control that is still there."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        pytest.skip("not a git checkout, so nothing says which files are committed")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True)
    return [root / name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def test_no_committed_text_names_a_registry_host_or_a_folder_of_one_machine(
    root: Path, committed: list[Path]
) -> None:
    found = [
        f"{path.relative_to(root)}:{number}: {line.strip()[:80]}"
        for path in committed
        for number, line in _lines(path)
        if FORBIDDEN.search(line)
    ]
    assert not found, "\n".join(found)


def test_the_set_up_script_runs_as_it_is_committed(root: Path) -> None:
    assert (root / "dev").stat().st_mode & 0o111, "dev must be executable: chmod +x dev"
    assert b"\r" not in (root / "dev").read_bytes(), "a shell script with CRLF does not run"


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # an image or a file made unreadable on purpose for a test
    yield from enumerate(text.splitlines(), start=1)
