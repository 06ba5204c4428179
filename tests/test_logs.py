"""Lines of the log: one an event, whoever the words in it are from."""

from __future__ import annotations

import logging
import re

from hypothesis import given
from hypothesis import strategies as st

from plangraph.logs import LogfmtFormatter, fault, line, quoted

FIELD = re.compile(r'([a-z_]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"=]+))(?: |$)')


@given(st.text(), st.text())
def test_whatever_is_told_stays_in_its_field_of_its_line(first: str, second: str) -> None:
    told = line("info", "test", first=first, second=second)
    assert told.isprintable()
    assert told.isascii()
    found = FIELD.findall(told)
    assert [name for name, _, _ in found] == ["time", "level", "event", "first", "second"]
    for text, (_, inner, plain) in zip((first, second), found[3:], strict=True):
        assert (plain or inner.replace(r"\"", '"').encode().decode("unicode_escape")) == text


def test_plain_words_stand_as_they_are() -> None:
    assert [quoted(text) for text in ("GET", "/sparql", "192.0.2.1", "a b", "a=b", "")] == [
        "GET",
        "/sparql",
        "192.0.2.1",
        '"a b"',
        '"a=b"',
        '""',
    ]


def test_an_exception_is_told_by_class_and_place_without_its_message() -> None:
    try:
        try:
            raise KeyError("secret")
        except KeyError as error:
            raise ValueError("secret too") from error
    except ValueError as error:
        told = fault(error)
    assert (told["error"], told["cause"]) == ("ValueError", "KeyError")
    assert re.fullmatch(r"tests/test_logs\.py:\d+:test_an_exception_\w+", told["at"])
    assert "secret" not in str(told)


def test_lines_of_libraries_look_the_same() -> None:
    record = logging.LogRecord(
        "_granian", logging.ERROR, __file__, 1, "Unexpected exit from %s", ("w",), None
    )
    told = LogfmtFormatter().format(record)
    assert told.endswith(' level=error event=library logger=_granian message="Unexpected exit from w"')
