"""The judged pairs, what they say of the links, and that the page and the threshold say the same."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from plangraph.errors import LinkingError
from plangraph.linking import Finder, with_decisions
from plangraph.linking.evaluation import by_method, by_rank, by_threshold, chosen_threshold, of_projects
from plangraph.linking.judged import (
    Annotation,
    Judgement,
    Pair,
    is_project,
    is_tuning,
    quality,
    read_annotations,
)
from plangraph.linking.words import Words

FOLDER = Path("data", "source", "lecce-2025-2027")


@pytest.fixture(scope="module")
def judged(root: Path) -> dict[Pair, Annotation]:
    return read_annotations(root / FOLDER / "annotations.toml")


def test_at_least_sixty_pairs_are_judged_with_a_reason_each(judged: dict[Pair, Annotation]) -> None:
    measures = [annotation for pair, annotation in judged.items() if not is_project(pair)]
    assert len(measures) >= 60
    assert all(len(annotation.reason) > 8 for annotation in judged.values())
    assert {annotation.judgement for annotation in measures} == set(Judgement)


def test_what_is_judged_exists(lecce: Finder, judged: dict[Pair, Annotation]) -> None:
    activities = {"/".join(activity.iri.split("/")[-2:]) for activity in lecce.activities}
    codes = {target.code for target in (*lecce.concepts.values(), *lecce.projects.values())}
    assert [pair for pair in judged if pair[0] not in activities or pair[1] not in codes] == []


def test_the_threshold_in_use_is_the_best_on_the_half_for_tuning(
    lecce: Finder, judged: dict[Pair, Annotation], words: Words
) -> None:
    assert words.threshold == chosen_threshold(lecce, judged)


def test_the_halves_share_no_activity(lecce: Finder) -> None:
    ends = [str(activity.iri)[-1] for activity in lecce.activities]
    assert 0.35 < sum(map(is_tuning, ends)) / len(ends) < 0.65


def test_the_page_has_the_figures_that_are_computed(
    root: Path, lecce: Finder, judged: dict[Pair, Annotation]
) -> None:
    page = (root / "docs" / "pnrr-links.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- figures: .*? -->\n(.*?)<!-- end of figures -->", page, re.DOTALL)
    assert found is not None
    assert found[1].strip() == figures(lecce, judged).strip(), __doc__


def test_precision_and_recall_leave_out_what_is_unsure() -> None:
    judged = {
        ("a/1", "X"): Annotation(Judgement.YES, ""),
        ("a/2", "X"): Annotation(Judgement.YES, ""),
        ("a/3", "X"): Annotation(Judgement.UNSURE, ""),
    }
    found = quality([("a/1", "X"), ("a/3", "X"), ("a/4", "X")], judged)
    assert (found.right, found.wrong, found.unsure, found.wanted) == (1, 1, 1, 2)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    nothing = quality([], {})
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    ["", "[[pair]]\n", '[[pair]]\nactivity = "a"\nmeasure = "X"\njudgement = "perhaps"\nreason = "r"\n'],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "annotations.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LinkingError, match=r"annotations\.toml"):
        read_annotations(path)


def test_a_pair_is_judged_once(tmp_path: Path) -> None:
    path = tmp_path / "annotations.toml"
    path.write_text(
        '[[pair]]\nactivity = "a"\nmeasure = "X"\njudgement = "no"\nreason = "r"\n' * 2, encoding="utf-8"
    )
    with pytest.raises(LinkingError, match="pair 2, a and X, is judged twice"):
        read_annotations(path)


def figures(finder: Finder, judged: dict[Pair, Annotation]) -> str:
    """Return the tables of the page."""
    linked = with_decisions(finder, ())
    parts = (
        ("Links to measures, by method", by_method(linked, judged)),
        ("Projects offered by wording", of_projects(linked, judged)),
        ("Wording alone, by threshold", by_threshold(finder, judged)),
        ("Wording alone, by rank", by_rank(finder, judged)),
    )
    lines = []
    for title, rows in parts:
        lines += [
            f"**{title}**",
            "",
            "| | activities | right | wrong | unsure | wanted | precision | recall | F1 |",
        ]
        lines += ["|---|---|---|---|---|---|---|---|---|"]
        for name, half, q in rows:
            shares = ("" if share is None else f"{share:.2f}" for share in (q.precision, q.recall, q.f1))
            cells = (name, half, *map(str, (q.right, q.wrong, q.unsure, q.wanted or "")), *shares)
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def _from_checkout() -> tuple[Finder, dict[Pair, Annotation]]:
    from rdflib import Graph

    from plangraph.linking import read_words
    from plangraph.turtle import read_turtle

    root = Path(__file__).parents[2]
    finder = Finder(
        read_turtle([root / "data" / "plan.ttl"]),
        read_turtle([root / "ontology" / "schemes"]),
        read_turtle([root / "data" / "pnrr.ttl"]) or Graph(),
        read_words(root / "data" / "pnrr" / "linking.toml"),
        "075035",
    )
    return finder, read_annotations(root / FOLDER / "annotations.toml")


if __name__ == "__main__":
    sys.stdout.write(figures(*_from_checkout()))
