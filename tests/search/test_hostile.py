"""Whatever is typed has an answer, and nothing of it is an operator."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from re import sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.search.index import Index
from plangraph.search.request import LONGEST
from plangraph.search.snippets import marked_html
from plangraph.search.words import key_of, words
from plangraph.store.embedded import EmbeddedDataset

TYPED = st.text(max_size=LONGEST) | st.text(
    st.sampled_from("parco OR AND NOT NEAR(2)*^:-+{}[]\"'«» \x00\ud800é1.\u0300😀"), max_size=LONGEST
)


@given(typed=TYPED)
def test_every_text_has_an_answer(small_index: Index, typed: str) -> None:
    found = small_index.find(typed, language="it", limit=20)
    assert (found.matched == "none") == (found.total == 0)
    for hit in found.hits:
        "".join(piece.text for piece in hit.snippet.pieces).encode()


@pytest.mark.parametrize(
    "typed",
    ["parco OR zzz", "parco NOT laghi", "title:parco", "NEAR(parco laghi)", "parco) OR (laghi", "^parco"],
)
def test_operators_are_words(names: Callable[[str], list[str]], typed: str) -> None:
    words_only = " ".join(word.folded for word in words(typed, "it"))
    assert names(typed) == names(words_only)


@pytest.mark.parametrize("typed", ["a " * 250, "ab1/" * 125, "x*" * 250, '"' * 500, "a1b2" * 125, "((" * 250])
def test_the_longest_requests_are_no_trouble(small_index: Index, typed: str) -> None:
    small_index.find(typed, language="it", limit=20)


def test_many_beginnings_stand_for_few_words_each(real: EmbeddedDataset) -> None:
    """Each may stand for hundreds of words, and all of them together cost a second otherwise."""
    index, asked = Index(real), list[str]()
    with index._asking() as database:
        database.set_trace_callback(asked.append)
    index.find(" ".join(f"{letter}*" for letter in "abcdefghilmnoprstuvz"), language="it", limit=0)
    (expression, *_) = [sql for sql in asked if "MATCH" in sql]
    assert 20 < expression.count('"') // 2 <= 20 + 200


@pytest.mark.parametrize("typed", ["", " ", "\x00", "😀", "'\"*", "—"])
def test_what_has_no_words_finds_nothing(small_index: Index, typed: str) -> None:
    assert small_index.find(typed, language="it", limit=20).total == 0


@given(text=st.text())
def test_words_are_parts_of_their_text_and_their_keys_are_plain(text: str) -> None:
    at = 0
    for word in words(text, "it"):
        assert at <= word.start < word.end <= len(text)
        assert word.key.isascii()
        assert word.key.isalnum()
        at = word.end


@given(word=st.from_regex(r"[a-zàèéìòù]{1,20}", fullmatch=True), language=st.sampled_from(["it", "en"]))
def test_a_key_does_not_depend_on_capitals(word: str, language: str) -> None:
    [small], [large] = words(word, language), words(word.upper(), language)
    assert small.key == large.key == key_of(small.folded, language)


def test_marks_are_the_only_markup_of_a_snippet(small_index: Index) -> None:
    told = marked_html(small_index.snippet("http://example.org/hostile", "parco").pieces)
    assert "<mark>parco</mark>" in told
    assert "<" not in sub("</?mark>", "", told)
    assert unescape(sub("</?mark>", "", told)) == "<script>alert('parco')</script>"
