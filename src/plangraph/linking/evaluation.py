"""How good links are: precision and recall by method, by threshold and by rank (``docs/pnrr-links.md``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from plangraph.linking.finding import Finder
from plangraph.linking.judged import Annotation, Judgement, Pair, Quality, is_tuning, quality
from plangraph.linking.values import Activity, Link, Linked, Method

ALL = "all"
THRESHOLDS = tuple(Decimal(hundredths) / 100 for hundredths in range(20, 60, 4))
"""Compared with one another."""
RANKS = (1, 2, 3, 5, 10)
"""How many measures of an activity somebody may care to read."""


def by_method(linked: Linked, annotations: Mapping[Pair, Annotation]) -> Iterator[tuple[str, str, Quality]]:
    """Yield the quality of the links to measures by method, then of all; recall is of all right pairs."""
    for method in Method:
        pairs = _pairs(link for link in linked.links if link.method is method)
        if pairs:
            yield method, ALL, quality(pairs, annotations)
    yield "all methods", ALL, quality(_pairs(linked.links), annotations)


def of_projects(linked: Linked, annotations: Mapping[Pair, Annotation]) -> Iterator[tuple[str, str, Quality]]:
    """Yield how many of the projects offered by wording are right, by method.

    Only pairs that were offered could be judged, for nobody reads 190 activities against all projects: there
    is no recall, and a pair that was never judged counts as unsure.
    """
    for method in (Method.PROGRAMME_AND_WORDING, Method.WORDING):
        links = [link for link in linked.links if link.target.is_project and link.method is method]
        judged = [annotations.get(_pair(link.activity, link.target.code)) for link in links]
        counts = Counter(found.judgement if found else Judgement.UNSURE for found in judged)
        yield method, ALL, Quality(counts[Judgement.YES], counts[Judgement.NO], counts[Judgement.UNSURE], 0)


def by_threshold(
    finder: Finder, annotations: Mapping[Pair, Annotation]
) -> Iterator[tuple[str, str, Quality]]:
    """Yield the quality of wording alone at each threshold, on either half and on all activities.

    Left out are activities whose text has a code, or names a programme: other methods link them.
    """
    scored = wording_scores(finder)
    activities = {pair[0] for pair, _ in scored}
    for least in THRESHOLDS:
        offered = [pair for pair, score in scored if score >= least]
        for half, belongs in HALVES.items():
            within = _both(belongs, activities)
            yield f"{least:.2f}", half, quality(offered, annotations, within)


def by_rank(finder: Finder, annotations: Mapping[Pair, Annotation]) -> Iterator[tuple[str, str, Quality]]:
    """Yield the quality of the first 1, 2, 3, 5 and 10 measures by wording, whatever their score.

    This is what a steward finds who reads the alternatives too.
    """
    ranked = [
        (rank, _pair(activity, target.code))
        for activity in finder.activities
        for rank, (target, _) in enumerate(finder.wording.ranked(activity, finder.scope(activity)), 1)
    ]
    for most in RANKS:
        yield f"first {most}", ALL, quality([pair for rank, pair in ranked if rank <= most], annotations)


def chosen_threshold(finder: Finder, annotations: Mapping[Pair, Annotation]) -> Decimal:
    """Return the threshold with the best F1 on the half for tuning, the higher of equals."""
    scored = wording_scores(finder)
    within = _both(is_tuning, {pair[0] for pair, _ in scored})

    def goodness(least: Decimal) -> tuple[float, Decimal]:
        found = quality((pair for pair, score in scored if score >= least), annotations, within)
        return found.f1 or 0.0, least

    return max(THRESHOLDS, key=goodness)


def wording_scores(finder: Finder) -> list[tuple[Pair, Decimal]]:
    """Return the best measure, with its score, of every activity that only its wording can link.

    An activity without a word in common with any measure has an empty code and no score.
    """
    found = []
    for activity in finder.activities:
        if finder.names_nothing(activity):
            target, score = next(iter(finder.wording.ranked(activity)), (None, Decimal(0)))
            found.append((_pair(activity, target.code if target else ""), score))
    return found


HALVES: Mapping[str, Callable[[str], bool]] = {
    "tuning half": is_tuning,
    "other half": lambda activity: not is_tuning(activity),
    ALL: lambda _: True,
}


def _pair(activity: Activity, code: str) -> Pair:
    return "/".join(activity.iri.split("/")[-2:]), code


def _pairs(links: Iterable[Link]) -> list[Pair]:
    """Return the pairs of links to measures; a component or mission is no measure, and has no pair."""
    return [
        _pair(link.activity, link.target.code)
        for link in links
        if not link.target.is_project and len(link.target.within) > 2
    ]


def _both(belongs: Callable[[str], bool], activities: Collection[str]) -> Callable[[str], bool]:
    return lambda activity: activity in activities and belongs(activity)
