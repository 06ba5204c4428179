"""``/it/search``, ``/en/search``: things found by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask import Response, current_app, url_for

from plangraph.search.answer import Found, Hit
from plangraph.search.expression import Matched
from plangraph.search.kinds import KINDS
from plangraph.search.ranking import NAMED
from plangraph.search.snippets import Piece, Snippet
from plangraph.store.terms import Iri
from plangraph.web.finding import Search, Sought, read_sought
from plangraph.web.languages import language
from plangraph.web.links import Links
from plangraph.web.pages.page import page_blueprint, render

blueprint = page_blueprint("search")
_EACH = 4
"""Results of one kind on the page of all kinds."""
_ACTIVITY = KINDS[0].name
_FIRST = (_ACTIVITY, "objective", "area", "measure", "project", "place", "line")
"""Kinds in the order of the page; the others follow. What was named or coded goes before all of them."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found, as the page shows it."""

    name: tuple[Piece, ...]
    href: str
    lang: str
    """Of the name."""
    line: int | None
    snippet: Snippet
    """Empty where it would repeat the name."""


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind."""

    kind: str
    count: int
    """Of all that were found, on the page or not."""
    address: str
    """Of the page with all of them."""
    results: tuple[Result, ...]
    best: float
    """Score of the best result."""
    is_partly: bool = False
    """Those that have some of the words, for none has all."""


@blueprint.get("/search")
def show() -> Response:
    """Return the best of each kind, or with ``kind`` all of that kind, page by page."""
    sought = read_sought(language())
    searching: Search = current_app.extensions["search"]
    each = None if sought.kinds else _EACH
    found = searching.find(
        sought if sought.kinds else replace(sought, limit=_EACH * 100, offset=0), each=each
    )
    groups = _in_order([*_groups(found, sought), *_partly(found, sought)]) if sought.text.strip() else []
    return render(
        "search.html",
        searched=sought.text,
        sought=sought,
        found=found,
        groups=groups,
        filters=[(kind, count, _address(sought, kind)) for kind, count in found.kinds.items()],
        all_kinds=_address(sought),
        earlier=_turned(sought, found, -1),
        later=_turned(sought, found, 1),
    )


def _groups(found: Found, sought: Sought) -> Iterator[Group]:
    """Yield the results kind by kind."""
    links: Links = current_app.extensions["links"]
    links.prepare(Iri(hit.iri) for hit in found.hits)
    for kind in dict.fromkeys(hit.kind for hit in found.hits):
        hits = [hit for hit in found.hits if hit.kind == kind]
        results = tuple(_result(hit, links) for hit in hits)
        yield Group(kind, found.kinds[kind], _address(sought, kind), results, hits[0].score)


def _partly(found: Found, sought: Sought) -> Iterator[Group]:
    """Yield activities with some of the words, where other things have all of them but no activity has."""
    if sought.kinds or _ACTIVITY in found.kinds or found.matched not in (Matched.ALL, Matched.BEGINNING):
        return
    links: Links = current_app.extensions["links"]
    searching: Search = current_app.extensions["search"]
    some = searching.find(replace(sought, kinds=(_ACTIVITY,), limit=_EACH, offset=0), loosely=True)
    links.prepare(Iri(hit.iri) for hit in some.hits)
    results = tuple(_result(hit, links) for hit in some.hits)
    if results:
        yield Group(_ACTIVITY, len(results), "", results, 0.0, is_partly=True)


def _in_order(groups: Sequence[Group]) -> list[Group]:
    """Return what was named or coded first, then the kinds in the order of the page."""
    order = (*_FIRST, *(kind.name for kind in KINDS))
    return sorted(
        groups, key=lambda each: (-each.best if each.best >= NAMED else 0.0, order.index(each.kind))
    )


def _result(hit: Hit, links: Links) -> Result:
    name: tuple[Piece, ...] = (Piece(hit.label.value or hit.iri),)
    told = hit.snippet
    if "".join(piece.text for piece in told.pieces) == hit.label.value:
        name, told = told.pieces, Snippet()
    return Result(name, links.address(hit.iri, language()), hit.label.language, hit.line, told)


def _address(sought: Sought, *kinds: str, offset: int = 0) -> str:
    more: dict[str, int | Sequence[str]] = {"kind": kinds} if kinds else {}
    if offset:
        more["offset"] = offset
    return url_for("search.show", q=sought.text, **more)  # type: ignore[arg-type]


def _turned(sought: Sought, found: Found, step: int) -> str:
    """Return the address of the page before or after; empty if there is none."""
    offset = max(0, sought.offset + step * sought.limit)
    if not sought.kinds or not sought.limit or offset >= found.total or offset == sought.offset:
        return ""
    return _address(sought, *sought.kinds, offset=offset)
