"""A store on disk: made beside and then named, read by every process for itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plangraph.errors import UsageError
from plangraph.store.generations import CURRENT, current_generation
from plangraph.store.ondisk import open_folder
from plangraph.store.renewal import Part, Renewed, renew

LINE = "<urn:{}> <urn:is> <urn:here> .\n"


def _renew(folder: Path, **content: int) -> Renewed:
    lines = {
        name: [LINE.format(f"{name}{number}") for number in range(count)] for name, count in content.items()
    }
    return renew(folder, {}, {f"urn:graph:{name}": _part(told) for name, told in lines.items()})


def _part(lines: list[str]) -> Part:
    return Part(str(len(lines)), lambda: lines)


def test_the_default_graph_is_the_union_of_the_named_ones(tmp_path: Path) -> None:
    _renew(tmp_path, a=2, b=1)
    dataset = open_folder(tmp_path)
    assert dataset.graphs == {"urn:graph:a": 2, "urn:graph:b": 1}
    assert len(list(dataset.query("SELECT ?s { ?s <urn:is> <urn:here> }").rows())) == 3


def test_a_small_change_keeps_the_other_graphs_as_they_are(tmp_path: Path) -> None:
    _renew(tmp_path, a=100, b=1)
    renewed = _renew(tmp_path, a=100, b=2)
    assert renewed.loaded == ("urn:graph:b",)
    assert open_folder(tmp_path).graphs == {"urn:graph:a": 100, "urn:graph:b": 2}


def test_a_dataset_stays_with_its_generation_while_another_is_made(tmp_path: Path) -> None:
    _renew(tmp_path, a=1)
    old = open_folder(tmp_path)
    _renew(tmp_path, a=2)
    assert len(old.graph("urn:graph:a")) == 1
    assert len(open_folder(tmp_path).graph("urn:graph:a")) == 2
    assert old.version != open_folder(tmp_path).version


def test_a_graph_that_is_no_longer_wanted_goes(tmp_path: Path) -> None:
    _renew(tmp_path, a=1, b=1)
    assert _renew(tmp_path, a=1).removed == ("urn:graph:b",)
    assert set(open_folder(tmp_path).graphs) == {"urn:graph:a"}


def test_lines_that_fail_half_way_leave_the_old_data(tmp_path: Path) -> None:
    _renew(tmp_path, a=1)
    with pytest.raises(SyntaxError):
        renew(tmp_path, {}, {"urn:graph:a": Part("new", lambda: ["<urn:half"])})
    assert open_folder(tmp_path).graphs == {"urn:graph:a": 1}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_process_that_was_forked_opens_the_store_for_itself(tmp_path: Path) -> None:
    _renew(tmp_path, a=3)
    dataset = open_folder(tmp_path)
    dataset.warm_up()
    pid = os.fork()
    if pid == 0:
        os._exit(len(list(dataset.query("SELECT ?s { ?s ?p ?o }").rows())))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 3


def test_a_folder_without_a_store_and_a_damaged_one_are_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="pnrr import"):
        open_folder(tmp_path)
    (tmp_path / CURRENT).write_text("{")
    with pytest.raises(UsageError, match="damaged"):
        current_generation(tmp_path)
