"""Which measures or projects the wording of an activity is like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from rdflib import URIRef

from plangraph.linking.ranking import Ranking
from plangraph.linking.values import Activity, Target
from plangraph.linking.words import Words

Scored = tuple[Target, Decimal]

_SAYS_WHAT = frozenset({"place", "acronym", "body"})
"""Kinds of mention that are part of what an activity is about; others say who pays, decides or answers."""


class Wording:
    """Targets whose titles texts are compared with.

    Args:
        targets: with one title at least; others are passed over.
        words: which words count.
        topical: says of what a mention resolves to whether its name is a topic all the same: a programme
            that is a measure of the PNRR.
    """

    def __init__(
        self, targets: Iterable[Target], words: Words, topical: Callable[[URIRef], bool] = lambda _: False
    ) -> None:
        self._words, self._topical = words, topical
        self._targets = {str(target.iri): target for target in targets if target.titles}
        self._ranking = Ranking({key: self._title(target) for key, target in self._targets.items()})

    def ranked(self, activity: Activity, within: frozenset[URIRef] = frozenset()) -> list[Scored]:
        """Return targets and scores, the best first, with 0 left out.

        Args:
            activity: of any plan.
            within: if there are any, only targets below one of these concepts.
        """
        scores = self._ranking.scores(self.stems(activity))
        found = [(self._targets[key], score) for key, score in scores if score > 0]
        return [pair for pair in found if not within or within & (pair[0].within | {pair[0].iri})]

    def stems(self, activity: Activity) -> tuple[str, ...]:
        """Return the stems of what an activity is about."""
        text = activity.title
        for mention in activity.mentions:
            topical = mention.target is not None and self._topical(mention.target)
            if mention.kind not in _SAYS_WHAT and not topical:
                text = text.replace(mention.surface, " ")
        return self._words.stems(text)

    def _title(self, target: Target) -> Sequence[str]:
        return [stem for title in target.titles for stem in self._words.stems(title)]
