"""Oddities of the wording: misspellings, stray punctuation, and mentions that stay uncertain.

They are listed and never mended: titles and quotes keep the plan's own spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from plangraph.extract.patterns import whole_words
from plangraph.records import Activity, Anomaly, AnomalyKind, Mention, MentionKind, ProgrammeRole, Row, Status

_PUNCTUATION = (
    (re.compile(r"\S+ [,;.](?=\s|$)"), "spazio prima della punteggiatura", "space before punctuation"),
    (re.compile(r"\S*(?<!\.)\.\.(?!\.)"), "punto doppio", "doubled full stop"),
    (re.compile(r"\w+[aeiouAEIOU]'(?![\w'])"), "apostrofo al posto dell'accento", "apostrophe for an accent"),
    (re.compile(r"\b\w*[^\W\daeiouAEIOU]' \w+"), "spazio dopo l'apostrofo", "space after an apostrophe"),
    (re.compile(r"\bn \d[\d/]*"), "manca il punto dopo «n»", "no full stop after «n»"),
)
_SPACED_COLON = (re.compile(r"\S+ :(?=\s)"), "spazio prima dei due punti", "space before a colon")
"""In rows only: the headings of the layout are printed so."""
_ELISIONS = re.compile(r"(?:po|mo|di|fa|va|sta|be)'", re.IGNORECASE)
"""Italian words that rightly end in an apostrophe."""
_PREFIX_STOP = re.compile(r"\s*\.")


class Speller:
    """Knows misspellings that plans contain.

    Args:
        misspellings: as printed → what was meant.
    """

    def __init__(self, misspellings: Mapping[str, str]) -> None:
        self._patterns = [
            (re.compile(whole_words(form).pattern, re.IGNORECASE), meant)
            for form, meant in misspellings.items()
        ]

    def anomalies(self, rows: Iterable[Row], *, headings: bool) -> Iterator[Anomaly]:
        """Yield the oddities of spelling and punctuation in the quotes of ``rows``.

        Args:
            rows: all headings, or all rows of activities.
            headings: which of the two.
        """
        punctuation = _PUNCTUATION if headings else (*_PUNCTUATION, _SPACED_COLON)
        for row in rows:
            for pattern, meant in self._patterns:
                for match in pattern.finditer(row.quote):
                    yield _left(AnomalyKind.TYPO, row, match[0], f"forse «{meant}»", f"perhaps «{meant}»")
            for pattern, it, en in punctuation:
                for match in pattern.finditer(row.quote):
                    if not _ELISIONS.fullmatch(match[0]):
                        yield _left(AnomalyKind.PUNCTUATION, row, match[0], it, en)


def _left(kind: AnomalyKind, row: Row, quote: str, it: str, en: str) -> Anomaly:
    return Anomaly(
        kind=kind,
        rows=(row,),
        quote=quote,
        treatment_it=f"Lasciato come stampato; {it}.",
        treatment_en=f"Left as printed; {en}.",
    )


def mention_anomalies(activity: Activity) -> Iterator[Anomaly]:
    """Yield an anomaly a reading that is not sure, and a prefix that ends in a full stop."""
    yield from _open_questions(activity)
    for mention in activity.mentions:
        after = activity.source_text[mention.start + len(mention.surface) :]
        if mention.status is not Status.EXACT:
            yield _uncertain(activity, mention, cut_off=_is_cut_off(mention, after))
        elif mention.kind is MentionKind.WELL_BEING and _PREFIX_STOP.match(after):
            yield _left(
                AnomalyKind.PUNCTUATION,
                activity.rows[0],
                f"{mention.surface}.",
                "prefisso chiuso da un punto invece che da due punti",
                "prefix closed by a full stop instead of a colon",
            )


def _open_questions(activity: Activity) -> Iterator[Anomaly]:
    row = activity.rows[0]
    kind = AnomalyKind.AMBIGUOUS_READING
    if activity.role is ProgrammeRole.UNDECIDED:
        yield Anomaly(
            kind=kind,
            rows=(row,),
            quote=activity.source_text,
            treatment_it="Il testo non dice se il programma finanzia l'attività: citato, non finanziato.",
            treatment_en="The text does not say whether the programme pays for it: cited, not funded.",
        )
    amounts = {mention.value for mention in activity.exact(MentionKind.AMOUNT)}
    if len(amounts) > 1:
        yield Anomaly(
            kind=kind,
            rows=(row,),
            quote=activity.source_text,
            treatment_it="Più importi nella stessa riga: restano nelle menzioni, l'attività non ne ha.",
            treatment_en="Several amounts on one row: they stay on the mentions, the activity has none.",
        )


def _is_cut_off(mention: Mention, after: str) -> bool:
    """Say whether the print breaks off inside the mention: a sector without number, a code without end."""
    if mention.kind is MentionKind.SECTOR:
        return not after.strip() and not mention.targets and mention.surface.casefold() in "settore"
    return mention.kind is MentionKind.LOCAL_CODE and not mention.targets


def _uncertain(activity: Activity, mention: Mention, *, cut_off: bool) -> Anomaly:
    if cut_off:
        it = "Testo troncato: la menzione resta senza riferimento."
        en = "Text cut off: the mention stays without a referent."
    elif mention.targets:
        it = f"Lettura incerta ({mention.status.value}): resta nella menzione, nessuna tripla diretta."
        en = f"Uncertain reading ({mention.status.value}): it stays on the mention, no direct triple."
    else:
        it = "Il testo non dice a che cosa si riferisce: menzione senza riferimento."
        en = "The text does not say what it refers to: mention without a referent."
    return Anomaly(
        kind=AnomalyKind.TRUNCATION if cut_off else AnomalyKind.AMBIGUOUS_READING,
        rows=(activity.rows[0],),
        quote=mention.surface,
        treatment_it=it,
        treatment_en=en,
    )
