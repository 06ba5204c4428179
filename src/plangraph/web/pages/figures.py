"""Single figures, each with the query that counted it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plangraph.web.pages.asking import ask


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and where it comes from."""

    name: str
    """Of its file in ``web/queries/figures``, and of its sentence."""
    number: int
    address: str
    """Of the query behind it."""


def figures(names: Iterable[str], *, only_some: bool = False) -> list[Figure]:
    """Return the figures of these names; with ``only_some`` those that are not 0."""
    asked = ((name, ask(f"figures/{name}")) for name in names)
    counted = [Figure(name, answer.number("number"), answer.address) for name, answer in asked]
    return [figure for figure in counted if figure.number or not only_some]
