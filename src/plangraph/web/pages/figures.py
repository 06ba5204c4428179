"""Single figures, each with the query that counted it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plangraph.web.pages.asking import answer, query_page, query_text, value


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and where it comes from."""

    name: str
    """Of its file in ``web/queries/figures``, and of its sentence."""
    number: int
    address: str
    """Of the query behind it."""
    list: str
    """Address of what it counts, one by one."""


_COUNT = "SELECT (COUNT(DISTINCT ?thing) AS ?number) WHERE {"
"""What every query of a figure begins with, after its prefixes."""


def figures(names: Iterable[str]) -> list[Figure]:
    """Return the figures of these names, counted by one query in which each of theirs is a part."""
    texts = {name: query_text(f"figures/{name}") for name in names}
    counted = {value(row, "figure"): int(value(row, "number")) for row in answer(_together(texts)).rows}
    return [
        Figure(name, counted[name], query_page(text), query_page(_listing(text)))
        for name, text in texts.items()
    ]


def _listing(text: str) -> str:
    """Return the query after the very things that ``text`` counts."""
    return f"{text.replace(_COUNT, 'SELECT DISTINCT ?thing WHERE {').rstrip()}\nORDER BY ?thing\n"


def _together(texts: Mapping[str, str]) -> str:
    """Return the queries as sub-SELECTs of one, each with its name as ``?figure``."""
    prefixes: dict[str, None] = {}
    parts = []
    for name, text in texts.items():
        lines = text.splitlines()
        prefixes |= dict.fromkeys(line for line in lines if line.startswith("PREFIX"))
        part = "\n".join(line for line in lines if not line.startswith("PREFIX"))
        parts.append(f'{{ {{ {part} }} BIND ("{name}" AS ?figure) }}')
    return "\n".join([*prefixes, "SELECT ?figure ?number WHERE {", "\nUNION ".join(parts), "}"])
