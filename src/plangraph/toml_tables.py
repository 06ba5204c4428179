"""TOML tables that name what they miss and what they do not know; errors are those of a profile."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from plangraph.errors import ProfileError

_ANYTHING = re.compile(r".+", re.DOTALL)


def load_table(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises:
        ProfileError: it is missing, unreadable or no TOML.
    """
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as error:
        raise ProfileError(
            "there is no such profile", path=path, remedy="Give the path of a plan.toml with --profile."
        ) from error
    except OSError as error:
        raise ProfileError(f"the profile cannot be read: {error.strerror}", path=path) from error
    except UnicodeDecodeError as error:
        raise ProfileError("the profile is not UTF-8", path=path, remedy="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ProfileError(
            f"no TOML: {error}",
            path=path,
            line=int(line[1]) if line else None,
            remedy="Mend the syntax; data/source/lecce-2025-2027/plan.toml is an example.",
        ) from error


class Table:
    """A TOML table that names what it misses and what it does not know.

    Every method raises ``ProfileError`` with the key's full name.

    Args:
        path: the file.
        values: its content below ``prefix``.
        prefix: ``municipality.`` for the table of that name, empty for the whole.
    """

    def __init__(self, path: Path, values: dict[str, Any], prefix: str) -> None:
        self._path, self._values, self._prefix = path, values, prefix
        self._asked: set[str] = set()

    def _get(self, key: str, kind: type, kind_name: str) -> Any:
        self._asked.add(key)
        name = self._prefix + key
        if key not in self._values:
            raise ProfileError(
                f"the key {name} is missing", path=self._path, remedy=f"Add it: {name} is {kind_name}."
            )
        value = self._values[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ProfileError(
                f"{name} = {value!r} is no {kind_name.split(' ', 1)[1]}", path=self._path, remedy="Mend it."
            )
        return value

    def has(self, key: str) -> bool:
        """Say whether there is such a key."""
        return key in self._values

    def table(self, key: str) -> Table:
        """Return the table below ``key``."""
        return Table(self._path, self._get(key, dict, "a table"), f"{self._prefix}{key}.")

    def text(self, key: str, pattern: re.Pattern[str] = _ANYTHING, example: str = "some text") -> str:
        """Return a text that ``pattern`` fits as a whole; ``example`` is shown where it does not."""
        value: str = self._get(key, str, "a text").strip()
        if not pattern.fullmatch(value):
            raise ProfileError(
                f"{self._prefix}{key} = {value!r} is not written as it should be",
                path=self._path,
                remedy=f"Write it like this: {example}.",
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where the key is missing."""
        if key not in self._values:
            self._asked.add(key)
            return ()
        values = self._get(key, list, "a list of texts")
        if not all(isinstance(value, str) for value in values):
            raise ProfileError(
                f"{self._prefix}{key} holds something else than texts",
                path=self._path,
                remedy='Write it like this: ["one", "two"].',
            )
        return tuple(values)

    def patterns(self, key: str) -> tuple[str, ...]:
        """Return a list of regular expressions, empty where the key is missing."""
        for pattern in self.texts(key):
            try:
                re.compile(pattern)
            except re.error as error:
                raise ProfileError(
                    f"{self._prefix}{key} has {pattern!r}, which is no regular expression: {error}",
                    path=self._path,
                    remedy=r"Write it like this: 'Pagina \d+ di \d+'.",
                ) from error
        return self.texts(key)

    def year(self, key: str) -> int:
        """Return a year."""
        value: int = self._get(key, int, "a year")
        if not 1900 <= value <= 2200:
            raise ProfileError(
                f"{self._prefix}{key} = {value} is no year", path=self._path, remedy="Mend it."
            )
        return value

    def date(self, key: str) -> date:
        """Return a date without time."""
        value: date = self._get(key, date, "a date, without quotes: 2026-11-23")
        if isinstance(value, datetime):
            name = self._prefix + key
            raise ProfileError(f"{name} has a time", path=self._path, remedy="Leave the time out.")
        return value

    def sectors(self) -> dict[str, str | None]:
        """Return number → name of ``[sectors]``, ascending; None where the name is empty."""
        found: dict[str, str | None] = {}
        for number, name in self.table("sectors")._values.items():
            if not re.fullmatch(r"\d{2}", number) or not isinstance(name, str):
                raise ProfileError(
                    f"sectors.{number} = {name!r} is no sector number with a name",
                    path=self._path,
                    remedy='Write two digits: "05" = "" (an empty name where no source gives one).',
                )
            found[number] = name.strip() or None
        return dict(sorted(found.items()))

    def refuse_unknown(self) -> None:
        """Raise for a key that nobody asked for."""
        for key in sorted(self._values.keys() - self._asked):
            raise ProfileError(
                f"the key {self._prefix}{key} is not known",
                path=self._path,
                remedy="Remove it, or look for a misspelling.",
            )
