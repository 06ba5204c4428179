"""Investment projects: by CUP, and by the code that their programme gives them.

A CUP (codice unico di progetto) has 15 characters: ``C83I22000110001`` (CIPESS, delibera 63/2020).
It is read after the word CUP in any punctuation, and also by itself if it lies in the ranges seen in
practice; by itself and outside them it is probable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from plangraph.extract.patterns import any_of
from plangraph.records import Entry, EntryKind, Mention, MentionKind, Project, Status

_CODE = r"[A-Z]\d{2}[A-Z]\d{11}"
_IN_PRACTICE = re.compile(r"[B-J][1-9]\d[A-J]\d{2}[0-2]\d{4}00\d{2}")
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_ANNOUNCED = re.compile(
    rf"{_BEFORE}CUP(?:\s*n[.°\s])?[\s:._=-]*(?P<code>[A-Z0-9]{{8,20}}){_AFTER}", re.IGNORECASE
)
_ALONE = re.compile(rf"{_BEFORE}(?P<code>{_CODE}){_AFTER}")
_TRIM = " -–—:,._"


class ProjectRecogniser:
    """Finds CUPs and local codes, and makes one project of both where a row has one of each.

    Args:
        intervention_words: what announces a local code (``Intervento A1_16``).
    """

    def __init__(self, intervention_words: Iterable[str]) -> None:
        self._local = re.compile(
            rf"{_BEFORE}{any_of(intervention_words)}\s+(?P<code>[A-Z]\d{{1,2}}_(?P<number>\d{{1,3}})?)"
            r"(?!\d)",
            re.IGNORECASE,
        )

    def find(self, text: str, programmes: Sequence[Mention]) -> Iterator[Mention]:
        """Yield a mention a code.

        Args:
            text: the row.
            programmes: the programmes that the row names; a local code counts inside one of them.
        """
        cups = list(self._cup_matches(text))
        locals_ = list(self._local.finditer(text))
        title = self._title(text, [m.span() for m, _ in cups], [m.span() for m in locals_])
        numbered = [match for match in locals_ if match["number"]]
        exact_cups = [match["code"].upper() for match, status in cups if status is Status.EXACT]
        together = len(exact_cups) == 1 and len(numbered) == 1
        slug = _programme_slug(programmes)

        def project(cup: str | None, code: str | None) -> Project:
            return Project(title, cup=cup, programme=slug if code else None, local_code=code)

        for match, status in cups:
            code = match["code"].upper()
            target = project(code, numbered[0]["code"] if together else None)
            yield Mention(
                kind=MentionKind.CUP,
                surface=match[0],
                start=match.start(),
                status=status,
                targets=() if status is Status.AMBIGUOUS else (target,),
            )
        for match in locals_:
            cut_off = not match["number"]
            known = slug is not None and not cut_off
            target = project(exact_cups[0] if together else None, match["code"].upper())
            yield Mention(
                kind=MentionKind.LOCAL_CODE,
                surface=match["code"],
                start=match.start("code"),
                status=Status.AMBIGUOUS if cut_off else Status.EXACT if known else Status.PROBABLE,
                targets=() if cut_off else (target,),
            )

    @staticmethod
    def _cup_matches(text: str) -> Iterator[tuple[re.Match[str], Status]]:
        """Yield each CUP with how sure it is; a code that is announced but ill-formed is ambiguous."""
        ends = set()
        for match in _ANNOUNCED.finditer(text):
            well_formed = re.fullmatch(_CODE, match["code"], re.IGNORECASE)
            if well_formed or any(character.isdigit() for character in match["code"]):
                ends.add(match.end())
                yield match, Status.EXACT if well_formed else Status.AMBIGUOUS
        for match in _ALONE.finditer(text):
            if match.end() not in ends:
                usual = _IN_PRACTICE.fullmatch(match["code"])
                yield match, Status.EXACT if usual else Status.PROBABLE

    @staticmethod
    def _title(text: str, cups: list[tuple[int, int]], locals_: list[tuple[int, int]]) -> str:
        """Return what the row calls the project: what follows its code, or the row, without CUPs."""
        start = locals_[0][1] if locals_ else 0
        for first, last in reversed(cups):
            text = text[:first] + text[last:] if first >= start else text
        return " ".join(text[start:].split()).strip(_TRIM)


def _programme_slug(programmes: Sequence[Mention]) -> str | None:
    """Return the slug of the one programme that a row names, None if it names none or several."""
    named = {
        target.iri.rsplit("/", 1)[-1].lower()
        for mention in programmes
        if mention.status is Status.EXACT
        for target in mention.targets
        if isinstance(target, Entry) and target.kind is EntryKind.PROGRAMME
    }
    return named.pop() if len(named) == 1 else None
