"""Which words of a text count, and which spellings are the same word."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.errors import LinkingError
from plangraph.linking.words import Words, read_words

TEXTS = st.text(alphabet="abcdeilmnorstuvzàèéìòù'’ -0129ACE", max_size=60)


def test_singular_and_plural_are_one_stem(words: Words) -> None:
    assert words.stems("scuola digitale") == words.stems("scuole digitali")


def test_articles_and_elisions_are_no_words(words: Words) -> None:
    assert words.stems("dell'edilizia nelle scuole") == words.stems("edilizia scuole")
    assert words.stems("l’archivio") == words.stems("archivio")


def test_boilerplate_does_not_count_in_any_number(words: Words) -> None:
    assert words.stems("Potenziamento dei servizi comunali e attività di gestione del progetto") == ()


def test_numbers_and_single_letters_are_no_words(words: Words) -> None:
    assert words.stems("A 1 2025 4.0 5G") == ()


def test_a_word_that_is_repeated_stays_repeated(words: Words) -> None:
    assert len(words.stems("parco parco")) == 2


@given(TEXTS)
def test_capitals_and_composed_accents_make_no_difference(text: str) -> None:
    words = read_words(Path(__file__).parents[2] / "data" / "pnrr" / "linking.toml")
    expected = words.stems(text)
    assert words.stems(text.upper()) == expected
    assert words.stems(unicodedata.normalize("NFD", text)) == expected


@given(st.text())
def test_any_text_gives_stems_of_letters_only(text: str) -> None:
    words = read_words(Path(__file__).parents[2] / "data" / "pnrr" / "linking.toml")
    assert all(stem.isalpha() and '"' not in stem for stem in words.stems(text))


@pytest.mark.parametrize("content", ["", "threshold = 1", 'threshold = "high"', "function_words = 3"])
def test_a_file_of_words_that_lacks_something_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "linking.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LinkingError, match=r"linking\.toml.*function_words"):
        read_words(path)
