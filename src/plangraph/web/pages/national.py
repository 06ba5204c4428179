"""The open data of the PNRR as the graphs that hold them describe themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.pages.asking import Asked, value
from plangraph.web.pages.dates import date_of
from plangraph.web.pages.licences import show_licence


@dataclass(frozen=True, slots=True)
class NationalData:
    """Date and licence of the open data at hand."""

    name: Shown
    modified: date
    """Of the newest table."""
    licence: Shown | None
    source: Shown | None
    address: str
    """Of the query that says so."""


def national_data(links: Links, asked: Asked) -> NationalData | None:
    """Return what the newest graph of open data says of itself; nothing where there is none.

    Args:
        links: make names.
        asked: the answer to ``national-data.rq``.
    """
    for row in asked.rows:
        if (day := date_of(value(row, "modified"))) is not None:
            licence = show_licence(links, row["licence"]) if "licence" in row else None
            source = links.show(row["source"], language()) if "source" in row else None
            return NationalData(links.show(row["graph"], language()), day, licence, source, asked.address)
    return None
