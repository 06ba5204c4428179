"""Lexical forms as XML Schema has them, for literals that rdflib judges by what Python's own types take."""

from __future__ import annotations

import re
from calendar import monthrange

from rdflib import Literal
from rdflib.namespace import XSD
from rdflib.term import Node

_INTEGER = r"[+-]?[0-9]+"
_REAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FLOAT = rf"(?:{_REAL}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN)"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DATE = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_INTEGERS = """
    integer nonPositiveInteger negativeInteger nonNegativeInteger positiveInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte
"""
_FORMS = {
    **dict.fromkeys((XSD[name] for name in _INTEGERS.split()), re.compile(_INTEGER)),
    XSD.decimal: re.compile(_REAL),
    XSD.float: re.compile(_FLOAT),
    XSD.double: re.compile(_FLOAT),
    XSD.boolean: re.compile(r"true|false|0|1"),
    XSD.date: re.compile(_DATE + _ZONE),
    XSD.dateTime: re.compile(f"{_DATE}T{_TIME}{_ZONE}"),
}
"""XML Schema Datatypes 1.1, part 2, 3.3: the datatypes of SPARQL 1.1 (17.1) and dates."""


def strictly_judged(term: Node) -> Node:
    """Return a term of the data, or of an ill-typed literal one that knows that it is ill-typed.

    Python's ``int`` takes ``1_000``, its ``Decimal`` takes ``1e3``, and ``date`` takes weeks; so does
    rdflib 7.6. The term returned is equal to the one given.
    """
    if not isinstance(term, Literal) or term.datatype is None or term.datatype not in _FORMS:
        return term
    if _is_well_formed(str(term), _FORMS[term.datatype]):
        return term
    judged = Literal(str(term), datatype=term.datatype, normalize=False)
    judged._value, judged._ill_typed = None, True
    return judged


def _is_well_formed(text: str, form: re.Pattern[str]) -> bool:
    found = form.fullmatch(text)
    if found is None:
        return False
    parts = found.groupdict()
    if not parts:
        return True
    # The calendar repeats every 400 years, and Python's begins with the year 1.
    year = int(parts["year"][-4:]) % 400 + 400
    return int(parts["day"]) <= monthrange(year, int(parts["month"]))[1]
