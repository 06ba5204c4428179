"""Any code leads to its item, and says in which numbering it is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from plangraph.cli import main
from plangraph.pnrr.concordance import Concordance
from plangraph.turtle import read_turtle


@pytest.fixture(scope="module")
def concordance(root: Path) -> Concordance:
    return Concordance(read_turtle([root / "ontology" / "schemes" / "pnrr.ttl"]))


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("M5C2I2.1", {"M5C2I2.01": ("regis", "id")}),
        ("m5c2 - i2.1", {"M5C2I2.01": ("regis", "id")}),
        ("M5C2.2.1", {"M5C2I2.01": ("regis",)}),
        ("M5C2I2.01.00", {"M5C2I2.01": ("regis",)}),
        ("M5C2I4", {"M5C2I2.01": ("cid",)}),
        ("M2C4I2.1.B", {"M2C4I2.01.02": ("id", "cid")}),
        ("M2C4I2.1.A", {"M2C4I2.01.01": ("id",), "M2C4I2.01.A1": ("cid",), "M2C4I2.01.A2": ("cid",)}),
        ("M1C1R1.9 bis", {"M1C1R1.91": ("id", "cid")}),
        ("M7I14", {"M7C1I14.1": ("cid",)}),
        ("M7C1I14.1", {"M7C1I14.1": ("regis", "id")}),
        ("M5C2", {"M5C2": ("regis",)}),
        ("M6", {"M6": ("regis",)}),
        ("M5C2I9.9", {}),
        ("PNRR", {}),
    ],
)
def test_a_code_in_any_numbering_means_its_items(
    concordance: Concordance, text: str, meanings: dict[str, tuple[str, ...]]
) -> None:
    assert {one.code.code: one.numberings for one in concordance.meanings(text)} == meanings


def test_a_deprecated_code_still_means_its_item_and_says_so(concordance: Concordance) -> None:
    (item,) = concordance.meanings("M2C4I2.2")
    assert (item.code.code, item.in_force) == ("M2C4I2.02", False)


def test_the_command_prints_what_a_code_means_and_fails_for_one_that_means_nothing() -> None:
    done = CliRunner().invoke(main, ["pnrr", "code", "M5C2 I2.1", "M9"])
    assert done.exit_code == 1
    assert "M5C2I2.01" in done.output
    assert "no item of the PNRR has the code «M9»" in done.output
