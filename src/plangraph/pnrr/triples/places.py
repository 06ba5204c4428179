"""Places by their ISTAT codes: the national territorial IRIs, and the municipalities whose IRI is not known.

The national IRI of a municipality carries the date from which its territory is as it is, which the tables
do not tell: it is used where a gazetteer states it, else a node under ``id/place/`` stands for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from plangraph.pnrr.triples import ntriples as nt
from plangraph.pnrr.triples.desk import Desk

_TERRITORY = "https://w3id.org/italia/controlled-vocabulary/territorial-classifications/"
_CLV = "https://w3id.org/italia/onto/CLV/"
_WITHIN = f"<{_CLV}situatedWithin>"
ITALY = "http://publications.europa.eu/resource/authority/country/ITA"
_NONE = (None, "00", "000")
_MUNICIPALITY = 6


def place_iri(desk: Desk, region: str | None, province: str | None, municipality: str | None) -> str:
    """Return the smallest place that three codes name; codes of zeros name none, and leave Italy."""
    if municipality not in _NONE and province not in _NONE:
        code = f"{province}{municipality}"
        return desk.reference.cities.get(code) or f"{nt.ID}place/istat-{nt.segment(code)}"
    if province not in _NONE:
        return f"{_TERRITORY}provinces/{nt.segment(province or '')}"
    if region not in _NONE:
        return f"{_TERRITORY}regions/{nt.segment(region or '')}"
    return ITALY


def place_lines(
    desk: Desk,
    codes: tuple[str | None, str | None, str | None],
    names: tuple[str | None, str | None, str | None],
) -> Iterator[str]:
    """Yield what is said of a place and of those that it lies in, each once a file.

    Args:
        desk: knows what was said already.
        codes: of region, province and municipality.
        names: theirs, as printed.
    """
    region, province, municipality = codes
    inner = place_iri(desk, region, province, municipality)
    if inner == ITALY or not desk.first(inner):
        return
    levels = (
        ("City", inner, f"{province}{municipality}", names[2], province in _NONE or municipality in _NONE),
        ("Province", place_iri(desk, region, province, None), province, names[1], province in _NONE),
        ("Region", place_iri(desk, region, None, None), region, names[0], region in _NONE),
    )
    known = [level for level in levels if not level[-1]]
    for (kind, iri, code, name, _), outer in zip(known, [*known[1:], None], strict=True):
        if iri != inner and not desk.first(iri):
            break
        yield from nt.facts(
            iri,
            (nt.TYPE, f"<{_CLV}{kind}>"),
            (nt.LABEL, nt.italian(name) if name else None),
            (f"<{nt.PLAN}istatCode>", nt.text(code or "")),
            (_WITHIN, f"<{outer[1] if outer else ITALY}>"),
        )
