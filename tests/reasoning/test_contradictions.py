"""Every rule of OWL 2 RL that ends in false names, in both languages, the thing that breaks it."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.term import Node

from plangraph.contradictions import _rules
from plangraph.errors import InconsistencyError
from plangraph.reasoning import infer
from plangraph.validation.explaining import local_name
from plangraph.validation.sentences import LANGUAGES

PREFIXES = """\
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
# Keys make one thing of two: :x and :y of the data are the same.
SAME = " :key a owl:InverseFunctionalProperty ; rdfs:domain :D . "
BROKEN = {
    "eq-diff1": (SAME + ":x owl:differentFrom :y .", ":x :key :k . :y :key :k ."),
    "eq-diff2": (
        SAME + "[] a owl:AllDifferent ; owl:members (:x :y :z :w) .",
        ":x :key :k . :y :key :k . :z :key :l .",
    ),
    "prp-irp": (":p a owl:IrreflexiveProperty ; rdfs:domain :D .", ":x :p :x ."),
    "prp-asyp": (":p a owl:AsymmetricProperty ; rdfs:domain :D .", ":y :p :x . :x :p :y ."),
    "prp-pdw": (":p owl:propertyDisjointWith :q .", ":x :p :y ; :q :y ."),
    "prp-adp": ("[] a owl:AllDisjointProperties ; owl:members (:p :q :r) .", ":x :p :y ; :q :y ."),
    "prp-npa1": (
        "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y ."
        " :p a owl:SymmetricProperty .",
        ":x :p :y .",
    ),
    "cls-nothing2": (":A rdfs:subClassOf owl:Nothing .", ":x a :A ."),
    "cls-com": (":A owl:complementOf :B .", ":x a :A, :B ."),
    "cax-dw": (":A owl:disjointWith :B .", ":x a :A, :B ."),
    "cax-adc": ("[] a owl:AllDisjointClasses ; owl:members (:A :B :C) .", ":x a :A, :B ."),
    "two-values": (":p a owl:FunctionalProperty .", ":x :p :y, :z ."),
    "merged": (SAME, ":x :key :k . :y :key :k ."),
}


def called(node: Node, _: str) -> str:
    return local_name(node)


@pytest.mark.parametrize("rule", BROKEN)
def test_what_breaks_a_rule_is_named_with_its_terms_in_both_languages(rule: str) -> None:
    ontology, data = (Graph().parse(data=PREFIXES + text, format="turtle") for text in BROKEN[rule])
    with pytest.raises(InconsistencyError) as refusal:
        infer(data, ontology)
    found = [one for one in refusal.value.contradictions if one.rule == rule]
    assert [one.node for one in found] == [URIRef("https://example.org/x")]
    told = {language: found[0].sentence(language, called) for language in LANGUAGES}
    assert len(set(told.values())) == len(LANGUAGES)
    assert all("x" in sentence and "{" not in sentence for sentence in told.values())
    assert "https://example.org/x" in str(refusal.value)


def test_every_rule_that_has_words_is_tried() -> None:
    assert BROKEN.keys() == _rules().keys()


def test_classes_that_exclude_each_other_both_ways_are_told_once() -> None:
    ontology, data = (
        Graph().parse(data=PREFIXES + text, format="turtle")
        for text in (":A owl:disjointWith :B . :B owl:disjointWith :A .", ":x a :A, :B .")
    )
    with pytest.raises(InconsistencyError) as refusal:
        infer(data, ontology)
    assert len(refusal.value.contradictions) == 1
