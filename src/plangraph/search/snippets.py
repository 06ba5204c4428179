"""A piece of text around the words that were found, cut where words end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from plangraph.search.request import Term
from plangraph.search.words import Word, words

_LONGEST = 240
"""Characters of a snippet, a few more where a word is long."""
_BEFORE = 60
"""Characters before the first word found."""
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a snippet; the parts in their order are the snippet."""

    text: str
    is_found: bool = False
    """It is one of the words that were sought."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a thing."""

    value: str
    language: str
    """Empty if it has none."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text."""

    pieces: tuple[Piece, ...] = ()
    """None where there is no text."""
    language: str = ""
    """Empty if the text has none."""


def snippet(texts: Sequence[Text], terms: Sequence[Term]) -> Snippet:
    """Return the part of the best of ``texts`` with its found words marked.

    Args:
        texts: of one thing, the preferred one first; the one with most of ``terms`` in it is taken.
        terms: what was sought.
    """
    best: tuple[int, Text, list[tuple[int, int]]] = (-1, Text("", ""), [])
    for text in texts:
        count, spans = _found(text, terms)
        if count > best[0]:
            best = count, text, spans
        if count == len(terms):  # none of the others can be better
            break
    _, text, spans = best
    return Snippet(tuple(_pieces(text.value, spans)), text.language) if text.value else Snippet()


def marked_html(pieces: Sequence[Piece]) -> str:
    """Return a snippet as HTML: text, escaped, with the found words in ``mark``."""
    return "".join(f"<mark>{escape(p.text)}</mark>" if p.is_found else escape(p.text) for p in pieces)


def _found(text: Text, terms: Sequence[Term]) -> tuple[int, list[tuple[int, int]]]:
    """Return how many of ``terms`` a text has, and where, without overlaps."""
    inside = list(words(text.value, text.language))
    known: dict[str, list[int]] = {}
    for place, word in enumerate(inside):
        known.setdefault(word.key, []).append(place)
    spans: set[tuple[int, int]] = set()
    count = 0
    for term in terms:
        worth = _candidates(term, inside, known)
        places = [(place, length) for place in worth if (length := _length(term, inside, place))]
        count += bool(places)
        spans.update((inside[at].start, inside[at + length - 1].end) for at, length in places)
    return count, _apart(sorted(spans))


def _candidates(term: Term, inside: Sequence[Word], known: Mapping[str, Sequence[int]]) -> set[int]:
    """Return the places of a text where a term may be: where its first word is, or one that begins so.

    Args:
        term: what was sought.
        inside: the words of the text.
        known: the places of each key among them.
    """
    found = {place for keys in term.keys for place in known.get(keys[0], ())}
    beginning = term.beginning or term.may_be_beginning
    if beginning and len(term.keys[0]) == 1:
        found.update(place for place, word in enumerate(inside) if word.folded.startswith(beginning))
    return found


def _length(term: Term, inside: Sequence[Word], place: int) -> int:
    """Return how many words of the text, from ``place`` on, are the term; 0 if they are not."""
    for keys in term.keys:
        if tuple(word.key for word in inside[place : place + len(keys)]) == keys:
            return len(keys)
    beginning, keys = term.beginning or term.may_be_beginning, term.keys[0]
    here = inside[place : place + len(keys)]
    is_begun = beginning and len(here) == len(keys) and here[-1].folded.startswith(beginning)
    if is_begun and tuple(word.key for word in here[:-1]) == keys[:-1]:
        return len(keys)
    return 0


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept


def _pieces(value: str, spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    start, end = _window(value, spans[0][0] if spans else 0)
    if start > 0:
        yield Piece(ELLIPSIS)
    at = start
    for first, last in spans:
        if first >= end:
            break
        if first > at:
            yield Piece(value[at:first])
        yield Piece(value[first:last], is_found=True)
        at = last
    if at < end:
        yield Piece(value[at:end])
    if max(at, end) < len(value):
        yield Piece(ELLIPSIS)


def _window(value: str, first: int) -> tuple[int, int]:
    """Return where the part around ``first`` begins and ends: between words, if there are blanks."""
    if len(value) <= _LONGEST:
        return 0, len(value)
    start = 0 if first <= _BEFORE else value.find(" ", first - _BEFORE, first) + 1 or first
    end = value.rfind(" ", start + 1, start + _LONGEST)
    return start, len(value) if start + _LONGEST >= len(value) else end if end > first else start + _LONGEST
