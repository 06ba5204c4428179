"""The kinds of act that Italian municipal plans cite, how they print them, and the regions.

URN:NIR types after the AIPA circular 35/2001 (norme in rete).
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActKind:
    """A kind of act and how texts name it."""

    slug: str
    abbreviation: str
    name: str
    forms: tuple[str, ...]
    nir: str | None = None
    """URN:NIR authority and type of a state act."""
    regional: bool = False
    by_date: bool = False
    """Cited by its date alone, as decrees without number are."""


START = r"(?<![^\W_])(?<!\b[^\W\d_]\.)"
"""Where a kind may start: not in the middle of a longer abbreviation, R.D.L. is no D.L."""
_DELIBERA = r"Deliber(?:azion[ei]|[ae])\s+"

# Longer names first: "Legge Regionale" before "Legge". Abbreviations that are also words or initials
# without their stops ("di", "dd") are read with them only.
ACT_KINDS = (
    ActKind(
        "dgc",
        "D.G.C.",
        "Deliberazione della Giunta comunale",
        (
            r"D\.?\s?G\.?\s?C\.?",
            _DELIBERA + r"(?:(?:di|della)\s+)?(?:Giunta\s+comunale|Giunta(?!\s+regionale)|G\.?\s?C\.?)",
        ),
    ),
    ActKind(
        "dcc",
        "D.C.C.",
        "Deliberazione del Consiglio comunale",
        (
            r"D\.?\s?C\.?\s?C\.?",
            _DELIBERA + r"(?:(?:di|del)\s+)?(?:Consiglio(?:\s+comunale)?|C\.?\s?C\.?)",
        ),
    ),
    ActKind(
        "dgr",
        "D.G.R.",
        "Deliberazione della Giunta regionale",
        (
            r"D\.?\s?G\.?\s?R\.?",
            _DELIBERA + r"(?:(?:di|della)\s+)?(?:Giunta\s+regionale|G\.?\s?R\.?)",
        ),
        regional=True,
    ),
    ActKind(
        "cipess",
        "Delibera CIPESS",
        "Delibera CIPESS",
        (rf"(?:{_DELIBERA}(?:del\s+)?)?C\.?I\.?P\.?E\.?S\.?S\.?",),
    ),
    ActKind("cipe", "Delibera CIPE", "Delibera CIPE", (rf"(?:{_DELIBERA}(?:del\s+)?)?C\.?I\.?P\.?E\.?",)),
    ActKind(
        "lr",
        "L.R.",
        "Legge regionale",
        (r"L\.?\s?R\.?", r"Legge\s+Regionale", r"Legge(?=\s+(?:della\s+)?Regione)"),
        regional=True,
    ),
    ActKind(
        "dlgs",
        "D.Lgs.",
        "Decreto legislativo",
        (r"D\.?\s?Lgs\.?", r"D\.?\s?L\.?\s?vo", r"Decreto\s+Legislativo"),
        "stato:decreto.legislativo",
    ),
    ActKind("dl", "D.L.", "Decreto-legge", (r"D\.?\s?L\.?", r"Decreto[\s-]Legge"), "stato:decreto.legge"),
    ActKind(
        "dpr",
        "D.P.R.",
        "Decreto del Presidente della Repubblica",
        (r"D\.?\s?P\.?\s?R\.?",),
        "presidente.repubblica:decreto",
    ),
    ActKind(
        "dpcm",
        "D.P.C.M.",
        "Decreto del Presidente del Consiglio dei ministri",
        (r"D\.?\s?P\.?\s?C\.?\s?M\.?",),
        by_date=True,
    ),
    ActKind("dm", "D.M.", "Decreto ministeriale", (r"D\.?\s?M\.?", r"Decreto\s+Ministeriale")),
    ActKind("di", "D.I.", "Decreto interministeriale", (r"D\.\s?I\.", r"Decreto\s+Interministeriale")),
    ActKind(
        "dd",
        "D.D.",
        "Determinazione dirigenziale",
        (r"D\.\s?D\.", r"(?-i:DD)(?=\s+n)", r"Determina(?:zione)?\s+dirigenziale"),
    ),
    ActKind("l", "L.", "Legge", (r"Legge", r"L\."), "stato:legge"),
)

REGIONS = {
    "abruzzo": "Abruzzo",
    "basilicata": "Basilicata",
    "calabria": "Calabria",
    "campania": "Campania",
    "emilia-romagna": "Emilia-Romagna",
    "friuli-venezia-giulia": "Friuli-Venezia Giulia",
    "lazio": "Lazio",
    "liguria": "Liguria",
    "lombardia": "Lombardia",
    "marche": "Marche",
    "molise": "Molise",
    "piemonte": "Piemonte",
    "puglia": "Puglia",
    "sardegna": "Sardegna",
    "sicilia": "Sicilia",
    "toscana": "Toscana",
    "trentino-alto-adige": "Trentino-Alto Adige",
    "umbria": "Umbria",
    "valle-d-aosta": "Valle d'Aosta",
    "veneto": "Veneto",
}
REGION = "|".join(re.sub(r"[ '-]", r"[\\s'’-]+", name) for name in REGIONS.values())


def region_slug(printed: str) -> str:
    """Return the slug of a region as :data:`REGION` finds it in print."""
    return re.sub(r"[\s'’-]+", "-", printed.lower())
