"""``plangraph export``: refused before anything is written where it cannot be done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from plangraph.cli import main
from plangraph.cli.progress import pieces_done
from plangraph.export import MARK, replaced_folder


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


WAITING = """
import os, signal, sys, threading
from pathlib import Path
from plangraph.cli import exporting, main
from plangraph.export.making import Maker
from plangraph.layout import Layout

def wait(*_):
    os.write(2, b"at work\\n")  # in one piece: others write too
    threading.Event().wait()

project = Layout(Path(sys.argv.pop(1)))
exporting.project_layout = lambda: project
Maker.make = wait
signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever started the tests may ignore it
main()
"""
"""The command over a small project, whose files take for ever to make."""


@pytest.mark.parametrize("to_all", [False, True], ids=["to the command", "to its processes too"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_export_that_is_stopped_ends_its_processes_and_leaves_the_former_one(
    number: signal.Signals, to_all: bool, tmp_path: Path, root: Path
) -> None:
    site = tmp_path / "site"
    with replaced_folder(site, {}) as beside:
        (beside / "old.html").write_text("old")
    profile = root / "data" / "source" / "lecce-2025-2027" / "plan.toml"
    command: list[str | Path] = [sys.executable, "-c", WAITING, root / "tests" / "web" / "data"]
    command += ["export", "site", site, "--profile", profile]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr is not None
        next(line for line in process.stderr if line == "at work\n")
        (os.killpg if to_all else os.kill)(process.pid, number)
        # Ends only when no process is left that could still write there.
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == (128 + number if number == signal.SIGTERM else 1)
    assert sorted(path.name for path in site.iterdir()) == [MARK, "old.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
