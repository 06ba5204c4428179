"""Organisations by their tax code or VAT number. Natural persons stay out, and are counted.

A natural person is who has a code of 16 characters, a code that the publisher masked, or the legal form of
one. Where an award states no legal form, or that of a professional studio, somebody with a VAT number may be
a person who works alone: the number stays, the name does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern

from plangraph.pnrr.taxcodes import Withheld
from plangraph.pnrr.triples import ntriples as nt
from plangraph.pnrr.triples.desk import Desk

# Prefixes of VAT numbers in the VIES, those of its neighbours, and EU (one-stop shop, Reg. (EU) 904/2010).
# Seven digits at least: no part of a natural person's tax code has as many but the whole.
_FOREIGN = pattern(
    r"(?:AT|BE|BG|CH|CY|CZ|DE|DK|EE|EL|ES|EU|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)"
    r"(?=(?:[A-Z]?\d){7})[A-Z0-9]{8,12}"
)
_PERSONS = frozenset(
    ("imprenditore individuale", "impresa individuale", "libero professionista", "persona fisica")
)
_STUDIO = "studio assoc"
"""Beginning of the legal form of professional studios, whose names are mostly persons'."""
_UNSTATED = frozenset(("non disponibile", "denominazione del soggetto non presente"))
_ORGANISATION = "<http://www.w3.org/ns/org#Organization>"


def organisation_iri(desk: Desk, code: str | Withheld | None, form: str | None) -> str | None:
    """Return the IRI of an organisation; None, and counted, for a natural person or no usable code."""
    if isinstance(code, str) and len(code) == 11 and code.isdigit():
        if form is not None and form.casefold() in _PERSONS:
            desk.dropped["natural persons by legal form"] += 1
            return None
        return f"{nt.ID}organization/{code}"
    if code is Withheld.PERSON:
        desk.dropped["natural persons by tax code"] += 1
    elif code is Withheld.MASKED:
        desk.dropped["natural persons masked by the publisher"] += 1
    elif isinstance(code, str):
        if _FOREIGN.fullmatch(code) and not (form is not None and form.casefold() in _PERSONS):
            return f"{nt.ID}organization/{code}"
        desk.dropped["codes that are neither an Italian tax code nor a VAT number with its country"] += 1
    return None


def organisation_lines(desk: Desk, iri: str, code: object, name: str | None) -> Iterator[str]:
    """Yield what is said of an organisation, once a file and name.

    Args:
        desk: knows what was said already.
        iri: from ``organisation_iri``.
        code: its tax code.
        name: as printed; None where it must not be told.
    """
    if desk.first(iri):
        yield f"<{iri}> {nt.TYPE} {_ORGANISATION} .\n"
        yield f"<{iri}> <{nt.PLAN}taxCode> {nt.text(str(code))} .\n"
    if name is None or name.isdigit() or name.casefold() in _UNSTATED:
        return
    if desk.first(f"{iri} {name}"):
        yield f"<{iri}> {nt.LABEL} {nt.italian(name)} .\n"


def public_name(desk: Desk, name: str | None, form: str | None) -> str | None:
    """Return the name of a winner whose legal form is stated to be no person's; else None, and counted."""
    if form is not None and form.casefold().startswith(_STUDIO):
        desk.dropped["names of professional studios (their VAT number is kept)"] += 1
        return None
    if form is not None and form.casefold() not in _UNSTATED:
        return name
    desk.dropped["names of winners without legal form (their VAT number is kept)"] += 1
    return None
