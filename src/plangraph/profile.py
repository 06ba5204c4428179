"""``plan.toml``: what a plan's text does not say about itself.

A profile stands beside the text it describes. Another municipality's plan in the same layout is
built by another profile, with no code changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plangraph.errors import ProfileError
from plangraph.toml_tables import Table, load_table


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
class Publisher:
    """Who runs the service and answers for the data."""

    name: str
    slug: str
    """Last part of its IRI; the municipality's own if it publishes itself."""
    identifier: str
    """Code in the index of public administrations (IPA), for a public body."""
    email: str
    """Where to write to; empty if nowhere."""


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
    publisher: Publisher | None = None
    """None where the profile names nobody: plangraph publishes."""


_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_SLUG = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")


def read_profile(path: Path) -> Profile:
    """Read a ``plan.toml``.

    Raises:
        ProfileError: the file is missing or no TOML, a key is missing or unknown, or a value makes
            no sense; the message names the key.
    """
    table = Table(path, load_table(path), "")
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
        publisher=_publisher(table.table("publisher")) if table.has("publisher") else None,
    )
    if profile.first_year > profile.last_year:
        raise ProfileError("period.first_year is after period.last_year", path=path, remedy="Swap them.")
    for part in (table, municipality, period, source, title, data):
        part.refuse_unknown()
    _require_one_place(profile)
    return profile


def _publisher(table: Table) -> Publisher:
    """Read ``[publisher]``, which may be left out as a whole."""
    publisher = Publisher(
        name=table.text("name"),
        slug=table.text("slug", _SLUG, "comune-di-lecce"),
        identifier=table.text("identifier"),
        email=table.text("email", re.compile(r"[^@\s<>]+@[^@\s<>]+"), "dati@comune.example"),
    )
    table.refuse_unknown()
    return publisher


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
