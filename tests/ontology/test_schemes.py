"""The concept schemes: complete in both languages, without cycles, and true to the tables they come from."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS

from plangraph.namespaces import ID, PLAN, SDG, SDGO
from plangraph.turtle import read_turtle

PNRR = URIRef(ID + "pnrr")
SCHEME_NAMES = [
    "activity-type", "anomaly-kind", "bes", "link-method", "link-status", "mention-kind", "pnrr",
    "pnrr-funding",
    "pnrr-kind", "programme", "wellbeing",
]  # fmt: skip
CC_BY = URIRef("https://creativecommons.org/licenses/by/4.0/")
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


@pytest.fixture(scope="module")
def schemes(root: Path) -> Graph:
    return read_turtle([root / "ontology" / "schemes"])


@pytest.fixture(scope="module")
def figures(root: Path) -> Graph:
    return read_turtle([root / "ontology" / "figures"])


def concepts(schemes: Graph) -> Iterator[URIRef]:
    yield from (
        concept for concept in schemes.subjects(RDF.type, SKOS.Concept) if isinstance(concept, URIRef)
    )


def test_the_schemes_are_those_of_the_model(schemes: Graph) -> None:
    ours = {scheme for scheme in schemes.subjects(RDF.type, SKOS.ConceptScheme) if str(scheme).startswith(ID)}
    assert ours == {URIRef(ID + name) for name in SCHEME_NAMES}


def test_concepts_and_schemes_are_named_and_defined_once_in_each_language(schemes: Graph) -> None:
    described = {*concepts(schemes), *schemes.subjects(RDF.type, SKOS.ConceptScheme)}
    assert len(described) > 400
    for concept in described:
        names, definitions = (
            sorted(
                str(text.language)
                for text in schemes.objects(concept, predicate)
                if isinstance(text, Literal)
            )
            for predicate in (SKOS.prefLabel, SKOS.definition)
        )
        code = schemes.value(concept, PLAN.regisCode)
        # Measures have the name that was published, targets the text: nobody has translated those for us.
        assert names == ["en", "it"] or (names == ["it"] and "." in str(code)), concept
        is_target = (concept, RDF.type, SDGO.Target) in schemes
        assert definitions == (["it"] if is_target else ["en", "it"]), concept


def test_every_concept_is_in_a_scheme_and_under_a_top(schemes: Graph) -> None:
    for concept in concepts(schemes):
        homes = set(schemes.objects(concept, SKOS.inScheme))
        assert homes, concept
        assert all((home, RDF.type, SKOS.ConceptScheme) in schemes for home in homes), concept
        has_wider = (concept, SKOS.broader, None) in schemes
        assert has_wider != ((concept, SKOS.topConceptOf, None) in schemes), concept


def test_top_concepts_are_stated_both_ways(schemes: Graph) -> None:
    upward = {(scheme, concept) for concept, scheme in schemes.subject_objects(SKOS.topConceptOf)}
    assert upward == set(schemes.subject_objects(SKOS.hasTopConcept))
    assert list(schemes.objects(PNRR, SKOS.hasTopConcept)) == [URIRef(ID + "programme/PNRR")]


def test_broader_leads_up_to_a_concept_and_never_back(schemes: Graph) -> None:
    known = set(concepts(schemes))
    for concept in known:
        above = set(schemes.transitive_objects(concept, SKOS.broader)) - {concept}
        assert above <= known, concept
        for wider in above:
            assert concept not in set(schemes.objects(wider, SKOS.broader)), concept
        assert len(set(schemes.objects(concept, SKOS.broader))) <= 1, concept


def test_no_label_of_a_concept_is_of_two_kinds(schemes: Graph) -> None:
    """SKOS Reference, S13."""
    for concept in concepts(schemes):
        labels = [label for kind in LABELS for label in schemes.objects(concept, kind)]
        assert len(labels) == len(set(labels)), concept


@pytest.mark.parametrize("scheme", ["programme", "wellbeing"])
def test_a_spelling_is_recognised_as_one_concept_only(schemes: Graph, scheme: str) -> None:
    spellings = Counter(
        label
        for concept in schemes.subjects(SKOS.inScheme, URIRef(ID + scheme))
        for kind in LABELS
        for label in schemes.objects(concept, kind)
        if isinstance(label, Literal) and label.language in (None, "it")
    )
    assert [spelling for spelling, count in spellings.items() if count > 1] == []


def test_only_two_names_of_the_plan_are_names_of_istat(schemes: Graph) -> None:
    assert set(schemes.subject_objects(SKOS.exactMatch)) == {
        (URIRef(ID + "wellbeing/paesaggio"), URIRef(ID + "bes/09")),
        (URIRef(ID + "wellbeing/qualita-dei-servizi"), URIRef(ID + "bes/12")),
    }


def test_a_pnrr_item_is_found_by_its_code_and_says_where_its_facts_come_from(
    schemes: Graph, figures: Graph
) -> None:
    items = set(schemes.subjects(SKOS.inScheme, PNRR)) - {URIRef(ID + "programme/PNRR")}
    assert len(items) == 7 + 17 + 363
    for item in items:
        (code,) = schemes.objects(item, PLAN.regisCode)
        assert item == URIRef(f"{ID}pnrr/{code}")
        assert schemes.value(item, SKOS.notation) == code
        tables = list(schemes.objects(item, PROV.wasDerivedFrom))
        assert tables, item
        for table in tables:
            assert figures.value(table, DCTERMS.license) == CC_BY, table
            assert figures.value(table, DCTERMS.date), table
        wider = schemes.value(item, SKOS.broader)
        assert wider == URIRef(ID + "programme/PNRR") or str(item).startswith(str(wider)), item


def test_names_and_codes_are_those_of_the_published_table(root: Path, schemes: Graph) -> None:
    """An independent reading of one version: a name is the preferred one, or has become an alternative."""
    rows = [row for row in _rows(root, "OpenData_PNRR_QuadroFin_Programmazione_v04.csv") if row["Programma"]]
    names = {row["Missione"]: row["Descrizione Missione"] for row in rows}
    names |= {row["Componente"]: row["Descrizione Componente"] for row in rows}
    names |= {
        row["Codice Univoco Submisura"].removesuffix(".00"): row["Descrizione Submisura"] for row in rows
    }
    names |= {row["Codice Univoco Misura"]: row["Descrizione Misura"] for row in rows}
    identifiers = {row["Codice Univoco Submisura"].removesuffix(".00"): row["ID Submisura"] for row in rows}
    identifiers |= {row["Codice Univoco Misura"]: row["ID Misura"] for row in rows}
    assert len(names) == 6 + 16 + 323
    for code, name in names.items():
        item = URIRef(f"{ID}pnrr/{code}")
        known = {*schemes.objects(item, SKOS.prefLabel), *schemes.objects(item, SKOS.altLabel)}
        assert Literal(" ".join(name.split()), lang="it") in known, code
        assert schemes.value(item, PLAN.measureId) == (Literal(identifiers[code]) if "." in code else None)


def test_goals_are_those_of_the_published_mapping(root: Path, schemes: Graph) -> None:
    goals: dict[str, set[str]] = {}
    for row in _rows(root, "Mappatura_PNRR_SNSvS_Agenda2030_v2.csv"):
        goals.setdefault(row["Codice Univoco submisura"].removesuffix(".00"), set()).add(row["GOAL"])
    for item in set(schemes.subjects(PLAN.measureId)):
        code = str(schemes.value(item, PLAN.regisCode))
        mapped = [found for submeasure, found in goals.items() if _is_at_or_below(submeasure, code)]
        shared = set.intersection(*mapped) if mapped else set()  # younger than the mapping
        assert set(schemes.objects(item, PLAN.alignedWithSdg)) == {SDG[goal] for goal in shared}, code


def _is_at_or_below(submeasure: str, code: str) -> bool:
    return submeasure == code or submeasure.startswith(f"{code}.")


def _rows(root: Path, name: str) -> Iterable[dict[str, str]]:
    path = root.parent / "shared" / "pnrr" / "csv" / name
    if not path.is_file():
        pytest.skip(f"the open data table {name} is not beside the checkout")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
