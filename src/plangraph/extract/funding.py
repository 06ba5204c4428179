"""Whether the programmes that a row names pay for it: cited is not funded.

The rules and their order stand in ``[funding]`` of the wording file; here they are only applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plangraph.extract.patterns import any_of
from plangraph.records import Mention, MentionKind, PnrrCode, ProgrammeRole, Status
from plangraph.wording import Wording

_NAMES = (MentionKind.PROGRAMME, MentionKind.PNRR_CODE)
_PROJECTS = (MentionKind.CUP, MentionKind.LOCAL_CODE)


class FundingReader:
    """Tells interventions from rows that govern or report."""

    def __init__(self, wording: Wording) -> None:
        self._governs_opening = _opening(wording.governs_if_opens_with)
        self._implements_opening = _opening(wording.implements_if_opens_with)
        self._governs = _anywhere(wording.governs_if_contains)
        self._implements = _anywhere(wording.implements_if_contains)

    def role(self, title: str, mentions: Sequence[Mention]) -> ProgrammeRole:
        """Return what an activity of this title does with the programmes among its mentions."""
        exact = [mention for mention in mentions if mention.status is Status.EXACT]
        if not any(mention.kind in _NAMES for mention in exact):
            return ProgrammeRole.NONE
        if self._governs_opening.match(title):
            return ProgrammeRole.GOVERNS
        if self._implements_opening.match(title):
            return ProgrammeRole.IMPLEMENTS
        if self._governs.search(title):
            return ProgrammeRole.GOVERNS
        if self._implements.search(title) or any(_is_evidence(mention, title) for mention in exact):
            return ProgrammeRole.IMPLEMENTS
        return ProgrammeRole.UNDECIDED


def _is_evidence(mention: Mention, title: str) -> bool:
    """Say whether a mention shows an intervention: a project, a measure, or the name that opens the title."""
    if mention.kind in _PROJECTS:
        return True
    measure = any(isinstance(t, PnrrCode) and "." in t.code for t in mention.targets)
    return mention.kind in _NAMES and (measure or title.startswith(mention.surface))


def _opening(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"{any_of(phrases)}(?![^\W_])", re.IGNORECASE)


def _anywhere(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){any_of(phrases)}(?![^\W_])", re.IGNORECASE)
