"""Column headers: the same column is spelled differently from file to file."""

from __future__ import annotations

import unicodedata


def normalised(header: str) -> str:
    """Return what spellings of one header share: its letters and digits, without case and accents.

    ``Codice Univoco submisura``, ``codice_univoco_submisura`` and ``CODICE UNIVOCO  SUBMISURA`` are one; so
    are ``Campo d’intervento`` and ``campo_dintervento``.
    """
    decomposed = unicodedata.normalize("NFKD", header.casefold())
    return "".join(character for character in decomposed if character.isascii() and character.isalnum())
