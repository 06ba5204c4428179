"""What plainly opens the citation of an act, whether or not the rest of it can be read.

``D.G.C. n. 132`` without year, ``Delibera n. 12/2023`` of nobody named, ``D.M. 2 aprile 1968``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plangraph.extract.recognise.act_kinds import ACT_KINDS, START
from plangraph.extract.recognise.act_numbers import DATE, SIGN

_KINDS = [form for kind in ACT_KINDS for form in kind.forms]
_ANY_KIND = "|".join(_KINDS)
_WIDER = (
    r"(?:Reg(?:\.|olamento)|Dir(?:\.|ettiva))(?:\s*\(?(?:UE|CEE|CE)\)?)?|(?-i:[DLOR]\.\s?(?:[A-Z]\.\s?){1,4})"
    r"|Legge|Decreto|Delibera(?:zione)?|Determina(?:zione)?|Ordinanza|Decisione"
)
_REST = r"\d+(?:\s*[/-]\s*\d+|/\w+)*"
_WORDS = r"(?:\s+[^\W\d_][\w.]*){1,4}?"
# Without "n.", "L. 12" may be an initial or lire.
_UNSIGNED = "|".join(form for form in _KINDS if form != r"L\.")
_OPENINGS = [
    re.compile(rf"{START}(?:{opening})(?![^\W_])", re.IGNORECASE)
    for opening in (
        rf"(?:{_ANY_KIND})\s*{DATE}",
        rf"(?:{_ANY_KIND}|{_WIDER})\s*,?\s*{SIGN}{_REST}",
        rf"(?:{_UNSIGNED})\s*{_REST}",
        rf"(?:{_WIDER})\s*\d+\s*/\s*\d+\s*/\s*(?:UE|CEE|CE)",
        rf"(?:Reg(?:\.|olamento)|Dir(?:\.|ettiva))\s*\(?(?:UE|CEE|CE)\)?\s*{_REST}",
        rf"(?:{_ANY_KIND}|{_WIDER}){_WORDS}\s+{SIGN}\d+\s*/\s*\d{{2,4}}",
    )
]


def openings(text: str) -> Iterator[re.Match[str]]:
    """Yield what opens a citation; several matches of one citation may overlap, the surest first."""
    for opening in _OPENINGS:
        yield from opening.finditer(text)
