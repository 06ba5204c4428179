"""Codes of the PNRR: missions, components, measures and sub-measures in any spelling.

``M5C2``, ``M5C2I2.1``, ``M5C2 I2.1``, ``M1C1 - Investimento 1.4``, ``M5C2.2.1``, ``M5C2I2.01.00``
and ``Missione 5 Componente 2`` all name one concept by its ReGiS unique code (``M5C2I2.01``): two
digits an ordinal, no trailing ``.00`` (Italia Domani, "Codice Univoco Misura / Submisura").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plangraph.extract.patterns import DASH, words_pattern
from plangraph.records import Mention, MentionKind, PnrrCode, Status

_COMPONENT = rf"M\s?(?P<mission>\d)\s*{DASH}?\s*C\s?(?P<component>\d)"
_WORDS = rf"Missione\s+(?P<mission>\d)(?:\s*[,{DASH[1:-1]}]?\s*Componente\s+(?P<component>\d))?"
_MEASURE = (
    rf"(?:\s*[.,]?\s*{DASH}?\s*"
    r"(?P<type>I|R|Investimento|Inv\.|Sub-?investimento|Riforma)?\s*"
    r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})(?:\.(?P<sub>\d{1,2}|[A-Za-z](?![\w'’])))?)?"
)
_END = r"(?![^\W_])"
_CODES = [
    re.compile(rf"(?<![^\W_]){head}{_MEASURE}{_END}", flags)
    for head, flags in ((_COMPONENT, re.NOFLAG), (_WORDS, re.IGNORECASE))
]
_MORE = re.compile(rf"\s*(?:{DASH}|/|,|\be\b)\s*C(?P<component>\d){_END}")


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
        hinted at (``M5C2- C3``) is exact if its name stands in the text, ambiguous otherwise.
        """
        for pattern in _CODES:
            for match in pattern.finditer(text):
                yield self._mention(match, text)
                if more := _MORE.match(text, match.end()):
                    yield self._hint(f"M{match['mission']}C{more['component']}", more, text)

    def _mention(self, match: re.Match[str], text: str) -> Mention:
        code = f"M{match['mission']}" + (f"C{match['component']}" if match["component"] else "")
        status = Status.EXACT if code in self._known else Status.AMBIGUOUS
        if not match["component"] and "PNRR" not in text:
            status = Status.AMBIGUOUS  # "Missione 5" is also a heading of the municipal budget
        if match["first"] and match["component"]:
            letter = "R" if (match["type"] or "I").upper().startswith("R") else "I"
            code += f"{letter}{match['first']}.{int(match['second']):02d}"
            if match["sub"] and match["sub"].isdigit() and int(match["sub"]):
                code += f".{int(match['sub']):02d}"
            elif match["sub"] and match["sub"].isalpha() and status is Status.EXACT:
                status = Status.PROBABLE  # M2C4I2.1.A is an ID; its place in the ReGiS numbering is a guess
        exists = code in self._known or status is not Status.AMBIGUOUS
        return Mention(
            kind=MentionKind.PNRR_CODE,
            surface=match[0],
            start=match.start(),
            status=status,
            targets=(PnrrCode(code),) if exists else (),
        )

    def _hint(self, code: str, match: re.Match[str], text: str) -> Mention:
        name = self._known.get(code)
        named = name is not None and re.search(words_pattern(name), text, re.IGNORECASE)
        surface = match[0].lstrip(" -–—/,e")
        return Mention(
            kind=MentionKind.PNRR_CODE,
            surface=surface,
            start=match.end() - len(surface),
            status=Status.EXACT if named else Status.AMBIGUOUS,
            targets=(PnrrCode(code),) if name is not None else (),
        )
