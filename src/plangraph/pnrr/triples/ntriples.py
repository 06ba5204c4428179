"""Terms as N-Triples text, for tables of a million rows: a line is put together, never an object.

https://www.w3.org/TR/n-triples/. Texts come from ``cells.plain_text``, which leaves no line breaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from re import compile as pattern
from urllib.parse import quote

_XSD = "http://www.w3.org/2001/XMLSchema#"
ID = "https://w3id.org/plangraph/id/"
PLAN = "https://w3id.org/plangraph/ontology#"
CUP = "https://w3id.org/italia/PublicInvestment/data/CUP/"
"""The state's own IRIs of projects (MODEL: "no second node for the code")."""
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
TITLE = "<http://purl.org/dc/terms/title>"
DATE = "<http://purl.org/dc/terms/date>"
DERIVED = "<http://www.w3.org/ns/prov#wasDerivedFrom>"

_PLAIN = pattern(r"[A-Za-z0-9_.~-]+")


def text(value: str) -> str:
    """Return a plain literal."""
    if '"' in value or "\\" in value:
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{value}"'


def italian(value: str) -> str:
    """Return a literal in Italian."""
    return f"{text(value)}@it"


def decimal(value: Decimal) -> str:
    """Return an exact number as the engine writes it: without zeros after the last digit that counts."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0")
        return f'"{digits}0"^^<{_XSD}decimal>' if digits[-1] == "." else f'"{digits}"^^<{_XSD}decimal>'
    return f'"{digits}.0"^^<{_XSD}decimal>'


def integer(value: int) -> str:
    """Return a whole number."""
    return f'"{value}"^^<{_XSD}integer>'


def day(value: date) -> str:
    """Return a date."""
    return f'"{value.isoformat()}"^^<{_XSD}date>'


def year(value: int, month: int | None = None) -> str:
    """Return a year, or a month of a year: no more than is told."""
    return (
        f'"{value:04d}"^^<{_XSD}gYear>' if month is None else f'"{value:04d}-{month:02d}"^^<{_XSD}gYearMonth>'
    )


def segment(code: str) -> str:
    """Return a code as one segment of an IRI's path."""
    if code.isascii() and code.replace("_", "").isalnum():  # most codes, and sooner told than by a pattern
        return code
    return code if _PLAIN.fullmatch(code) else quote(code, safe="")


def facts(subject: str, *pairs: tuple[str, str | None]) -> Iterator[str]:
    """Yield a line for each predicate and object; pairs without an object say nothing.

    Args:
        subject: IRI without brackets.
        pairs: predicate in brackets, object as a term.
    """
    for predicate, value in pairs:
        if value is not None:
            yield f"<{subject}> {predicate} {value} .\n"
