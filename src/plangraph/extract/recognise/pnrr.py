"""Codes of the PNRR: missions, components, measures and sub-measures in any spelling.

``M5C2``, ``M5C2I2.1``, ``M5C2 I2.1``, ``M1C1 - Investimento 1.4``, ``M5C2.2.1``, ``M5C2I2.01.00``
and ``Missione 5 Componente 2`` all name one concept by its ReGiS unique code (``M5C2I2.01``): two
digits an ordinal, no trailing ``.00`` (Italia Domani, "Codice Univoco Misura / Submisura").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from plangraph.extract.patterns import DASH, words_pattern
from plangraph.extract.recognise.pnrr_measures import Measure, measures_after, measures_apart
from plangraph.records import Mention, MentionKind, PnrrCode, Status

_BEFORE = r"(?<![^\W_])"
_END = re.compile(r"(?![^\W_])")
_HEADS = [
    re.compile(
        rf"{_BEFORE}M\s?(?P<mission>\d)\s*"
        rf"(?:(?:{DASH}|\.)?\s*C\s?|(?:{DASH}|[.,])?\s*(?i:Componente)\s+)(?P<component>\d)"
    ),
    re.compile(
        rf"{_BEFORE}Missione\s+(?P<mission>\d)(?:\s*(?:,|{DASH})?\s*Componente\s+(?P<component>\d))?",
        re.IGNORECASE,
    ),
]
_ALIKE = re.compile(r"M(?P<mission>\d)[\s.-]?C(?P<component>\d)", re.IGNORECASE)
_MORE = re.compile(
    rf"(?:\s*(?:{DASH}|[/,;+])\s*(?:[Ee]d?\s+)?|\s+(?i:ed?)\s+)(?P<surface>C(?P<component>\d))"
)


class PnrrRecogniser:
    """Finds PNRR codes.

    Args:
        known: code → Italian name of the missions and components there are, and of measures as far
            as they are known.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known

    def find(self, text: str) -> Iterator[Mention]:
        """Yield a mention a code.

        A component that does not exist is ambiguous without candidate. A component that is only
        hinted at (``M5C2- C3``) is exact if its name stands in the text, ambiguous otherwise. What
        looks like a code and cannot be read (``m1c1i1.4``) is ambiguous too.
        """
        read: list[Mention] = []
        for pattern in _HEADS:
            for match in pattern.finditer(text):
                read += self._from_head(match, text)
        alike = (self._unread(match, text) for match in _ALIKE.finditer(text))
        read += [mention for mention in alike if not _inside(mention, read)]
        yield from read
        apart = (self._mention(measure, text) for measure in _apart(text, read))
        yield from (mention for mention in apart if not _inside(mention, read))

    def _from_head(self, match: re.Match[str], text: str) -> Iterator[Mention]:
        """Yield the code that begins with ``match``, then all that hang on it."""
        code = f"M{match['mission']}" + (f"C{match['component']}" if match["component"] else "")
        status = Status.EXACT if code in self._known else Status.AMBIGUOUS
        if not match["component"] and "PNRR" not in text:
            status = Status.AMBIGUOUS  # "Missione 5" is also a heading of the municipal budget
        head = Measure(match.start(), match.end(), code, status)
        yield from self._hung_on(head, text)

    def _hung_on(self, head: Measure, text: str) -> Iterator[Mention]:
        measures = list(measures_after(text, head.end, head.code)) if "C" in head.code else []
        if measures and measures[0].start == head.end:
            first = measures.pop(0)
            status = max(head.status, first.status, key=list(Status).index)
            head = Measure(head.start, first.end, first.code, status)
        elif not _END.match(text, head.end):
            return
        yield self._mention(head, text)
        end = head.end
        for measure in measures:
            yield self._mention(measure, text)
            end = measure.end
        if more := _MORE.match(text, end):
            yield from self._hung_on(self._hint(head.code[:2], more, text), text)

    def _hint(self, mission: str, match: re.Match[str], text: str) -> Measure:
        """Return a component without its mission: exact if its name stands in the text."""
        code = f"{mission}C{match['component']}"
        name = self._known.get(code)
        named = name is not None and re.search(words_pattern(name), text, re.IGNORECASE)
        status = Status.EXACT if named else Status.AMBIGUOUS
        return Measure(match.start("surface"), match.end(), code, status)

    def _unread(self, match: re.Match[str], text: str) -> Mention:
        """Return what looks like a code, with what it may be."""
        component = f"M{match['mission']}C{match['component']}"
        capitals = text[: match.end()] + text[match.end() :].upper()
        first = next(iter(measures_after(capitals, match.end(), component)), None)
        code, end = (
            (first.code, first.end) if first and first.start == match.end() else (component, match.end())
        )
        return self._mention(Measure(match.start(), end, code, Status.AMBIGUOUS), text)

    def _mention(self, reading: Measure, text: str) -> Mention:
        exists = reading.code[:4] in self._known
        return Mention(
            kind=MentionKind.PNRR_CODE,
            surface=text[reading.start : reading.end],
            start=reading.start,
            status=reading.status if exists else Status.AMBIGUOUS,
            targets=(PnrrCode(reading.code),) if exists else (),
        )


def _apart(text: str, read: Sequence[Mention]) -> Iterator[Measure]:
    """Yield measures that stand apart from their component, if the row names but one."""
    components = {
        target.component
        for mention in read
        for target in mention.targets
        if isinstance(target, PnrrCode) and target.component
    }
    if len(components) == 1:
        yield from measures_apart(text, components.pop())


def _inside(mention: Mention, others: Sequence[Mention]) -> bool:
    """Say whether a mention begins inside another or holds its beginning."""
    end = mention.start + len(mention.surface)
    return any(other.start < end and mention.start < other.start + len(other.surface) for other in others)
