"""Recognisers: from the text of one row to its mentions, one module a kind of thing.

Each is precise before clever: what it cannot be sure of it marks ``probable`` or ``ambiguous``.
"""

from __future__ import annotations

from plangraph.extract.recognise.acronyms import AcronymRecogniser
from plangraph.extract.recognise.acts import ActRecogniser
from plangraph.extract.recognise.amounts import find_amounts
from plangraph.extract.recognise.markers import MarkerRecogniser
from plangraph.extract.recognise.names import NameRecogniser
from plangraph.extract.recognise.pnrr import PnrrRecogniser
from plangraph.extract.recognise.projects import ProjectRecogniser
from plangraph.extract.recognise.sectors import SectorRecogniser
from plangraph.gazetteer import Gazetteer
from plangraph.profile import Profile
from plangraph.records import EntryKind, Mention, MentionKind
from plangraph.wording import Wording


class Recognisers:
    """All recognisers, made ready for one plan."""

    def __init__(self, gazetteer: Gazetteer, wording: Wording, profile: Profile) -> None:
        self._programmes = NameRecogniser(MentionKind.PROGRAMME, gazetteer.of_kind(EntryKind.PROGRAMME))
        self._names = [
            NameRecogniser(MentionKind.ACT, gazetteer.of_kind(EntryKind.ACT)),
            NameRecogniser(MentionKind.PLACE, gazetteer.of_kind(EntryKind.PLACE)),
            NameRecogniser(MentionKind.BODY, gazetteer.of_kind(EntryKind.BODY)),
        ]
        self._pnrr = PnrrRecogniser(gazetteer.pnrr)
        self._projects = ProjectRecogniser(wording.intervention)
        self._acts = ActRecogniser(profile.municipality.region)
        self._sectors = SectorRecogniser(
            wording.sector, wording.sector_cues, profile.sectors, profile.named_sectors, wording.incentivised
        )
        self._markers = MarkerRecogniser(
            gazetteer.of_kind(EntryKind.WELL_BEING), wording.incentivised, wording.transversal
        )
        self._acronyms = AcronymRecogniser(wording.acronyms)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return everything that a row names, in the order of the text."""
        programmes = list(self._programmes.find(text))
        numbered_acts = list(self._acts.find(text))
        named = [mention for recogniser in self._names for mention in recogniser.find(text)]
        found = [
            *programmes,
            *numbered_acts,
            *(mention for mention in named if not _inside(mention, numbered_acts)),
            *self._pnrr.find(text),
            *self._projects.find(text, programmes),
            *find_amounts(text),
            *self._sectors.find(text),
            *self._markers.find(text),
            *self._acronyms.find(text),
        ]
        return tuple(sorted(found, key=lambda mention: (mention.start, mention.kind, mention.surface)))

    def title(self, text: str) -> str:
        """Return a row's text without prefix, suffix and marker, otherwise as printed."""
        return self._markers.title(text, self._sectors.suffix_start(text))


def _inside(mention: Mention, others: list[Mention]) -> bool:
    """Say whether an act found by name is one already found by number."""
    end = mention.start + len(mention.surface)
    return mention.kind is MentionKind.ACT and any(
        other.start <= mention.start and end <= other.start + len(other.surface) for other in others
    )
