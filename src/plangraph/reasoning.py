"""OWL 2 RL: what follows from a plan's asserted triples and the ontology, by owlrl.

https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules. The closure that
owlrl computes is mostly noise; what is kept is legal RDF, new, and about the plan's resources or the
concepts of our schemes. Why it is made this way, and what was measured: docs/decisions/0002-reasoning.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from owlrl.OWLRL import OWLRL_Semantics
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from plangraph.contradictions import Contradiction, contradictions_in, listed
from plangraph.errors import InconsistencyError, InputError
from plangraph.namespaces import PLAN
from plangraph.turtle import read_turtle

Triple = tuple[Node, Node, Node]

_SCHEMA = (str(OWL), str(RDFS))
_NO_NEWS = (*_SCHEMA, str(XSD))
_AXIOMS = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDF.first, RDF.rest}
_DECLARATIONS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Ontology}
_SOME_VALUE = Literal("some value")
_SHOWN = 10
_FIGURES = "figures"


def read_ontology(folder: Path) -> Graph:
    """Return vocabulary, alignments and concept schemes below ``folder`` as one graph.

    Its ``figures/`` are left out: twice as many triples as all the rest, from which nothing follows.

    Raises:
        InputError: the folder does not hold the plan ontology.
        RdfSyntaxError: a file is not Turtle.
    """
    ontology = read_turtle(path for path in sorted(folder.rglob("*.ttl")) if path.parent.name != _FIGURES)
    if (PLAN.Activity, RDF.type, OWL.Class) not in ontology:
        raise InputError("the plan ontology (plan.ttl) is not in this folder", path=folder)
    return ontology


def infer(asserted: Graph, ontology: Graph) -> Graph:
    """Return the triples that ``asserted`` and ``ontology`` entail and neither of them states.

    Literals take part by being there and by ``owl:hasValue``, not by their datatype: the datatypes of
    data are for SHACL to check, with a better message. ``owl:sameAs`` in the data is not reasoned with,
    and ``owl:imports`` is never followed.

    Args:
        asserted: the plan; left unchanged.
        ontology: vocabulary, alignments and schemes together; left unchanged.

    Raises:
        InconsistencyError: the two contradict each other. Different IRIs count as different things, so
            two values of a functional property are a contradiction, not a discovery.
    """
    _refuse(_two_values(asserted, ontology))
    closed = Graph("SimpleMemory", bind_namespaces="none")  # half the time of rdflib's default store
    for triple in _premises(asserted, ontology):
        closed.add(triple)
    rules = _Rules(closed)
    rules.closure()
    found = [*contradictions_in(closed, _SOME_VALUE)] if rules.error_messages else []
    _refuse([*found, *_merged(closed)], rules.error_messages)

    resources = _resources(asserted, ontology)
    inferred = Graph(bind_namespaces="none")
    for triple in closed:
        if triple[0] in resources and _is_news(triple) and triple not in asserted and triple not in ontology:
            inferred.add(triple)
    return inferred


class _Rules(OWLRL_Semantics):  # type: ignore[misc]  # owlrl ships no types
    """The rules of owlrl 7.6.2, called for the triples that can set one off.

    owlrl offers every triple to every rule in every cycle. Its rules start from a triple of the OWL or
    RDFS vocabulary, and eq-ref only makes everything ``owl:sameAs`` itself: leaving both out gives the
    same triples in a fraction of the time (tests/reasoning/test_shortcuts.py holds it to that).
    """

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph, axioms=False, daxioms=False, rdfs=False)
        self._known = set(graph)

    # Parameters are named as owlrl names them, since it may pass them by name.

    def store_triple(self, t: Triple) -> None:
        # Most of what the rules offer is known already; a set says so ten times faster than the graph.
        if t not in self._known:
            self._known.add(t)
            super().store_triple(t)

    def rules(self, t: Triple, cycle_num: int) -> None:
        telling = t[2] if t[1] == RDF.type else t[1]
        if _is_of(_SCHEMA, telling):
            super().rules(t, cycle_num)

    def _equality(self, triple: Triple, cycle_num: int) -> None:
        if triple[1] == OWL.sameAs or triple[2] == OWL.AllDifferent:
            super()._equality(triple, cycle_num)


def _premises(asserted: Graph, ontology: Graph) -> Iterator[Triple]:
    """Yield what rules can use: axioms, and data whose predicate an axiom mentions.

    A literal that no ``owl:hasValue`` names stands for any other: one is enough. Declarations would only
    make every class and property a part of itself.
    """
    axioms = _AXIOMS | {predicate for predicate in ontology.predicates() if _is_of((str(OWL),), predicate)}
    axioms.discard(OWL.imports)
    usable = axioms | {RDF.type}
    for subject, predicate, value in ontology:
        if predicate in axioms:
            usable |= {subject, value}
    usable.discard(OWL.sameAs)
    named = set(ontology.objects(None, OWL.hasValue))
    for graph in (ontology, asserted):
        for subject, predicate, value in graph:
            if predicate in usable and value not in _DECLARATIONS:
                bare = isinstance(value, Literal) and value not in named
                yield subject, predicate, _SOME_VALUE if bare else value


def _resources(asserted: Graph, ontology: Graph) -> set[Node]:
    """Return what the inferred graph may speak of: nothing of the vocabulary itself."""
    resources: set[Node] = {subject for subject in asserted.subjects() if isinstance(subject, URIRef)}
    for kind in (SKOS.Concept, SKOS.ConceptScheme):
        resources.update(ontology.subjects(RDF.type, kind))
    return resources


def _is_news(triple: Triple) -> bool:
    """Tell a statement about the world from one about OWL, and from a trace of the computation."""
    _, predicate, value = triple
    if _is_of(_SCHEMA, predicate) or value == _SOME_VALUE:
        return False
    if isinstance(value, URIRef):
        return predicate != RDF.type or not _is_of(_NO_NEWS, value)
    return isinstance(value, Literal)


def _two_values(asserted: Graph, ontology: Graph) -> Iterator[Contradiction]:
    for functional in ontology.subjects(RDF.type, OWL.FunctionalProperty):
        for subject in set(asserted.subjects(functional)):
            values = sorted(set(asserted.objects(subject, functional)), key=str)
            if len({str(value) for value in values}) > 1:
                for value in values[1:]:
                    yield Contradiction(
                        rule="two-values", node=subject, path=functional, value=value, a=values[0]
                    )


def _merged(closed: Graph) -> Iterator[Contradiction]:
    for one, other in closed.subject_objects(OWL.sameAs):
        if isinstance(one, URIRef) and isinstance(other, URIRef) and str(one) < str(other):
            yield Contradiction(rule="merged", node=one, b=other)


def _refuse(contradictions: Iterable[Contradiction], messages: Sequence[str] = ()) -> None:
    """Raise an error if anything is wrong: by ``messages`` of owlrl where no pattern tells what."""
    found = sorted(contradictions, key=lambda contradiction: contradiction.sort_key)
    if not found and not messages:
        return
    told = listed(found, _SHOWN) or "\n".join(f"  {message}" for message in sorted(messages)[:_SHOWN])
    raise InconsistencyError(
        f"the data contradict the ontology:\n{told}\n"
        "Correct the data, or the axiom in ontology/, whichever is wrong.",
        found,
    )


def _is_of(namespaces: tuple[str, ...], term: Node) -> bool:
    # Not term.startswith: rdflib 7.6 overrides it and no longer takes a tuple.
    return isinstance(term, URIRef) and str.startswith(term, namespaces)
