"""``plangraph export``: refused before anything is written where it cannot be done."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from plangraph.cli import main
from plangraph.cli.progress import pieces_done


@pytest.mark.parametrize("origin", ["dati.comune.example", "ftp://e.example", "https://e.example/?a"])
def test_an_origin_that_is_no_address_is_refused(origin: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", "site", str(tmp_path / "site"), "--origin", origin])
    assert result.exit_code == 2
    assert "no address that files can be below" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_folder_of_somebody_else_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years")
    result = CliRunner().invoke(main, ["export", "site", str(tmp_path)])
    assert result.exit_code == 2
    assert "files that no export wrote" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_progress_is_a_line_for_each_kind_of_piece_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pieces_done() as tell:
        for done in range(3):
            tell("pages", done, 3)
        tell("maps", 1, 1)
    assert capsys.readouterr().err == "plangraph: pages …\nplangraph: maps …\n"


def test_sigterm_leaves_nothing_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "plangraph", "export", "site", str(tmp_path / "site")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        next(line for line in process.stderr if "pages and descriptions" in line)  # processes are at work
        process.terminate()
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 128 + signal.SIGTERM
    assert not list(tmp_path.iterdir())
