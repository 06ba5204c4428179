"""Tax codes: those of organisations stay, those of natural persons never leave the reader.

An organisation has 11 digits. A natural person has 16 characters (D.M. 23 dicembre 1976), in which a letter
may stand for a digit where two people would share a code (*omocodia*). They are printed in columns of their
own, and also inside names and titles: all text is looked through.
"""

from __future__ import annotations

import re
from enum import Enum

from plangraph.pnrr.cells import Cell, plain_text

REDACTED = "[codice fiscale]"
"""What stands in a text where a natural person's tax code stood."""

_PERSON = re.compile(
    r"(?<![A-Z0-9])[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z](?![A-Z0-9])",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[\W_]+")


class Withheld(Enum):
    """Why a tax code is not given; a value of its own, so that it can never pass for a string."""

    PERSON = "a natural person's, kept back by the reader"
    MASKED = "a natural person's, printed as asterisks by the publisher"


def tax_code(cell: Cell) -> str | Withheld | None:
    """Return an organisation's tax code or VAT number as printed, in upper case, without spaces.

    Foreign and malformed ones are kept too: a reader of the data may know the country. A code of 16 letters
    and digits is taken for a natural person's even where it breaks the pattern: a typing error is no reason
    to publish it.
    """
    text = plain_text(cell)
    if text is None:
        return None
    if not text.strip("* "):
        return Withheld.MASKED
    bare = _PUNCTUATION.sub("", text)
    if (len(bare) == 16 and not bare.isdigit()) or _PERSON.search(text):
        return Withheld.PERSON
    if bare.isdigit() and len(bare) < 11 and isinstance(cell, int | float):
        return bare.zfill(11)  # a spreadsheet took it for a number and lost the zeros before it
    return text.replace(" ", "").upper()


def redacted(text: str) -> str:
    """Return a text with every natural person's tax code in it replaced."""
    return text if len(text) < 16 else _PERSON.sub(REDACTED, text)
