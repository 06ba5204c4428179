"""Settings come from flags, variables and defaults, in this order."""

from __future__ import annotations

from pathlib import Path

import pytest

from plangraph.errors import UsageError
from plangraph.settings import Settings
from plangraph.settings_reading import read_settings, settings_table


def test_flags_go_before_variables_and_those_before_defaults() -> None:
    environment = {"PLANGRAPH_PORT": "9000", "PLANGRAPH_HOST": "0.0.0.0", "PLANGRAPH_DATA": "built"}
    read = read_settings({"port": 9001, "host": None}, environment)
    assert (read.port, read.host, read.data) == (9001, "0.0.0.0", Path("built"))
    assert read.query_length == 65_536


@pytest.mark.parametrize(("text", "value"), [("true", True), ("0", False), ("", False)])
def test_switches_are_read_from_words(text: str, value: bool) -> None:
    assert read_settings({}, {"PLANGRAPH_ACCESS_LOG": text}).access_log is value


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("PLANGRAPH_PORT", "eighty", "PLANGRAPH_PORT is «eighty»"),
        ("PLANGRAPH_PORT", "70000", "port is 70,000"),
        ("PLANGRAPH_WORKERS", "0", "workers is 0"),
        ("PLANGRAPH_ACCESS_LOG", "maybe", "neither true nor false"),
        ("PLANGRAPH_BASE", "https://example.org/id", "--base"),
        ("PLANGRAPH_PUBLIC_URL", "javascript:alert(1)", "--public-url"),
    ],
)
def test_settings_that_make_no_sense_are_refused(variable: str, value: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_settings({}, {variable: value})


def test_every_setting_has_a_flag_a_variable_and_a_meaning() -> None:
    for row in settings_table():
        assert row.flag == f"--{row.name.replace('_', '-')}"
        assert row.variable == f"PLANGRAPH_{row.name.upper()}"
        assert row.help.endswith(".")


def test_absolute_links_follow_the_settings() -> None:
    assert Settings(host="::1", port=81).origin == "http://[::1]:81"
    assert Settings(public_url="https://example.org/").origin == "https://example.org"
