"""How links are made, and which of them and of their alternatives stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rdflib import URIRef

from plangraph.linking.values import Activity, Alternative, Link, Mention, Method, Status, Target
from plangraph.linking.wording import Scored

SHOWN = 3
"""Targets that an activity is offered, and as many that it is told were left out."""
_METHODS = tuple(Method)


def left_over(scored: Sequence[Scored], taken: set[URIRef]) -> tuple[Alternative, ...]:
    """Return the best targets that were not taken, with their rank among all."""
    ranks = enumerate(scored[: SHOWN + len(taken)], 1)
    left = (
        Alternative(target=target, score=score, rank=rank)
        for rank, (target, score) in ranks
        if target.iri not in taken
    )
    return tuple(left)[:SHOWN]


def surest(links: Sequence[Link]) -> list[Link]:
    """Return one link to each target, by the surest of its methods; the best links first."""
    ordered = sorted(links, key=lambda link: (_METHODS.index(link.method), -link.score, link.target.iri))
    found: dict[URIRef, Link] = {}
    for link in ordered:
        found.setdefault(link.target.iri, link)
    return list(found.values())


def link_by(
    activity: Activity,
    target: Target,
    method: Method,
    status: Status,
    score: Decimal,
    mention: Mention | None = None,
) -> Link:
    """Return a link with its evidence: the words of a mention, or the whole title where wording decides."""
    return Link(
        activity=activity,
        target=target,
        method=method,
        status=status,
        score=score,
        quote=mention.surface if mention else activity.title,
        evidence=(*activity.rows, *((mention.iri,) if mention else ())),
    )


def resting_on(stated: Link, target: Target, method: Method, status: Status, score: Decimal) -> Link:
    """Return a link that rests on what another one states."""
    return Link(
        activity=stated.activity,
        target=target,
        method=method,
        status=status,
        score=score,
        quote=stated.quote,
        evidence=stated.evidence,
    )


def with_alternatives(link: Link, left: tuple[Alternative, ...]) -> Link:
    """Return a candidate with the measures that were left out for it; what a code states has no rivals."""
    if link.status is not Status.CANDIDATE or link.target.is_project:
        return link
    return replace(link, alternatives=tuple(other for other in left if other.score <= link.score))


def is_measure(target: Target) -> bool:
    """Say whether a concept is a measure or sub-measure: its code goes on after mission and component."""
    return len(target.within) > 2
