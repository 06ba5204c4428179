"""``plan.toml``: what a plan's text does not say about itself.

A profile stands beside the text it describes. Another municipality's plan in the same layout is
built by another profile, with no code changed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from plangraph.errors import ProfileError


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """The body whose plan it is."""

    name: str
    """``Comune di Lecce``."""
    slug: str
    """Last part of its IRI: ``comune-di-lecce``."""
    ipa_code: str
    """Code in the index of public administrations (IPA): ``c_e506``."""
    istat_code: str
    """ISTAT code of the municipality, six digits: ``075035``."""
    region: str
    """Slug of the region, part of regional laws' IRIs: ``puglia``."""
    territory: str
    """IRI of the municipality's territory in the national controlled vocabulary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One plan: its names, its period, its text."""

    path: Path
    """The ``plan.toml`` itself."""
    slug: str
    """Last part of the plan's IRI: ``lecce/2025-2027``."""
    base: str
    """Base IRI of what the plan mints, ending in ``/``."""
    title_it: str
    title_en: str
    first_year: int
    last_year: int
    municipality: Municipality
    source: Path
    """The plan's text."""
    sha256: str
    """Of the text, lower-case hex."""
    source_note: str
    """Where the text comes from."""
    licence: str
    """IRI of the licence of the data made from it."""
    issued: date
    """When this edition of the data was first made."""
    modified: date
    sectors: Mapping[str, str | None]
    """Sector number, two digits → name, None where no source gives one; ascending."""
    ignored_lines: tuple[str, ...]
    """Regular expressions of whole lines that are no part of the plan, such as page numbers."""
    named_sectors: tuple[str, ...]
    """Names by which the text calls sectors, tied to no number."""
    gazetteers: tuple[Path, ...]
    """Names that only this plan uses, in Turtle; beside the profile."""


_ANYTHING = re.compile(r".+", re.DOTALL)
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_SLUG = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")


def read_profile(path: Path) -> Profile:
    """Read a ``plan.toml``.

    Raises:
        ProfileError: the file is missing or no TOML, a key is missing or unknown, or a value makes
            no sense; the message names the key.
    """
    table = _Table(path, _load(path), "")
    municipality = table.table("municipality")
    period = table.table("period")
    source = table.table("source")
    title = table.table("title")
    data = table.table("data")
    profile = Profile(
        path=path,
        slug=table.text("slug", _SLUG, "lecce/2025-2027"),
        base=table.text("base", re.compile(_IRI.pattern + "/"), "https://dati.comune.example/id/"),
        title_it=title.text("it"),
        title_en=title.text("en"),
        first_year=period.year("first_year"),
        last_year=period.year("last_year"),
        municipality=Municipality(
            name=municipality.text("name"),
            slug=municipality.text("slug", _SLUG, "comune-di-lecce"),
            ipa_code=municipality.text("ipa_code", re.compile(r"c_[a-z]\d{3}"), "c_e506"),
            istat_code=municipality.text("istat_code", re.compile(r"\d{6}"), "075035"),
            region=municipality.text("region", _SLUG, "puglia"),
            territory=municipality.text("territory", _IRI, "https://w3id.org/italia/…/cities/…"),
        ),
        source=path.parent / source.text("file"),
        sha256=source.text("sha256", re.compile(r"[0-9a-f]{64}"), "the 64 digits that sha256sum prints"),
        source_note=source.text("note"),
        licence=data.text("licence", _IRI, "https://creativecommons.org/licenses/by/4.0/"),
        issued=data.date("issued"),
        modified=data.date("modified"),
        sectors=table.sectors(),
        ignored_lines=table.patterns("ignored_lines"),
        named_sectors=table.texts("named_sectors"),
        gazetteers=tuple(path.parent / name for name in table.texts("gazetteers")),
    )
    if profile.first_year > profile.last_year:
        raise ProfileError("period.first_year is after period.last_year", path=path, remedy="Swap them.")
    for part in (table, municipality, period, source, title, data):
        part.refuse_unknown()
    _require_one_place(profile)
    return profile


def _require_one_place(profile: Profile) -> None:
    """Refuse a profile copied from another municipality and mended in part."""
    place = profile.municipality
    city = re.search(r"/cities/(\d{6})", place.territory)
    if city and city[1] != place.istat_code:
        raise ProfileError(
            f"municipality.territory is of {city[1]}, municipality.istat_code is {place.istat_code}",
            path=profile.path,
            remedy="Make them agree.",
        )


def _load(path: Path) -> dict[str, Any]:
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


class _Table:
    """A TOML table that names what it misses and what it does not know."""

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

    def table(self, key: str) -> _Table:
        return _Table(self._path, self._get(key, dict, "a table"), f"{self._prefix}{key}.")

    def text(self, key: str, pattern: re.Pattern[str] = _ANYTHING, example: str = "some text") -> str:
        value: str = self._get(key, str, "a text").strip()
        if not pattern.fullmatch(value):
            raise ProfileError(
                f"{self._prefix}{key} = {value!r} is not written as it should be",
                path=self._path,
                remedy=f"Write it like this: {example}.",
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
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
        value: int = self._get(key, int, "a year")
        if not 1900 <= value <= 2200:
            raise ProfileError(
                f"{self._prefix}{key} = {value} is no year", path=self._path, remedy="Mend it."
            )
        return value

    def date(self, key: str) -> date:
        value: date = self._get(key, date, "a date, without quotes: 2026-11-23")
        if isinstance(value, datetime):
            name = self._prefix + key
            raise ProfileError(f"{name} has a time", path=self._path, remedy="Leave the time out.")
        return value

    def sectors(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for number, name in self.table("sectors")._values.items():
            if not re.fullmatch(r"\d{2}", number):
                raise ProfileError(
                    f"sectors.{number} is no sector number",
                    path=self._path,
                    remedy='Write two digits: "05" = "" (an empty name where no source gives one).',
                )
            found[number] = str(name).strip() or None
        return dict(sorted(found.items()))

    def refuse_unknown(self) -> None:
        for key in sorted(self._values.keys() - self._asked):
            raise ProfileError(
                f"the key {self._prefix}{key} is not known",
                path=self._path,
                remedy="Remove it, or look for a misspelling.",
            )
