"""SPARQL's terminals: a query's text cut into tokens, without judging the grammar.

Rules in brackets are those of SPARQL 1.1 Query Language, section 19.8. Every text can be cut: a character
that begins no terminal becomes a token of its own, so the tokens always add up to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Which terminal a token is."""

    COMMENT = "COMMENT"
    SPACE = "SPACE"
    IRI = "IRI"
    STRING = "STRING"
    VARIABLE = "VARIABLE"
    BLANK = "BLANK"
    NAME = "NAME"
    """A prefixed name, with or without a local part."""
    LANGUAGE = "LANGUAGE"
    NUMBER = "NUMBER"
    """Unsigned: a sign is a mark of its own."""
    WORD = "WORD"
    """A keyword, a function, ``a``, ``true``, ``false``."""
    OPEN = "OPEN"
    CLOSE = "CLOSE"
    MARK = "MARK"
    """Operators and punctuation."""
    STRAY = "STRAY"
    """A character that begins no terminal, such as a quotation mark that is never closed."""


class Token(NamedTuple):
    """A piece of the query."""

    kind: Kind
    text: str
    start: int
    """Offset of the first character in the query."""


_BASE = (  # [164] PN_CHARS_BASE
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = _BASE + "_0-9\u00b7\u0300-\u036f\u203f-\u2040\\-"  # [165] PN_CHARS_U, [167] PN_CHARS
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"  # [170] PLX, [171] PERCENT, [173] PN_LOCAL_ESC
# [168] PN_PREFIX. Bounded: "a.a.a.a" without a colon would else be scanned to its end at every letter.
_PREFIX = rf"[{_BASE}](?:[{_CHARS}.]{{0,100}}[{_CHARS}])?"
_LOCAL = rf"(?:[{_BASE}_:0-9]|{_PLX})(?:(?:[{_CHARS}.:]|{_PLX})*(?:[{_CHARS}:]|{_PLX}))?"  # [169] PN_LOCAL

_TERMINALS: dict[Kind, str] = {
    Kind.COMMENT: r"\#[^\n\r]*",  # 19.4
    Kind.SPACE: r"[ \t\r\n]+",  # [162] WS
    Kind.IRI: r"<[^<>\"{}|^`\\\x00-\x20]*>",  # [139] IRIREF
    # [158] and [159] long, [156] and [157] short, [160] ECHAR; long first: """ is no empty string and a quote
    Kind.STRING: r"\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
    r"|\"(?:[^\"\\\n\r]|\\[^\n\r])*\"|'(?:[^'\\\n\r]|\\[^\n\r])*'",
    Kind.VARIABLE: rf"[?$][{_BASE}_0-9][{_BASE}_0-9\u00b7\u0300-\u036f\u203f-\u2040]*",  # [143], [144], [166]
    Kind.BLANK: rf"_:[{_BASE}_0-9](?:[{_CHARS}.]*[{_CHARS}])?",  # [142] BLANK_NODE_LABEL
    Kind.NAME: rf"(?:{_PREFIX})?:(?:{_LOCAL})?",  # [140] PNAME_NS, [141] PNAME_LN
    Kind.LANGUAGE: r"@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*",  # [145] LANGTAG
    Kind.NUMBER: r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+",  # [146]-[148]
    Kind.WORD: r"[A-Za-z_][A-Za-z0-9_]*",
    Kind.OPEN: r"[({\[]",
    Kind.CLOSE: r"[)}\]]",
    Kind.MARK: r"\^\^|&&|\|\||!=|<=|>=|<<|>>|[\^|/*+\-!=<>?,;.~]",
    Kind.STRAY: r".",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _TERMINALS.items()), re.DOTALL)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text`` in order, white space and comments left out."""
    for match in _TOKEN.finditer(text):
        kind = Kind(match.lastgroup or Kind.STRAY)
        if kind not in (Kind.SPACE, Kind.COMMENT):
            yield Token(kind, match.group(), match.start())


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of ``offset``, both 1-based, the column in characters.

    A line ends as in the grammar's WS and comments: with LF, CR or both together.
    """
    lines = re.split(r"\r\n|\r|\n", text[:offset])
    return len(lines), len(lines[-1]) + 1
