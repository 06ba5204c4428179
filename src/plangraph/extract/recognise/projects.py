"""Investment projects: by CUP, and by the code that their programme gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from plangraph.extract.recognise.cups import Cup, find_cups
from plangraph.extract.recognise.local_codes import LocalCode, LocalCodeFinder
from plangraph.records import Entry, EntryKind, Mention, MentionKind, Project, Status

_SUFFIX = re.compile(r"_\s*(?:Sett|Uff).*", re.IGNORECASE | re.DOTALL)
_SEPARATORS = " -–—:;,./_|"
_GAP = "\0"
_BEFORE_A_SEPARATOR = re.compile(rf"[\s,;:/–—-]*{_GAP}\s*(?=[,;:.)\]/]|$)")
_AFTER_A_BRACKET = re.compile(rf"(?<=[(\[])\s*{_GAP}\s*[,;:/]\s*")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")


class ProjectRecogniser:
    """Finds CUPs and local codes, and makes one project of both where a row has one of each.

    Args:
        intervention_words: what announces a local code (``Intervento A1_16``).
    """

    def __init__(self, intervention_words: Iterable[str]) -> None:
        self._local_codes = LocalCodeFinder(intervention_words)

    def find(self, text: str, programmes: Sequence[Mention]) -> Iterator[Mention]:
        """Yield a mention a code.

        Args:
            text: the row.
            programmes: the programmes that the row names; a local code counts inside one of them.
        """
        cups = find_cups(text)
        locals_ = list(self._local_codes.find(text))
        title = _title(text, cups, locals_)
        if title in {programme.surface for programme in programmes}:
            title = ""  # "CIS Intervento A1_16": the programme's name is not the project's
        slug = _programme_slug(programmes)
        cup, code = _of_one_project(cups, locals_)
        for found in cups:
            own = code if found.status is Status.EXACT else None
            yield Mention(
                kind=MentionKind.CUP,
                surface=text[found.start : found.end],
                start=found.start,
                status=found.status,
                targets=(_project(title, found.code, slug, own),) if found.code else (),
            )
        for local in locals_:
            sure = slug is not None and local.as_minted
            yield Mention(
                kind=MentionKind.LOCAL_CODE,
                surface=local.surface,
                start=local.surface_start,
                status=Status.AMBIGUOUS if not local.code else Status.EXACT if sure else Status.PROBABLE,
                targets=(_project(title, cup, slug, local.code),) if local.code else (),
            )


def _project(title: str, cup: str | None, programme: str | None, local_code: str | None) -> Project:
    """Return a project, called by its code where the row gives it no title."""
    name = title or cup or local_code or ""
    return Project(name, cup=cup, programme=programme if local_code else None, local_code=local_code)


def _of_one_project(cups: Sequence[Cup], locals_: Sequence[LocalCode]) -> tuple[str | None, str | None]:
    """Return the row's CUP and local code if it has one of each, both sure; two times None otherwise."""
    printed = [cup for cup in cups if cup.printed]
    if len(printed) != 1 or len(locals_) != 1:
        return None, None
    (cup,), (local,) = printed, locals_
    if cup.status is Status.EXACT and local.code and local.as_minted:
        return cup.code, local.code
    return None, None


def _title(text: str, cups: Sequence[Cup], locals_: Sequence[LocalCode]) -> str:
    """Return what the row calls its one project, "" if it calls it nothing or has several.

    The title follows the local code; where nothing does, it is the row without codes.
    """
    if len(locals_) > 1 or sum(cup.printed for cup in cups) > 1:
        return ""
    spans = [cup.span for cup in cups] + [local.span for local in locals_]
    start = locals_[0].end if locals_ else 0
    return _words(text, spans, start) or _words(text, spans, 0)


def _words(text: str, spans: Iterable[tuple[int, int]], start: int) -> str:
    """Return ``text`` from ``start`` on, without ``spans``, suffix and outer separators.

    Returns "" if it has fewer than three letters.
    """
    for first, last in sorted(spans, reverse=True):
        if first >= start:
            text = text[:first] + _GAP + text[last:]
    rest = _SUFFIX.sub("", text[start:])
    rest = _BEFORE_A_SEPARATOR.sub("", _AFTER_A_BRACKET.sub("", rest)).replace(_GAP, " ")
    title = " ".join(_EMPTY_BRACKETS.sub(" ", rest).split()).strip(_SEPARATORS)
    title = title if "(" in title else title.strip(_SEPARATORS + ")")
    title = title if ")" in title else title.strip(_SEPARATORS + "(")
    return title if sum(character.isalpha() for character in title) >= 3 else ""


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
