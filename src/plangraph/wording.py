"""``wording.toml``: the words by which plans of this layout say what is what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plangraph.errors import GazetteerError
from plangraph.records import ActivityType


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The lists of ``wording.toml``; each is explained there."""

    area_headings: tuple[str, ...]
    objective_headings: tuple[str, ...]
    year_marks: tuple[str, ...]
    activity_types: Mapping[ActivityType, tuple[str, ...]]
    incentivised: tuple[str, ...]
    transversal: tuple[str, ...]
    sector: tuple[str, ...]
    sector_cues: tuple[str, ...]
    intervention: tuple[str, ...]
    governs_if_opens_with: tuple[str, ...]
    implements_if_opens_with: tuple[str, ...]
    governs_if_contains: tuple[str, ...]
    implements_if_contains: tuple[str, ...]
    misspellings: Mapping[str, str]
    """As printed → what was meant."""
    acronyms: Mapping[str, str]
    """As printed → what it stands for."""


def read_wording(path: Path) -> Wording:
    """Read a wording file.

    Raises:
        GazetteerError: the file is missing, no TOML, or lacks a list; the message names it.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GazetteerError(f"the wording cannot be read: {error}", path=path) from error

    def section(name: str) -> Mapping[str, Any]:
        if not isinstance(content.get(name), dict):
            raise GazetteerError(f"the table [{name}] is missing", path=path, remedy="Add it.")
        table: Mapping[str, Any] = content[name]
        return table

    def words(table: str, key: str) -> tuple[str, ...]:
        value = section(table).get(key)
        if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
            raise GazetteerError(
                f"{table}.{key} is no list of words",
                path=path,
                remedy=f'Write {key} = ["…"] below [{table}].',
            )
        return tuple(value)

    return Wording(
        area_headings=words("layout", "area_headings"),
        objective_headings=words("layout", "objective_headings"),
        year_marks=words("layout", "year_marks"),
        activity_types={kind: words("activity_types", kind.value) for kind in ActivityType},
        incentivised=words("markers", "incentivised"),
        transversal=words("markers", "transversal"),
        sector=words("markers", "sector"),
        sector_cues=words("markers", "sector_cues"),
        intervention=words("markers", "intervention"),
        governs_if_opens_with=words("funding", "governs_if_opens_with"),
        implements_if_opens_with=words("funding", "implements_if_opens_with"),
        governs_if_contains=words("funding", "governs_if_contains"),
        implements_if_contains=words("funding", "implements_if_contains"),
        misspellings={key: str(value) for key, value in section("misspellings").items()},
        acronyms={key: str(value) for key, value in section("acronyms").items()},
    )
