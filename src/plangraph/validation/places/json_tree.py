"""JSON whose objects and strings know where they stand in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
    (?P<string>"(?:[^"\\]++|\\.)*+") | (?P<mark>[{}\[\]:,]) | (?P<other>[-+0-9.eE]+|true|false|null)
    )""",
    re.VERBOSE | re.DOTALL,
)

_NO_NUMBER = re.compile(r'"(?:[^"\\]++|\\.)*+"|(?P<name>-?Infinity|NaN)', re.DOTALL)
_DOUBLES = {"NaN": "NaN", "Infinity": "INF", "-Infinity": "-INF"}
"""What Python reads beyond JSON, with the lexical forms of xsd:double (XML Schema 1.1 part 2, 3.3.5)."""


class PlacedText(str):
    """A string or a key."""

    at: int
    """Offset of its opening quote, in characters from 0."""


class PlacedObject(dict[str, Any]):
    """An object; its keys are ``PlacedText``."""

    at: int
    """Offset of its opening brace."""


Json: TypeAlias = "PlacedObject | list[Any] | PlacedText | int | float | bool | None"


class NoNumberError(json.JSONDecodeError):
    """A number that Python reads and JSON does not have: NaN, Infinity or -Infinity.

    Args:
        name: the number as written.
        instead: what to write in JSON-LD.
        text: the document.
        at: offset of the number in it.
    """

    def __init__(self, name: str, instead: str, text: str, at: int) -> None:
        super().__init__(f"{name} is no number of JSON; write {instead}", text, at)
        self.italian = f"{name} non è un numero di JSON; scrivere {instead}"


def placed_json(text: str) -> Json:
    """Return the value of ``text``, with places.

    Raises:
        json.JSONDecodeError: it is not JSON (RFC 8259, which has no ``NaN`` or ``Infinity``: section 6); the
            error has line and column.
        RecursionError: it is nested too deeply.
    """

    def refuse(name: str) -> Any:
        # The first that Python meets is the first there is: all before it has been read.
        at = next(found.start() for found in _NO_NUMBER.finditer(text) if found["name"])
        written = f'{{"@value": "{_DOUBLES[name]}", "@type": "http://www.w3.org/2001/XMLSchema#double"}}'
        raise NoNumberError(name, written, text, at)

    # Says what is wrong better than anything below, which may rely on it.
    json.loads(text, parse_constant=refuse)
    return _Reader(text).value()


def members(value: Json) -> Iterator[tuple[PlacedText, Any]]:
    """Yield every key of every object in ``value`` with what it holds, from the outside in."""
    waiting: list[Any] = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, PlacedObject):
            for key, held in found.items():
                if isinstance(key, PlacedText):
                    yield key, held
                waiting.append(held)
        elif isinstance(found, list):
            waiting.extend(found)


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def value(self) -> Json:
        kind, token, at = self._next()
        if kind == "string":
            return _text(token, at)
        if kind == "other":
            known: int | float | bool | None = json.loads(token)
            return known
        return self._object(at) if token == "{" else self._array()

    def _next(self) -> tuple[str, str, int]:
        found = _TOKEN.match(self._text, self._at)
        assert found is not None, "json.loads has taken this text"
        self._at = found.end()
        kind = found.lastgroup or ""
        return kind, found[kind], found.start(kind)

    def _object(self, at: int) -> PlacedObject:
        result = PlacedObject()
        result.at = at
        kind, token, place = self._next()
        while kind == "string":
            self._next()  # the colon
            key = _text(token, place)
            result.pop(key, None)  # of a repeated key the last counts, and its place
            result[key] = self.value()
            kind, token, place = self._next()
            if token == ",":
                kind, token, place = self._next()
        return result

    def _array(self) -> list[Any]:
        items: list[Any] = []
        before = self._at
        if self._next()[1] == "]":
            return items
        self._at = before
        while True:
            items.append(self.value())
            if self._next()[1] == "]":
                return items


def _text(token: str, at: int) -> PlacedText:
    text = PlacedText(json.loads(token))
    text.at = at
    return text
