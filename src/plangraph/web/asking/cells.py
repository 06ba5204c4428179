"""Terms as the cells of a table: names and links for IRIs, numbers and dates in the reader's way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from babel.core import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from plangraph.store.excerpt import NUMBERS
from plangraph.store.terms import XSD_STRING, Blank, Literal, Term
from plangraph.web.links import Links
from plangraph.web.translations import gettext

_XSD = "http://www.w3.org/2001/XMLSchema#"
_PLAIN = frozenset({XSD_STRING, "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"})
_LOCAL = re.compile(r"[\w./-]*[\w-]|")
_MOST_DIGITS = 40
"""A longer number is shown with an exponent: 1E300 would fill three lines."""
_LONGEST_WORD = 24
_SMALLEST_GROUPED = 10_000
"""Years and lines are numbers too, and nobody writes 2.025."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as the page shows it."""

    text: str
    href: str = ""
    lang: str = ""
    """Of ``text``; empty if it has none."""
    code: str = ""
    """The IRI in short, or the datatype where it is not shown by the text itself."""
    iri: str = ""
    when: str = ""
    """Machine-readable date."""
    order: str = ""
    """What scripts sort by where it is not the text."""
    is_number: bool = False

    @property
    def is_long(self) -> bool:
        """Whether there is a word in it that must be broken to fit into a column."""
        return any(len(word) > _LONGEST_WORD for word in self.text.split())


def cell(term: Term | None, links: Links, spoken: str) -> Cell | None:
    """Return a term's cell; None for a variable that is not bound."""
    if term is None:
        return None
    if isinstance(term, Literal):
        return _literal(term, spoken)
    shown = links.show(term, spoken)
    if isinstance(term, Blank):
        return Cell(shown.text)
    code = short(term.value, links.dataset.prefixes)
    return Cell(shown.text, shown.href, shown.lang, "" if code == shown.text else code, term.value)


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI with the longest prefix that fits, else as it is; it may need escapes to be SPARQL."""
    fitting = [name for name, namespace in prefixes.items() if namespace and iri.startswith(namespace)]
    if not fitting:
        return iri
    best = max(fitting, key=lambda name: len(prefixes[name]))
    local = iri.removeprefix(prefixes[best])
    return f"{best}:{local}" if _LOCAL.fullmatch(local) else iri


def _literal(literal: Literal, spoken: str) -> Cell:
    text, datatype = literal.value, literal.datatype
    if literal.language:
        return Cell(
            text, lang=literal.language, code="" if literal.language == spoken else f"@{literal.language}"
        )
    if datatype in NUMBERS:
        return Cell(number_text(text, spoken), order=text, is_number=True)
    if datatype == f"{_XSD}boolean" and text in ("true", "false"):
        return Cell(gettext(spoken, "query.true" if text == "true" else "query.false"))
    if datatype in (f"{_XSD}date", f"{_XSD}dateTime"):
        return Cell(_moment(text, spoken), when=text, order=text)
    return Cell(text, code="" if datatype in _PLAIN | {f"{_XSD}gYear"} else f"^^{_name(datatype)}")


def number_text(text: str, spoken: str) -> str:
    """Return a number with the reader's decimal mark, all its digits kept; what is none, as it is."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite():
        return text
    if len(f"{value:f}") > _MOST_DIGITS:
        return f"{float(value):g}"
    grouped = abs(value) >= _SMALLEST_GROUPED
    return format_decimal(value, locale=spoken, decimal_quantization=False, group_separator=grouped)


def _moment(text: str, spoken: str) -> str:
    """Return a date as the language writes it; one that is none of the calendar as it is."""
    locale = Locale.parse(spoken)
    try:
        if "T" in text:
            return format_datetime(datetime.fromisoformat(text), locale=locale)
        return format_date(date.fromisoformat(text), locale=locale)
    except ValueError:
        return text


def _name(iri: str) -> str:
    return re.split(r"[/#]", iri.rstrip("/#"))[-1] or iri
