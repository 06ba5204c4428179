"""Results in words: what people call the nodes, the rule in a sentence, what is wrong here, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SH
from rdflib.term import Node as AnyNode

from plangraph.validation.explanation import Explanation, Texts, spoken
from plangraph.validation.messages import filled, messages_of
from plangraph.validation.names import Names
from plangraph.validation.naming import blank_nodes
from plangraph.validation.results import Node, ValidationReport, ValidationResult
from plangraph.validation.sentences import LANGUAGES, component_sentences, property_names
from plangraph.validation.shapes import SHAPES

_PLACEHOLDER = re.compile(r"<?\{[$?]\w+\}>?")


def explained(report: ValidationReport, *, shapes: Graph, data: Graph, vocabulary: Graph) -> ValidationReport:
    """Return ``report`` with an explanation for every result.

    Args:
        report: from any engine; what its results explain already is kept.
        shapes: all graphs of shapes together.
        data: what was validated, for labels and for lines of the plan's text.
        vocabulary: for the names of classes, properties and concepts.
    """
    if not report.results:
        return report
    nodes = {node for r in report.results for node in (r.focus_node, r.value) if node is not None}
    names = Names(data, vocabulary, blank_nodes(data, nodes))
    explainer = _Explainer(shapes, names, {str(result.source_shape) for result in report.results})
    return report.mapped(explainer.explain)


def local_name(iri: AnyNode) -> str:
    """Return the last part of an IRI, for want of a label; a literal's text as it is."""
    if isinstance(iri, Literal):
        return str(iri)
    return re.split(r"[/#:]", str(iri).rstrip("/#"))[-1] or str(iri)


class _Explainer:
    def __init__(self, shapes: Graph, names: Names, wanted: set[str]) -> None:
        self._shapes, self._names = shapes, names
        self._blanks: dict[URIRef, BNode] = {
            URIRef(iri): node for iri, node in blank_nodes(shapes, {URIRef(iri) for iri in wanted}).items()
        }

    def explain(self, result: ValidationResult) -> ValidationResult:
        known = result.explanation
        named = replace(
            known,
            focus_label=known.focus_label or self._names.of(result.focus_node),
            path_label=known.path_label or self._path_label(result),
            value_label=known.value_label or self._names.of(result.value),
            source=known.source or self._names.source_of(result.focus_node),
        )
        if not known.rule:
            named = self._in_words(result, named)
        return replace(result, explanation=named)

    def _path_label(self, result: ValidationResult) -> Texts:
        """Return what the property is called: by the vocabulary, else by a foreign shape."""
        if result.path is None:
            return ()
        own = self._names.of(result.path) or property_names(result.path)
        return own or (() if _is_ours(result) else self._texts(result, SH.name))

    def _in_words(self, result: ValidationResult, known: Explanation) -> Explanation:
        name = self._texts(result, SH.name) or self._texts(result, RDFS.label)
        holds, mend = component_sentences(
            result.component,
            self._node(result),
            self._shapes,
            name={
                language: spoken(name, language) or local_name(result.source_shape) for language in LANGUAGES
            },
            path=result.path,
            called=lambda node, language: (
                spoken(known.path_label, language)
                if node == result.path and known.path_label
                else self._called(node, language)
            ),
        )
        templates = self._templates(result)
        described = self._texts(result, SH.description)
        if templates and _is_ours(result):
            return replace(
                known,
                rule_name=name,
                rule=described or tuple(_general(_split(text)[0]) for text in templates),
                problem=tuple(_sentence(_fill(_split(text)[0], result, known)) for text in templates),
                suggestion=tuple(_sentence(_fill(_split(text)[1], result, known)) for text in templates),
            )
        return replace(
            known,
            rule_name=name,
            rule=described or holds,
            problem=result.messages if templates else holds,
            suggestion=mend,
        )

    def _templates(self, result: ValidationResult) -> list[Literal]:
        node = self._node(result)
        return messages_of(self._shapes, *self._shapes.objects(node, SH.sparql), node)

    def _node(self, result: ValidationResult) -> AnyNode:
        return self._blanks.get(result.source_shape, result.source_shape)

    def _texts(self, result: ValidationResult, predicate: URIRef) -> Texts:
        return tuple(messages_of(self._shapes, self._node(result), predicate=predicate))

    def _called(self, node: AnyNode, language: str) -> str:
        texts = self._names.of(node) or tuple(_titles(node, self._shapes)) or property_names(node)
        return spoken(texts, language) or local_name(node)


def _titles(node: AnyNode, shapes: Graph) -> Iterator[Literal]:
    for predicate in (SH.name, RDFS.label, DCTERMS.title):
        yield from messages_of(shapes, node, predicate=predicate)


def _is_ours(result: ValidationResult) -> bool:
    """Say whether the message keeps to the convention of our shapes: what is wrong, a colon, what to do."""
    return str(result.source_shape).startswith(SHAPES)


def _split(message: Literal) -> tuple[Literal, Literal]:
    what, _, remedy = str(message).partition(": ")
    return Literal(what, lang=message.language), Literal(remedy, lang=message.language)


def _general(template: Literal) -> Literal:
    return _sentence(Literal(_PLACEHOLDER.sub("…", str(template)), lang=template.language))


def _fill(template: Literal, result: ValidationResult, known: Explanation) -> Literal:
    """Return ``template`` with labels where there are any instead of IRIs; ``<{$this}>`` means the IRI."""

    def named(node: Node | None, label: Texts) -> Node | None:
        return Literal(f"«{spoken(label, template.language or '')}»") if label else node

    address = Literal(str(template).replace("<{$this}>", f"<{result.focus_node}>"), lang=template.language)
    return filled(
        address,
        this=named(result.focus_node, known.focus_label),
        path=named(result.path, known.path_label),
        value=named(result.value, known.value_label),
    )


def _sentence(text: Literal) -> Literal:
    """Return a text that begins with a capital, unless with the name of a term, and ends in a full stop."""
    said = str(text)
    capital = said[:1].upper() + said[1:] if not re.match(r"\w+:\w", said) else said
    return Literal(
        capital if capital.endswith((".", "?", "!")) else capital + "." * bool(capital), lang=text.language
    )
