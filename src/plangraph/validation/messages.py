"""Messages of shapes with their placeholders filled in."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node as AnyNode

from plangraph.validation.results import Node


def messages_of(graph: Graph, *nodes: AnyNode | None, predicate: URIRef = SH.message) -> list[Literal]:
    """Return the messages of the first of ``nodes`` that has any, sorted by language.

    The message of a SPARQL constraint goes before that of its shape (SHACL, 5.3.2). They are read from the
    shapes because pyshacl 0.40 drops the language of every message whose placeholders it fills in.
    """
    for node in nodes:
        if node is None:
            continue
        messages = [message for message in graph.objects(node, predicate) if isinstance(message, Literal)]
        if messages:
            return sorted(messages, key=lambda message: (message.language or "", str(message)))
    return []


def filled(template: Literal, **terms: Node | None) -> Literal:
    """Return ``template`` with ``{$name}`` and ``{?name}`` replaced (SHACL, 5.3.2)."""
    text = str(template)
    for name, term in terms.items():
        for placeholder in (f"{{${name}}}", f"{{?{name}}}"):
            text = text.replace(placeholder, "" if term is None else str(term))
    return Literal(text, lang=template.language)
