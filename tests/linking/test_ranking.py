"""Scores of likeness: their range, their order, and that two questions can be compared."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plangraph.linking.ranking import Ranking

STEMS = st.lists(
    st.sampled_from(["scuol", "parc", "verd", "cloud", "mobil", "acqu", "or", "and"]), max_size=6
)
TITLES = {
    "school": ["scuol", "sicur"],
    "green": ["verd", "urban"],
    "parks": ["parc", "verd", "storic"],
    "cloud": ["cloud"],
    "water": ["acqu", "verd"],
}


def score(ranking: Ranking, stems: list[str], key: str) -> Decimal:
    return dict(ranking.scores(stems))[key]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    ranked = Ranking(TITLES).scores(["verd", "scuol"])
    assert ranked[0][0] == "school"


def test_a_title_without_a_common_word_has_no_score() -> None:
    assert [key for key, _ in Ranking(TITLES).scores(["cloud"])] == ["cloud"]
    assert Ranking(TITLES).scores(["altr"]) == []
    assert Ranking(TITLES).scores([]) == []


def test_words_that_are_not_found_lower_the_score() -> None:
    ranking = Ranking(TITLES)
    assert score(ranking, ["scuol", "altr", "ancor"], "school") < score(ranking, ["scuol"], "school")


def test_more_words_found_raise_the_score_of_texts_that_are_found_whole() -> None:
    ranking = Ranking(TITLES)
    assert score(ranking, ["scuol", "sicur"], "school") > score(ranking, ["scuol"], "school")


def test_a_title_of_one_word_is_not_better_than_a_longer_one_with_the_same_word() -> None:
    titles = {"one": ["scuol"], "two": ["scuol", "sicur", "nuov"], "other": ["parc"], "last": ["verd"]}
    ranking = Ranking(titles)
    assert score(ranking, ["scuol"], "one") == score(ranking, ["scuol"], "two")


def test_equals_are_ordered_by_key_whatever_order_they_came_in() -> None:
    titles = {key: ["parc"] for key in ("c", "a", "b")} | {key: ["verd"] for key in "defghi"}
    backwards = dict(reversed(titles.items()))
    assert Ranking(titles).scores(["parc"]) == Ranking(backwards).scores(["parc"])
    assert [key for key, _ in Ranking(titles).scores(["parc"])] == ["a", "b", "c"]


def test_no_titles_give_no_scores() -> None:
    assert Ranking({}).scores(["scuol"]) == []


@given(st.dictionaries(st.text("abc", min_size=1), STEMS, max_size=8), STEMS)
def test_scores_lie_between_0_and_1(titles: dict[str, list[str]], question: list[str]) -> None:
    scores = Ranking(titles).scores(question)
    assert all(0 <= found <= 1 for _, found in scores)
    assert [found for _, found in scores] == sorted((found for _, found in scores), reverse=True)
    assert {key for key, _ in scores} == {key for key, stems in titles.items() if set(stems) & set(question)}
