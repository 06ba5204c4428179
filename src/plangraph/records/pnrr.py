"""Codes of the PNRR: missions, components, measures and sub-measures, in the numbering of ReGiS.

Italia Domani publishes three numberings. The "Codice Univoco Submisura" of ReGiS (``M5C2I2.01.00``) is
the key that joins the tables; "ID Misura" (``M5C2I2.1``) is the same without padding, except where the
tables put a letter (``M2C4I2.1.A``); "Codice CID" (``M5C2I4``) counts otherwise, and only a table can
tell which measure it means. Here is what can be read from a code alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from plangraph.errors import PnrrCodeError

_REGIS = re.compile(
    r"M(?P<mission>[1-7])(?:C(?P<component>[1-9])"
    # Mission 7 (REPowerEU) pads the first ordinal, all others the second.
    r"(?:(?P<letter>[IR])(?P<measure>(?:(?<=M7C.[IR])\d{2}\.\d|(?<!M7C.[IR])\d\.\d{2}))"
    r"(?:\.(?P<part>\d{2}|[A-Z]\d))?)?)?",
    re.ASCII,
)
_BETWEEN = r"[\s\xa0._/–—-]*"
_SPELLING = re.compile(
    rf"M\s?(?P<mission>[1-7])(?:{_BETWEEN}C\s?(?P<component>[1-9])"
    rf"(?:{_BETWEEN}(?P<letter>[IR]|(?<=\.)(?=\d)|INV(?:EST)?\.|INVESTIMENTO|RIFORMA)\s*"
    r"(?P<first>\d{1,2})(?:\.(?P<second>\d{1,2}))?(?:\.(?P<part>\d{1,2}|[A-Z]\d))?)?)?",
    re.IGNORECASE | re.ASCII,
)
_LETTERED = re.compile(r".*\d\.?(?:[A-Z]|BIS|TER|QUATER)", re.IGNORECASE)
_REPOWER = 7
_DIGITS = 2


class PnrrLevel(StrEnum):
    """Where an item stands in the tree; the last part of the IRI of its kind."""

    MISSION = "mission"
    COMPONENT = "component"
    MEASURE = "measure"
    SUB_MEASURE = "sub-measure"


@dataclass(frozen=True, slots=True, order=True)
class PnrrCode:
    """A mission, component, measure or sub-measure of the PNRR, by its ReGiS unique code.

    Raises:
        PnrrCodeError: the code is not written so.
    """

    code: str
    """``M5``, ``M5C2``, ``M5C2I2.01``, ``M5C2I2.01.03``, ``M7C1I01.1``: no ``.00`` for "no sub-measures"."""

    def __post_init__(self) -> None:
        match = _REGIS.fullmatch(self.code)
        if match is None or match["part"] == "00":
            raise PnrrCodeError(
                f"«{self.code}» is no ReGiS code",
                remedy="One looks like M5, M5C2, M5C2I2.01 or M5C2I2.01.03.",
            )

    @classmethod
    def parse(cls, text: str) -> PnrrCode:
        """Return the item that a code names in any spelling.

        ``M5C2I2.1``, ``M5C2 I2.1``, ``m5c2-i2.1``, ``M5C2.2.1`` and ``M5C2I2.01.00`` are one. A measure
        without second ordinal (``M1C2R3``) has 00 there. A code is taken as one of ReGiS or as an ID:
        whether it was one of the CID, the text does not show.

        Raises:
            PnrrCodeError: the text is no such code, or an ID whose letter only the tables explain.
        """
        match = _SPELLING.fullmatch(text.strip())
        if match is None:
            lettered = _LETTERED.fullmatch(text.strip()) and _SPELLING.match(text.strip())
            raise PnrrCodeError(
                f"«{text}» is no code of a PNRR item",
                remedy="It ends in a letter: its ReGiS code is in the published tables."
                if lettered
                else "Codes look like M5C2I2.1 or M5C2I2.01.00.",
            )
        component = f"M{match['mission']}" + (f"C{match['component']}" if match["component"] else "")
        if match["first"] is None:
            return cls(component)
        letter = "R" if match["letter"].upper().startswith("R") else "I"
        return cls.measure_of(
            component, letter, (match["first"], match["second"] or "0"), match["part"] or ""
        )

    @classmethod
    def measure_of(
        cls, component: str, letter: str, ordinals: tuple[str | int, str | int], part: str | int = ""
    ) -> PnrrCode:
        """Return a measure or sub-measure from its parts, padded as ReGiS does.

        Args:
            component: code of its component.
            letter: ``I`` (investment) or ``R`` (reform).
            ordinals: of the measure within its component.
            part: of the sub-measure within the measure; nothing or zero for the measure itself.

        Raises:
            PnrrCodeError: an ordinal has more digits than ReGiS has places.
        """
        first, second = (int(ordinal) for ordinal in ordinals)
        repower = component.startswith(f"M{_REPOWER}")
        number = f"{first:02d}.{second}" if repower else f"{first}.{second:02d}"
        last = str(part).upper()
        last = last.zfill(_DIGITS) if last.isdigit() else last
        return cls(f"{component}{letter}{number}" + (f".{last}" if last.strip("0") else ""))

    @property
    def mission(self) -> PnrrCode:
        """The mission it lies in, or is."""
        return PnrrCode(self.code[:2])

    @property
    def component(self) -> str | None:
        """The code of the component it lies in, or is; None for a mission."""
        return self.code[:4] if "C" in self.code else None

    @property
    def level(self) -> PnrrLevel:
        """What it is in the tree."""
        if "C" not in self.code:
            return PnrrLevel.MISSION
        levels = (PnrrLevel.COMPONENT, PnrrLevel.MEASURE, PnrrLevel.SUB_MEASURE)
        return levels[self.code.count(".")]

    @property
    def broader(self) -> PnrrCode | None:
        """The item that it is a part of; None for a mission."""
        match self.level:
            case PnrrLevel.MISSION:
                return None
            case PnrrLevel.COMPONENT:
                return self.mission
            case PnrrLevel.MEASURE:
                return PnrrCode(self.code[:4])
            case PnrrLevel.SUB_MEASURE:
                return PnrrCode(self.code.rpartition(".")[0])

    @property
    def is_reform(self) -> bool | None:
        """Whether the letter says reform (R) or investment (I); None above measures."""
        return self.code[4] == "R" if "." in self.code else None

    @property
    def join_key(self) -> str:
        """As the column "Codice Univoco Submisura" has it: ``.00`` after a measure."""
        return f"{self.code}.00" if self.level is PnrrLevel.MEASURE else self.code

    @property
    def unpadded(self) -> str:
        """Without padding, as IDs and plans write it: ``M5C2I2.1``, ``M7C1I1.1``, ``M1C1I3``.

        That is the published ID of all but a few items: ``plan:measureId`` has what the tables say.
        """
        if "." not in self.code:
            return self.code
        first, *rest = self.code[5:].split(".")
        ordinals = [ordinal.lstrip("0") or "0" for ordinal in (first, *rest)]
        return self.code[:5] + ".".join(ordinals).removesuffix(".0")

    def __str__(self) -> str:
        return self.code
