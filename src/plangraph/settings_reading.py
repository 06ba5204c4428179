"""Where the settings come from: the command line, ``PLANGRAPH_…`` variables, defaults; and their table."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from plangraph.errors import UsageError
from plangraph.settings import Settings


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as the command line and the documentation show it."""

    name: str
    flag: str
    variable: str
    kind: type
    default: Any
    help: str


def settings_table() -> Iterator[SettingRow]:
    """Yield every setting in the order of :class:`Settings`."""
    for entry in fields(Settings):
        default = None if entry.default is MISSING else entry.default
        kind = Path if entry.name in ("data", "theme") else type(default)
        flag = "--" + entry.name.replace("_", "-")
        yield SettingRow(
            entry.name, flag, f"PLANGRAPH_{entry.name.upper()}", kind, default, entry.metadata["help"]
        )


def read_settings(given: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings: what is given, else the variable, else the default.

    Args:
        given: values by name, None where the command line says nothing.
        environment: ``PLANGRAPH_PORT`` and so on; empty counts as not set.

    Raises:
        UsageError: a variable is not of its kind, or see :class:`Settings`.
    """
    values: dict[str, Any] = {}
    for row in settings_table():
        if given.get(row.name) is not None:
            values[row.name] = given[row.name]
        elif environment.get(row.variable):
            values[row.name] = _parse(row, environment[row.variable])
    return Settings(**values)


def _parse(row: SettingRow, text: str) -> Any:
    if row.kind is bool:
        if text.lower() not in ("1", "true", "yes", "0", "false", "no"):
            raise UsageError(f"{row.variable} is «{text}», neither true nor false.")
        return text.lower() in ("1", "true", "yes")
    try:
        return row.kind(text)
    except ValueError as error:
        raise UsageError(f"{row.variable} is «{text}», no whole number.") from error
