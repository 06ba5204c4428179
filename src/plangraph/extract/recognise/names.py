"""Names from the gazetteers: programmes, places, bodies, acts with a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plangraph.extract.patterns import whole_words
from plangraph.records import Entry, Mention, MentionKind, Status


class NameRecogniser:
    """Finds the entries of one kind in a text; a longer name hides a shorter one inside it."""

    def __init__(self, kind: MentionKind, entries: Iterable[Entry]) -> None:
        self._kind = kind
        by_form: dict[str, list[Entry]] = {}
        for entry in entries:
            for form in entry.forms:
                by_form.setdefault(form, []).append(entry)
        ordered = sorted(by_form.items(), key=lambda item: (-len(item[0]), item[0]))
        self._forms: list[tuple[re.Pattern[str], tuple[Entry, ...]]] = [
            (whole_words(form), tuple(named)) for form, named in ordered
        ]

    def find(self, text: str) -> Iterator[Mention]:
        """Yield a mention a name, in the order of the text.

        A form that two entries share is ambiguous, with both as candidates.
        """
        taken: list[tuple[int, int]] = []
        found = []
        for pattern, entries in self._forms:
            for match in pattern.finditer(text):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                taken.append(match.span())
                found.append(
                    Mention(
                        kind=self._kind,
                        surface=match[0],
                        start=match.start(),
                        status=Status.EXACT if len(entries) == 1 else Status.AMBIGUOUS,
                        targets=entries,
                    )
                )
        yield from sorted(found, key=lambda mention: mention.start)
