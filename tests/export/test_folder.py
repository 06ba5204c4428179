"""A site takes the place of the former one, and of nothing that somebody else made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plangraph.errors import UsageError
from plangraph.export.folder import MARK, replaced_folder


def write(folder: Path, *names: str) -> None:
    """Write an export of these files."""
    with replaced_folder(folder, {"data": "1"}) as beside:
        for name in names:
            (beside / name).write_text("new")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_others_put_at_the_top_of_an_export_is_kept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, "index.html", "stale.html")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("main")
    (site / "CNAME").write_text("dati.comune.example")
    write(site, "index.html")
    assert names(site) == sorted([".git", MARK, "CNAME", "index.html"])
    assert (site / ".git" / "HEAD").read_text() == "main"
    assert json.loads((site / MARK).read_bytes())["entries"] == [MARK, "index.html"]
    write(site, "index.html")
    assert (site / "CNAME").read_text() == "dati.comune.example"
    assert names(tmp_path) == ["site"]


@pytest.mark.parametrize("mark", ["{}", "", "[]", '{"entries": 1}'])
@pytest.mark.parametrize("name", ["site", "site.old"])
def test_an_export_that_does_not_say_what_is_its_own_is_refused_before_anything_is_made(
    tmp_path: Path, name: str, mark: str
) -> None:
    former = tmp_path / name
    write(former, "index.html")
    (former / MARK).write_text(mark)
    with (
        pytest.raises(UsageError, match="does not say which files are its own"),
        replaced_folder(tmp_path / "site", {}),
    ):
        pytest.fail("something was made")
    assert names(former) == sorted([MARK, "index.html"])
    assert names(tmp_path) == [name]


def test_a_file_of_somebody_else_is_never_written_over(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, "index.html")
    (site / "new.html").write_text("mine")
    with pytest.raises(UsageError, match=r"new\.html, which no export wrote"):
        write(site, "new.html")
    assert (site / "new.html").read_text() == "mine"
    assert names(tmp_path) == ["site"]


def test_what_an_interruption_left_is_not_thrown_away_with_somebody_elses_files(tmp_path: Path) -> None:
    site, before = tmp_path / "site", tmp_path / "site.old"
    write(before, "index.html")
    (before / ".git").mkdir()
    with pytest.raises(UsageError, match=r"site\.old holds \.git"):
        write(site, "index.html")
    assert names(before) == sorted([".git", MARK, "index.html"])


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_an_interruption_leaves_the_former_export_and_nothing_beside_it(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    site = tmp_path / "site"
    write(site, "index.html")
    with pytest.raises(stop):
        _interrupt(site, stop)
    assert names(tmp_path) == ["site"]
    assert names(site) == sorted([MARK, "index.html"])


def _interrupt(site: Path, stop: type[BaseException]) -> None:
    with replaced_folder(site, {}) as beside:
        (beside / "half.html").write_text("half")
        raise stop
