"""What points to a thing: grouped by property, each group under words that read from the thing's side.

``part of`` for what *has* the thing *as a part*, ``cited by`` for what *cites* it: the property's
``label:inverseSingular``, else the label of its ``owl:inverseOf``. A property without either is quoted, so
that nobody reads it backwards.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from plangraph.store.terms import Iri, Literal, Statement, Term
from plangraph.web.links import Links, Shown

_INVERSE_OF = "http://www.w3.org/2002/07/owl#inverseOf"
_INVERSE_LABEL = "http://purl.org/net/vocab/2004/03/label#inverseSingular"
"""Of Ian Davis' vocabulary of labels: what a property is called from its object's side."""
NAMING = (_INVERSE_OF, _INVERSE_LABEL)
"""Of properties, what the names of groups are made of besides labels."""
SHOWN_EACH = 20
"""Things on a page that point to this one by one property; the data formats have all."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """What points to the thing by one property."""

    name: Shown
    is_inverse: bool
    """``name`` reads from the thing's side; if not, it is the property's own label."""
    subjects: tuple[Shown, ...]
    """At most :data:`SHOWN_EACH`."""
    count: int
    """Of all."""


@dataclass(frozen=True, slots=True)
class Group:
    """What points to a thing by one property, as terms."""

    predicate: Iri
    subjects: tuple[Term, ...]

    @property
    def shown(self) -> tuple[Term, ...]:
        """Those that the page lists."""
        return self.subjects[:SHOWN_EACH]


def groups_of(inbound: Sequence[Statement], told: Collection[Term]) -> list[Group]:
    """Return inbound statements by property, without the subjects that the page tells of elsewhere."""
    groups: dict[Iri, list[Term]] = {}
    for subject, name, _ in inbound:
        if subject not in told:
            groups.setdefault(name, []).append(subject)
    return [Group(name, tuple(subjects)) for name, subjects in groups.items()]


def inbound_of(
    groups: Sequence[Group], own: Sequence[Statement], links: Links, spoken: str
) -> tuple[Inbound, ...]:
    """Return the groups in the order of their names; what the thing says itself by the inverse is left out.

    Args:
        groups: of :func:`groups_of`.
        own: what is said about the thing.
        links: make names.
        spoken: language of the reader.
    """
    stated = {(name.value, value) for _, name, value in own}
    found = []
    for group in groups:
        inverses = links.dataset.objects(group.predicate.value, _INVERSE_OF)
        rest = [each for each in group.subjects if not any((term.value, each) in stated for term in inverses)]
        if rest:
            name, is_inverse = _name(group.predicate, inverses, links, spoken)
            subjects = tuple(links.show(subject, spoken) for subject in rest[:SHOWN_EACH])
            found.append(Inbound(name, is_inverse, subjects, len(rest)))
    return tuple(sorted(found, key=lambda each: (not each.is_inverse, each.name.text.casefold())))


def _name(name: Iri, inverses: Sequence[Term], links: Links, spoken: str) -> tuple[Shown, bool]:
    """Return the words for a group, and whether they read from the thing's side."""
    labels = [each for each in links.dataset.objects(name.value, _INVERSE_LABEL) if isinstance(each, Literal)]
    address = links.address(name.value, spoken)
    if labels:
        best = min(labels, key=lambda each: each.language != spoken)
        return Shown(best.value, address, best.language), True
    for inverse in inverses:
        return links.show(inverse, spoken), True
    return links.show(name, spoken), False
