"""Each check finds what it is for, and leaves alone what is right."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import Graph

from plangraph.checks import Check, whole_report
from plangraph.checks.check import broken
from plangraph.checks.identifiers import misnamed_measures, misnumbered
from plangraph.checks.labels import half_named
from plangraph.checks.questions import unanswered
from plangraph.checks.terms import (
    dangling,
    nameless,
    undeclared_in_data,
    undeclared_in_questions,
    undeclared_in_shapes,
    unlinked,
)
from plangraph.checks.text import misquoted, unprinted_rows
from plangraph.queries import read_queries
from plangraph.store.embedded import open_dataset
from plangraph.validation import Severity, ValidationResult

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/plangraph/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
LINES = ("AREA 1", "<b>Edilizia</b>  Privata", "e Produttiva")
ROW = (
    "<https://w3id.org/plangraph/id/source/x/line/2-3> a plan:SourceRow ; plan:firstLine 2 ; plan:lastLine 3"
)
VERBATIM = r'; plan:verbatim "<b>Edilizia</b>  Privata\ne Produttiva"'


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def rules(results: Iterable[ValidationResult]) -> list[str]:
    """Return the names of the rules broken, once it is sure that each result is told in both languages."""
    found = list(results)
    for result in found:
        assert {message.language for message in result.messages} == {"en", "it"}
        assert {text.language for text in result.explanation.suggestion} == {"en", "it"}
    return [str(result.source_shape).rpartition("/")[2] for result in found]


def test_a_row_repeats_its_lines_or_is_told() -> None:
    assert rules(unprinted_rows(graph(f"{ROW} {VERBATIM} ."), LINES)) == []
    for wrong in ('; plan:verbatim "Edilizia"', "", "; plan:verbatim 'x' ; plan:firstLine 'two'"):
        assert rules(unprinted_rows(graph(f"{ROW} {wrong} ."), LINES)) == ["printed-row"]


def test_a_quote_occurs_on_its_lines_whatever_the_markup_and_the_line_ends() -> None:
    row = "<https://w3id.org/plangraph/id/source/x/line/2-3>"
    for quote in ("Edilizia Privata e", "Produttiva", "<b>Edilizia</b>"):
        said = f"<urn:x> plan:surfaceForm '{quote}' ; prov:wasDerivedFrom {row} ."
        assert rules(misquoted(graph(f"{ROW} . {said}"), LINES)) == []
    for predicate in ("plan:surfaceForm", "plan:quote"):
        said = f"<urn:x> {predicate} 'edilizia privata' ; prov:wasDerivedFrom {row} ."
        assert rules(misquoted(graph(f"{ROW} . {said}"), LINES)) == ["quote-on-lines"]
    selector = f"{row} oa:hasSelector <urn:s> . <urn:s> oa:exact 'AREA 1' ."
    assert rules(misquoted(graph(f"{ROW} . {selector}"), LINES)) == ["quote-on-lines"]
    assert rules(misquoted(graph("<urn:x> plan:quote 'of no row' ."), LINES)) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<urn:a/area/4> a plan:StrategicArea ; plan:number 4 .", "plan:number 4|plan:number 5"),
        ("<urn:a/objective/4.1> a plan:StrategicObjective ; dcterms:identifier '4.1' .", "'4.1'|'1.4'"),
        ("<urn:a/line/2-3> a plan:SourceRow ; plan:firstLine 2 ; plan:lastLine 3 .", "lastLine 3|lastLine 4"),
        ("<urn:a/line/2> a plan:SourceRow ; plan:firstLine 2 ; plan:lastLine 2 .", "firstLine 2|firstLine 1"),
        (
            "<urn:a/activity/4.1/00ff00ff> plan:ofObjective <urn:o> . <urn:o> dcterms:identifier '4.1' .",
            "'4.1'|'4.2'",
        ),
        ("<urn:a/project/cis-br-le/A1_16> plan:localCode 'A1_16' .", "'A1_16'|'A1_17'"),
    ],
)
def test_an_iri_holds_the_number_of_what_it_stands_for(right: str, wrong: str) -> None:
    before, after = wrong.split("|")
    assert rules(misnumbered(graph(right))) == []
    assert rules(misnumbered(graph(right.replace(before, after)))) == ["identifier-iri"]


def test_a_measure_of_the_pnrr_is_named_by_its_code() -> None:
    assert rules(misnamed_measures(graph("<urn:x/pnrr/M5C2> skos:notation 'M5C2' ."))) == []
    assert rules(misnamed_measures(graph("<urn:x/pnrr/M5C2> skos:notation 'M5C3' ."))) == ["identifier-iri"]


def test_names_are_in_both_languages_where_the_model_wants_them() -> None:
    dataset = "<urn:d> a dcat:Dataset ; dcterms:title 'Piano'@it"
    concept = "<urn:c> skos:inScheme <urn:x/link-method> ; skos:prefLabel 'parole'@it"
    measure = "<urn:m> skos:inScheme <urn:x/pnrr> ; skos:prefLabel 'Rigenerazione'@it"
    assert rules(half_named(graph(f"{dataset}, 'Plan'@en . {concept}, 'words'@en . {measure} ."))) == []
    assert rules(half_named(graph(f"{dataset} ."))) == ["both-languages"]
    assert rules(half_named(graph(f"{concept} ."))) == ["both-languages"]


def test_a_term_that_nobody_declared_is_found_in_data_shapes_and_questions() -> None:
    ontology = graph("plan:Activity a owl:Class . plan:cup a owl:DatatypeProperty .")
    assert rules(undeclared_in_data(graph("<urn:a> a plan:Activity ; plan:cup 'x' ."), ontology)) == []
    assert rules(undeclared_in_data(graph("<urn:a> a plan:Attivita ."), ontology)) == ["declared-term"]
    assert rules(undeclared_in_data(graph("<urn:a> plan:cap 'x' ."), ontology)) == ["declared-term"]
    shape = "<urn:s> sh:path plan:cup ; sh:select 'SELECT $this WHERE { $this plan:cup ?x } # plan:none' ."
    assert rules(undeclared_in_shapes(graph(shape), ontology)) == []
    for wrong in (
        shape.replace("sh:path plan:cup", "sh:path plan:cap"),
        shape.replace("$this plan:cup", "$this plan:cap"),
    ):
        assert rules(undeclared_in_shapes(graph(wrong), ontology)) == ["declared-term"]
    question = "SELECT * { ?a a plan:Activity ; <https://w3id.org/plangraph/ontology#cup> ?c } # plan:none"
    assert rules(undeclared_in_questions({"q": question}, ontology)) == []
    assert rules(undeclared_in_questions({"q": question.replace("#cup", "#cap")}, ontology)) == [
        "declared-term"
    ]


def test_a_link_to_one_of_our_iris_leads_to_something_described() -> None:
    sound = (
        "<urn:a> dcterms:relation id:b, <https://example.org/b> ; dcat:downloadURL id:b.ttl ."
        "id:b plan:cup 'x' ."
    )
    assert rules(dangling(graph(sound))) == []
    (result,) = dangling(graph(sound.replace("relation id:b", "relation id:c")))
    assert (rules([result]), result.severity) == (["described-here"], Severity.WARNING)


def test_nothing_published_is_a_blank_node() -> None:
    assert rules(nameless(graph("<urn:a> plan:cup 'x' ."))) == []
    assert rules(nameless(graph("<urn:a> plan:cup [] ."))) == ["named-node"]
    assert rules(nameless(graph("[] plan:cup 'x' ."))) == ["named-node"]


def test_links_start_from_activities_of_the_plan() -> None:
    links = graph("<urn:l> plan:linkedActivity <urn:a> . <urn:s> plan:searchedActivity <urn:a> .")
    assert rules(unlinked(links, graph("<urn:a> a plan:Activity ."))) == []
    assert rules(unlinked(links, graph("<urn:b> a plan:Activity ."))) == [
        "linked-activity",
        "linked-activity",
    ]


def test_a_question_without_an_answer_is_looked_at_and_one_that_cannot_be_asked_is_mended(
    tmp_path: Path,
) -> None:
    head = "#+ summary: x\n#+ question: Cosa? / What?\n#+ audience: citizen\n"
    for name, text in {
        "answered": "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s",
        "described": "DESCRIBE <urn:a>",
        "denied": "ASK { FILTER (false) }",
        "empty": "SELECT ?s WHERE { ?s a ?s }",
        "wrong": "SELECT ?s WHERE { ?s ?p ?o } GROUP BY ?p",
    }.items():
        (tmp_path / f"{name}.rq").write_text(head + text)
    data = tmp_path / "data.ttl"
    data.write_text("<urn:a> <urn:p> <urn:b> .")
    dataset = open_dataset({"urn:graph": [data]})
    found = {
        str(result.focus_node).rpartition("/")[2]: result.severity
        for result in unanswered(read_queries(tmp_path), dataset)
    }
    assert found == {"empty": Severity.WARNING, "denied": Severity.WARNING, "wrong": Severity.VIOLATION}


def test_a_check_fails_for_violations_alone_and_says_the_first() -> None:
    from rdflib import URIRef

    warned = broken("described-here", URIRef("urn:a"), "Così.", "So it is.", severity=Severity.WARNING)
    grave = broken("named-node", URIRef("urn:b"), "No.", "Not so.")
    assert Check.of("x", [warned], "3 things").passed
    check = Check.of("x", [warned, grave], "3 things")
    assert not check.passed
    assert check.detail == "3 things; 1 violation, 1 warning; first: Not so."
    assert len(whole_report([check, Check.of("y", [warned], "")]).results) == 2
