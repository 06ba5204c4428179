"""Contradictions between data and ontology: which things, by which rule of OWL 2 RL, in words.

owlrl says that there is a contradiction, in English and without terms; what it is about is looked up in the
closure, by the patterns in ``contradictions.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, Literal
from rdflib.namespace import OWL, RDF
from rdflib.term import Node

Called = Callable[[Node, str], str]
"""What a node is called in a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One statement too many about one thing."""

    rule: str
    """A name in ``contradictions.toml``, of the table of OWL 2 Profiles (4.3) if it is one of its rules."""
    node: Node
    """What contradicts itself."""
    path: Node | None = None
    """The property by which it does; None where it does by what it is."""
    value: Node | None = None
    a: Node | None = None
    """The class, property, thing or value that excludes ``b`` or ``value``."""
    b: Node | None = None

    def sentence(self, language: str, called: Called) -> str:
        """Return what is wrong, in ``it`` or ``en``."""
        terms = {"node": self.node, "path": self.path, "value": self.value, "a": self.a, "b": self.b}
        words = {name: called(term, language) for name, term in terms.items() if term is not None}
        return _rules()[self.rule][language].format(**words)

    def stated(self, asserted: Graph) -> tuple[Node | None, Node | None]:
        """Return property and value of the statement to look at: one of ``asserted``, where there is one."""
        if self.path is not None:
            return self.path, self.value
        for kind in (self.b, self.a):
            if kind is not None and (self.node, RDF.type, kind) in asserted:
                return RDF.type, kind
        return None, None

    @property
    def sort_key(self) -> tuple[str, ...]:
        """By the thing, then by rule and terms."""
        return tuple(map(str, (self.node, self.rule, self.path, self.value, self.a, self.b)))


def contradictions_in(closed: Graph, nothing: Node) -> Iterator[Contradiction]:
    """Yield what breaks a rule in a closure, each once whichever way round it is found.

    Args:
        closed: what owlrl has made.
        nothing: a literal that stands for others there, and says nothing.
    """
    seen: set[tuple[Node, frozenset[Node | None]]] = set()
    for rule, words in _rules().items():
        if "find" not in words:
            continue
        query = f"SELECT ?node ?path ?value ?a ?b {{ {words['find']} }}"
        for row in closed.query(query, initNs={"owl": OWL, "rdf": RDF}):
            node, path, value, a, b = row  # type: ignore[misc]  # rows of SELECT
            found = (node, frozenset({path, value, a, b}))
            if (rule == "prp-asyp" and str(node) > str(value)) or found in seen:
                continue
            seen.add(found)
            told = Literal("…") if value == nothing else value
            yield Contradiction(rule=rule, node=node, path=path, value=told, a=a, b=b)


def listed(contradictions: Sequence[Contradiction], most: int) -> str:
    """Return the first ``most`` contradictions in English with IRIs, a line each, and how many more."""
    lines = [f"  {found.sentence('en', lambda node, _: str(node))}" for found in contradictions[:most]]
    if len(contradictions) > most:
        lines.append(f"  and {len(contradictions) - most} more")
    return "\n".join(lines)


@cache
def _rules() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
