"""Which of the formats on offer a client wants most: RFC 9110, section 12.5.1.

Written out because werkzeug's best match does not take ``text/csv; charset=utf-8`` for ``text/csv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.request import parse_http_list

from werkzeug.http import parse_options_header

from plangraph.store.formats import VERSIONS

_QVALUE = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")  # RFC 9110, 12.4.2
PAGE = ("text/html", ("application/xhtml+xml",))
"""A page as an offer."""
_NAMED = 3  # MediaRange.specificity of a range without wildcard
_MOST_RANGES = 100  # no client has more reasons


class MediaRange(NamedTuple):
    """One element of Accept."""

    type: str
    subtype: str
    quality: float
    version: str = ""
    """Of RDF, as :data:`~plangraph.store.formats.VERSIONS` has them; empty if none of those is named."""

    def specificity(self, media_type: str) -> int:
        """Return 0 if ``media_type`` is outside this range, 1 for ``*/*``, 2 for ``text/*``, 3 for itself."""
        type_, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == (type_, subtype):
            return 3
        if (self.type, self.subtype) == (type_, "*"):
            return 2
        return 1 if (self.type, self.subtype) == ("*", "*") else 0


@lru_cache(maxsize=16)  # one request looks at its header many times; headers may be long
def media_ranges(accept: str | None) -> tuple[MediaRange, ...]:
    """Read an Accept header.

    Parameters besides ``q`` and ``version`` are ignored, so are elements that are no media range; a missing
    or empty header, or one with nothing readable in it, accepts everything. A ``q`` that is no qvalue is 1.
    """
    ranges = []
    for element in parse_http_list(accept or "")[:_MOST_RANGES]:
        media, parameters = parse_options_header(element)
        type_, slash, subtype = media.lower().partition("/")
        if not (slash and type_ and subtype) or (type_ == "*" and subtype != "*"):
            continue
        quality, version = parameters.get("q", ""), parameters.get("version", "").lower()
        ranges.append(
            MediaRange(
                type_,
                subtype,
                float(quality) if _QVALUE.fullmatch(quality) else 1.0,
                version if version in VERSIONS else "",
            )
        )
    return tuple(ranges) or (MediaRange("*", "*", 1.0),)


def choose(accept: str | None, offers: Sequence[tuple[str, Sequence[str]]]) -> int | None:
    """Return the index of the offer that the client prefers, see :func:`ranked`, or None: it accepts none."""
    return next(iter(ranked(accept, offers)), None)


def ranked(accept: str | None, offers: Sequence[tuple[str, Sequence[str]]]) -> list[int]:
    """Return the indices of the offers that the client accepts, the one that it prefers first.

    Args:
        accept: the header as sent.
        offers: media type and its other names, in the server's order, which settles equal qualities; among
            those a format named outright goes before one that only a wildcard lets in. Wildcards speak of
            the media type only: ``application/*`` does not mean XML because it has ``application/xml`` too.
    """
    ranges = media_ranges(accept)
    found: dict[int, tuple[float, int]] = {}
    for index, (media_type, others) in enumerate(offers):
        for name in (media_type, *others):
            specificity, quality = max((r.specificity(name), r.quality) for r in ranges)
            fits = specificity > 0 if name == media_type else specificity == _NAMED
            if fits and quality > 0:
                found[index] = max(found.get(index, (0.0, 0)), (quality, specificity))
    return sorted(found, key=lambda index: (*(-value for value in found[index]), index))


def preferences(accept: str | None, names: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    """Return all that :func:`choose` and :func:`version_for` find in a header about ``names``.

    Headers with equal preferences get equal answers, however they are spelled and whatever else they name: so
    this, and no header, belongs into the key of a cache.

    Returns:
        For each name the rank of its quality among those of ``names``, 0 for what is not accepted; how
        outright it is named; the version of RDF.
    """
    ranges = media_ranges(accept)
    best = [max((each.specificity(name), each.quality) for each in ranges) for name in names]
    ranks = sorted({0.0, *(quality for specificity, quality in best if specificity)})
    return tuple(
        (ranks.index(quality), specificity, version_for(accept, [name]))
        if specificity and quality
        else (0, 0, "")
        for name, (specificity, quality) in zip(names, best, strict=True)
    )


def version_for(accept: str | None, names: Sequence[str]) -> str:
    """Return the latest RDF version that a client reads in a format; empty if it does not say.

    Args:
        accept: the header as sent.
        names: media types that ask for the format outright.
    """
    asked = [
        each.version
        for each in media_ranges(accept)
        if each.quality > 0 and any(each.specificity(name) == _NAMED for name in names)
    ]
    return max(asked, key=VERSIONS.index) if asked and all(asked) else ""


def prefers_html(accept: str | None, *, over: str) -> bool:
    """Return whether the client would rather have a page than ``over``; browsers do, ``*/*`` does not."""
    return choose(accept, [(over, ()), PAGE]) == 1
