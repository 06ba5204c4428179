"""The parameters of a stored question as fields of a form, with the values that the data have for them."""

from __future__ import annotations

from dataclasses import dataclass

from plangraph.errors import PlangraphError
from plangraph.queries import Parameter
from plangraph.store.terms import Iri, Term
from plangraph.web.asking.choices import Choices
from plangraph.web.asking.wish import Wish
from plangraph.web.links import Links

_MOST_OPTIONS = 40
"""A longer list is offered while typing, not to be scrolled through."""
_LONGEST = 80
"""Characters of an option."""
_INPUTS = {"integer": "numeric", "iri": "url"}


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter."""

    parameter: Parameter
    example: str
    """A value that makes sense, or empty."""
    value: str
    """As typed; empty for «all»."""
    options: tuple[Option, ...]
    """Values that the data have; none where they are too many, or not known."""
    is_list: bool
    """To be chosen from its options; else they are suggestions."""
    keyboard: str
    """That a phone shows, see ``inputmode`` in HTML."""


def parameter_fields(wish: Wish, choices: Choices, links: Links, spoken: str) -> list[Field]:
    """Return the fields of the stored question of ``wish``, filled with what was typed."""
    assert wish.stored is not None
    version = links.dataset.version
    try:
        known, names = choices.of(wish.stored, version, spoken), choices.names(version, spoken)
    except PlangraphError:  # the page has told why; without choices it can still be used
        known, names = {}, {}
    links.prepare(term for terms in known.values() for term in terms)

    def option(parameter: str, term: Term) -> Option:
        if isinstance(term, Iri):
            return Option(term.value, links.show(term, spoken).text)
        name = names.get((parameter, term.value)) or names.get(("", term.value)) or ""
        text = f"{term.value} – {name}" if name and name != term.value else term.value
        return Option(term.value, text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")

    return [
        _field(each, wish, [option(each.name, term) for term in known.get(each.name, ()) if term.value])
        for each in wish.stored.parameters
    ]


def _field(parameter: Parameter, wish: Wish, options: list[Option]) -> Field:
    typed = wish.given.get(parameter.name, "")
    is_list = 0 < len(options) <= _MOST_OPTIONS
    if is_list and typed and typed not in {option.value for option in options}:
        options = [*options, Option(typed, typed)]
    return Field(
        parameter,
        parameter.description.partition("such as ")[2],
        typed,
        tuple(options),
        is_list,
        _INPUTS.get(parameter.type, "text"),
    )
