"""Tokens of Turtle, TriG, N-Triples and N-Quads, each with its place in the text.

RDF 1.1 Turtle, 6.5 (https://www.w3.org/TR/turtle/#sec-grammar-grammar); the others have no tokens that it
lacks. No parser in Python tells where a triple stands, hence this one. It is only asked about text that a
parser of record has taken, so it is lenient where the grammar is strict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = _BASE + "_0-9\u00b7\u0300-\u036f\u203f-\u2040-"  # PN_CHARS
_PREFIX = f"(?:[{_BASE}](?:[{_CHARS}.]*[{_CHARS}])?)?"  # PN_PREFIX?
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = f"(?:(?:[{_CHARS}:]|{_PLX})(?:(?:[{_CHARS}:]|{_PLX}|\\.(?=[{_CHARS}.:%\\\\])))*)?"  # PN_LOCAL?

_TOKEN = re.compile(
    rf"""
    (?P<space>(?:[ \t\r\n]++|\#[^\r\n]*+)++)
  | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
  | (?P<long>\"\"\"(?:[^"\\]++|\\.|"(?!""))*+\"\"\"|'''(?:[^'\\]++|\\.|'(?!''))*+''')
  | (?P<string>"(?:[^"\\\r\n]++|\\.)*+"|'(?:[^'\\\r\n]++|\\.)*+')
  | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<type>\^\^)
  | (?P<blank>_:[{_BASE}_0-9](?:[{_CHARS}.]*[{_CHARS}])?)
  | (?P<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]*\.[0-9]+|[0-9]+))
  | (?P<name>{_PREFIX}:{_LOCAL})
  | (?P<word>[A-Za-z]+)
  | (?P<mark>[.,;()\[\]{{}}])
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token that is neither white space nor a comment."""

    kind: str
    """Name of a group of the expression above, or ``end``."""
    text: str
    at: int
    """Where it begins, in characters from 0."""


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text``, then one of kind ``end`` where it ends or nothing fits the grammar."""
    at = 0
    match = _TOKEN.match
    while found := match(text, at):
        kind = found.lastgroup or ""
        if kind != "space":
            yield Token(kind, found[0], at)
        at = found.end()
    yield Token("end", text[at : at + 1], at)


_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def unescaped(text: str) -> str:
    """Return ``text`` with its escapes resolved (6.4): of characters, and of those reserved in names."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SHORT.get(found[3], found[3])
