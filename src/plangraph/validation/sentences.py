"""The constraint components of SHACL in plain sentences, from ``components.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node as AnyNode

from plangraph.validation.explanation import Texts

LANGUAGES = ("en", "it")
_MOST = 6
"""Values of a list that a sentence names."""

Called = Callable[[AnyNode, str], str]
"""What a node is called in a language."""


def component_sentences(
    component: URIRef,
    shape: AnyNode,
    shapes: Graph,
    *,
    name: Mapping[str, str],
    path: AnyNode | None,
    called: Called,
) -> tuple[Texts, Texts]:
    """Return what a constraint asks for and what to do where it is broken, in all languages.

    Args:
        component: ``sh:sourceConstraintComponent``; of an unknown one the sentence names the shape alone.
        shape: that has the constraint.
        shapes: the graph where its parameters are.
        name: what the shape is called, by language.
        path: the property that the result is about; None: the focus node itself.
        called: what a node is called in a language.
    """
    local = str(component).partition("#")[2].removesuffix("ConstraintComponent")
    table = _tables().get(local, _tables()["other"])
    parameter = URIRef(f"{SH._NS}{local[:1].lower()}{local[1:]}")
    rules, mendings = [], []
    for language in LANGUAGES:
        asked = [_said(value, shapes, language, called) for value in shapes.objects(shape, parameter)]
        chosen = table["one"] if asked == ["1"] and "one" in table else table
        subject = _tables()["subject"]["thing" if path is None else "property"][language]
        words = {
            "subject": subject.format(property="" if path is None else called(path, language)),
            "parameter": ", ".join(sorted(asked)),
            "name": name[language],
        }
        rules.append(Literal(chosen[language][0].format(**words), lang=language))
        mendings.append(Literal(chosen[language][1].format(**words), lang=language))
    return tuple(rules), tuple(mendings)


def property_names(path: AnyNode) -> Texts:
    """Return what a well-known property is called, where no vocabulary at hand says it."""
    known = _tables()["properties"].get(str(path), {})
    return tuple(Literal(text, lang=language) for language, text in sorted(known.items()))


def _said(value: AnyNode, shapes: Graph, language: str, called: Called) -> str:
    if (value, RDF.first, None) in shapes:
        members = [called(member, language) for member in Collection(shapes, value)]
        return ", ".join(members[:_MOST]) + (", …" if len(members) > _MOST else "")
    kind = _tables()["kinds"].get(str(value).rpartition("#")[2], {}) if isinstance(value, URIRef) else {}
    said: str = kind.get(language) or called(value, language)
    return said


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("components.toml").read_text(encoding="utf-8"))
