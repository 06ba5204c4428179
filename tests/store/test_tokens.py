"""Texts are cut into SPARQL's terminals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.store.tokens import Kind, place, tokens


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<http://example.org/a#b>", Kind.IRI),
        ('"a # b"', Kind.STRING),
        ("'it''s'"[:4], Kind.STRING),
        ('"""a "quoted" word"""', Kind.STRING),
        (r'"a \" b"', Kind.STRING),
        ("?città", Kind.VARIABLE),
        ("$x", Kind.VARIABLE),
        ("_:b.1", Kind.BLANK),
        ("plan:ofArea", Kind.NAME),
        (":", Kind.NAME),
        (r"ex:a\'b%20c", Kind.NAME),
        ("@it-IT", Kind.LANGUAGE),
        ("12.5e-3", Kind.NUMBER),
        ("SELECT", Kind.WORD),
        ("{", Kind.OPEN),
        ("||", Kind.MARK),
        ("é", Kind.STRAY),
    ],
)
def test_a_terminal_is_one_token(text: str, kind: Kind) -> None:
    assert [(token.kind, token.text) for token in tokens(text)] == [(kind, text)]


def test_comments_end_with_a_line_whichever_way_it_ends() -> None:
    assert [token.text for token in tokens("# one\rA # two\nB # three\r\nC")] == ["A", "B", "C"]


def test_an_open_text_is_stray_and_the_rest_is_still_cut() -> None:
    assert [token.kind for token in tokens('"open\nASK')] == [Kind.STRAY, Kind.WORD, Kind.WORD]


def test_a_comparison_is_no_iri() -> None:
    assert [token.text for token in tokens("?a < ?b && ?c > ?d")] == ["?a", "<", "?b", "&&", "?c", ">", "?d"]


@given(st.text())
def test_tokens_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert token.start >= end
        end = token.start + len(token.text)
        assert text[token.start : end] == token.text


def test_lines_are_counted_for_every_kind_of_line_end() -> None:
    assert place("a\r\nb\rc\nd é", 9) == (4, 3)
