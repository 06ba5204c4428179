"""Pairs of activities and targets that a person judged, and links compared with them.

The annotator read every activity of the plan against the whole list of measures. Pairs that are not in the
file count as no; those judged unsure count for neither.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from plangraph.errors import LinkingError

Pair = tuple[str, str]
"""End of an activity's IRI (``12.1/290538c4``) and ReGiS code of a measure, or CUP of a project."""


class Judgement(StrEnum):
    """Whether the measure finances the kind of thing that the activity is."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One judged pair."""

    judgement: Judgement
    reason: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How many of the links offered are right, and how many of the right ones are offered."""

    right: int
    wrong: int
    unsure: int
    """Offered, and judged neither right nor wrong."""
    wanted: int
    """Pairs judged right."""

    @property
    def precision(self) -> float | None:
        """Share of right ones among those offered and judged; None where none is."""
        offered = self.right + self.wrong
        return self.right / offered if offered else None

    @property
    def recall(self) -> float | None:
        """Share of those offered among the right ones; None where there is none."""
        return self.right / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both, 0 where nothing is right; None where recall is."""
        return 2 * self.right / (self.right + self.wrong + self.wanted) if self.wanted else None


def read_annotations(path: Path) -> dict[Pair, Annotation]:
    """Read judged pairs.

    Raises:
        LinkingError: the file cannot be read, a pair is incomplete, or is judged twice.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))["pair"]
        found: dict[Pair, Annotation] = {}
        for number, pair in enumerate(content, 1):
            key = (pair["activity"], pair["cup"] if "cup" in pair else pair["measure"])
            if key in found:
                raise LinkingError(f"pair {number}, {' and '.join(key)}, is judged twice", path=path)
            found[key] = Annotation(Judgement(pair["judgement"]), pair["reason"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LinkingError(f"no file of judged pairs: {error!r}", path=path) from error
    return found


def quality(
    offered: Iterable[Pair],
    annotations: Mapping[Pair, Annotation],
    within: Callable[[str], bool] = lambda _: True,
) -> Quality:
    """Compare pairs with what was judged.

    Args:
        offered: pairs, each once.
        annotations: judged pairs.
        within: says of the end of an activity's IRI whether the activity counts.
    """
    counts = dict.fromkeys(Judgement, 0)
    for pair in offered:
        if within(pair[0]):
            judged = annotations.get(pair)
            counts[judged.judgement if judged else Judgement.NO] += 1
    wanted = sum(
        annotation.judgement is Judgement.YES and within(pair[0]) and not is_project(pair)
        for pair, annotation in annotations.items()
    )
    return Quality(counts[Judgement.YES], counts[Judgement.NO], counts[Judgement.UNSURE], wanted)


def is_project(pair: Pair) -> bool:
    """Say whether the second of a pair is a CUP: it has 15 characters, codes of measures have fewer."""
    return len(pair[1]) == 15


def is_tuning(activity: str) -> bool:
    """Say whether an activity is in the half for choosing thresholds: the last digit of its IRI is even.

    The IRI ends in a hash of the text, so that the halves are of the same kind and nobody chose them.
    """
    return int(activity[-1], 16) % 2 == 0
