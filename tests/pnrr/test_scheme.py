"""Small tables in the published layouts become concepts, money and tags, each with its version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD

from plangraph.cli import main
from plangraph.errors import TableError
from plangraph.namespaces import ID, PLAN, SDG
from plangraph.pnrr.layouts import known_layouts
from plangraph.pnrr.scheme import Scheme, make_scheme
from plangraph.turtle import turtle_bytes

TITLES = {
    "programme": "PNRR",
    "mission": "M2",
    "mission_title": "Rivoluzione verde",
    "component": "M2C2",
    "component_title": "Energia",
    "measure_title": "Rinnovabili",
    "intervention_type": "Investimento",
    "support_type": "Prestito",
    "owner": "MIN DELL'UNIVERSITÀ",
}
BEFORE = [
    {"submeasure_code": "M2C2I5.01.01", "measure_code": "M2C2I5.01", "measure_id": "M2C2I5.1",
     "submeasure_id": "M2C2I5.1.1", "cid_code": "M2C2I5.1.1", "submeasure_title": "Fotovoltaico",
     "total_amount": "655307959,2", "existing_projects_amount": "0", "fsc_amount": "55307959,2",
     "new_projects_amount": "600.000.000"},
    {"submeasure_code": "M2C2I5.03.00", "measure_code": "M2C2I5.03", "measure_id": "M2C2I5.3",
     "submeasure_id": "M2C2I5.3", "cid_code": "M2C2I5.3", "measure_title": "Bus",
     "submeasure_title": "Bus", "total_amount": "300000000", "existing_projects_amount": "0",
     "fsc_amount": "0", "new_projects_amount": "300000000"},
]  # fmt: skip
AFTER = [
    {**BEFORE[0], "submeasure_title": "Tecnologia fotovoltaica", "total_amount": " 700.000.000,00 ",
     "new_projects_amount": "700000000", "owner": "MIN DELL'UNIVERSITA'", "cid_code": "M2C2I5.1"},
]  # fmt: skip
GOALS = [
    {**BEFORE[0], "prevailing": "si", "sdg_goal_code": "7", "sdg_goal": "Energia", "sdg_target_code": "7.2",
     "sdg_target": "Aumentare la quota di rinnovabili"},
    {**BEFORE[0], "prevailing": "no", "sdg_goal_code": "13", "sdg_goal": "Clima", "sdg_target_code": "n.c.",
     "sdg_target": "N/A"},
]  # fmt: skip
TAGS = [
    {**BEFORE[0], "total_amount": "100", "climate_field": "029 - Solare", "climate_coefficient": "40",
     "climate_amount": "40", "digital_field": "N/A", "digital_coefficient": "N/A", "digital_amount": "0"},
]  # fmt: skip
ITEM = ID["pnrr/M2C2I5.01.01"]

Tables = Callable[..., tuple[list[Path], Graph]]


@pytest.fixture
def tables(write_csv: Callable[..., Path]) -> Tables:
    """Return a function that writes the tables and describes their versions."""

    def write(**changed: list[dict[str, str]]) -> tuple[list[Path], Graph]:
        register, paths = Graph(), []
        for slug, table, layout, date, rows in (
            ("after", "measures", 1, "2024", AFTER),
            ("before", "measures", 0, "2022-12/2023-04", BEFORE),
            ("goals", "sdg-mapping", 0, "2023", GOALS),
            ("tags", "tags", 0, "2023", TAGS),
        ):
            fields = [one for one in known_layouts() if one.table == table][layout].fields
            cells = [
                [{**TITLES, **row}.get(field.name, "") for field in fields] for row in changed.get(slug, rows)
            ]
            path = write_csv([field.headers[0] for field in fields], cells, name=f"{slug}.csv")
            describe(register, path, slug, date)
            paths.append(path)
        return paths, register

    return write


def describe(register: Graph, path: Path, slug: str, date: str) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    register.parse(
        format="turtle",
        data=f"""
        @prefix dcterms: <{DCTERMS}> . @prefix spdx: <http://spdx.org/rdf/terms#> . @prefix xsd: <{XSD}> .
        <{ID}pnrr-table/{slug}> dcterms:date "{date}" ; spdx:checksum <{ID}{slug}#sha256> .
        <{ID}{slug}#sha256> spdx:checksumValue "{digest}"^^xsd:hexBinary .""",
    )


@pytest.fixture
def scheme(tables: Tables) -> Scheme:
    return make_scheme(*tables())


def texts(graph: Graph, node: URIRef, predicate: URIRef) -> set[str]:
    return {str(value) for value in graph.objects(node, predicate)}


def test_the_tree_goes_from_the_programme_to_the_sub_measure(scheme: Scheme) -> None:
    upward = list(scheme.concepts.transitive_objects(ITEM, SKOS.broader))
    assert upward == [
        ID["pnrr/M2C2I5.01.01"], ID["pnrr/M2C2I5.01"], ID["pnrr/M2C2"], ID["pnrr/M2"], ID["programme/PNRR"]
    ]  # fmt: skip
    kinds = {str(kind).rpartition("/")[2] for kind in scheme.concepts.objects(ITEM, DCTERMS.type)}
    assert kinds == {"sub-measure", "investment"}


def test_an_item_has_its_three_codes_the_last_version_names_it_and_says_what_it_was(scheme: Scheme) -> None:
    concepts = scheme.concepts
    assert concepts.value(ITEM, PLAN.regisCode) == Literal("M2C2I5.01.01")
    assert concepts.value(ITEM, PLAN.measureId) == Literal("M2C2I5.1.1")
    assert concepts.value(ITEM, PLAN.cidCode) == Literal("M2C2I5.1")
    assert concepts.value(ITEM, SKOS.prefLabel) == Literal("Tecnologia fotovoltaica", lang="it")
    assert concepts.value(ITEM, SKOS.altLabel) == Literal("Fotovoltaico", lang="it")
    assert "In table before the CID code was M2C2I5.1.1." in texts(concepts, ITEM, SKOS.changeNote)


def test_an_item_that_the_last_version_lacks_is_deprecated_and_nothing_is_guessed(scheme: Scheme) -> None:
    gone = ID["pnrr/M2C2I5.03"]
    assert list(scheme.concepts.subjects(OWL.deprecated)) == [gone]
    assert (gone, DCTERMS.isReplacedBy, None) not in scheme.concepts
    assert any(
        "neither CID code, ID nor title" in note for note in texts(scheme.concepts, gone, SKOS.changeNote)
    )


def test_a_replaced_item_leads_to_what_replaced_it_and_says_how_that_is_known(tables: Tables) -> None:
    bus = {**BEFORE[1], "submeasure_code": "M2C2I6.01.00", "measure_code": "M2C2I6.01",
           "measure_id": "M2C2I6.1", "submeasure_id": "M2C2I6.1", "cid_code": "M2C2I6.1"}  # fmt: skip
    concepts = make_scheme(*tables(after=[*AFTER, bus])).concepts
    gone = ID["pnrr/M2C2I5.03"]
    assert list(concepts.objects(gone, DCTERMS.isReplacedBy)) == [ID["pnrr/M2C2I6.01"]]
    assert any("Replaced by M2C2I6.01: same title" in note for note in texts(concepts, gone, SKOS.changeNote))


def test_goals_and_targets_are_those_of_the_mapping(scheme: Scheme) -> None:
    assert set(scheme.concepts.objects(ITEM, PLAN.alignedWithSdg)) == {SDG["7"], SDG["13"]}
    assert list(scheme.concepts.objects(ITEM, PLAN.prevailingSdg)) == [SDG["7"]]
    assert list(scheme.concepts.objects(ITEM, PLAN.alignedWithSdgTarget)) == [SDG["7.2"]]
    assert scheme.concepts.value(SDG["7.2"], SKOS.broader) == SDG["7"]
    assert set(scheme.concepts.objects(ID["pnrr/M2C2I5.01"], PLAN.alignedWithSdg)) == {SDG["7"], SDG["13"]}


def test_each_version_has_an_allocation_of_its_own_to_the_cent(scheme: Scheme) -> None:
    figures = scheme.figures
    before, after = (URIRef(f"{ITEM}/allocation/{slug}") for slug in ("before", "after"))
    assert set(figures.objects(ITEM, PLAN.allocation)) == {before, after}
    amounts = [figures.value(node, PLAN.amount) for node in (before, after)]
    assert amounts == [
        Literal("655307959.2", datatype=XSD.decimal), Literal("700000000.0", datatype=XSD.decimal)
    ]  # fmt: skip
    parts = (PLAN.existingProjectsAmount, PLAN.cohesionFundAmount, PLAN.newProjectsAmount)
    values = [figures.value(before, part) for part in parts]
    assert sum(value.toPython() for value in values if isinstance(value, Literal)) == Decimal("655307959.2")
    assert (after, PLAN.cohesionFundAmount, None) not in figures
    assert figures.value(before, DCTERMS.date) == Literal("2022-12/2023-04")
    assert figures.value(before, PROV.wasDerivedFrom) == ID["pnrr-table/before"]
    assert figures.value(before, PLAN.fundingForm) == ID["pnrr-funding/loan"]


def test_a_tag_keeps_field_coefficient_and_amount_and_what_is_missing_stays_missing(scheme: Scheme) -> None:
    (tag,) = scheme.figures.objects(ITEM, PLAN.fieldTag)
    assert scheme.figures.value(tag, PLAN.climateCoefficient) == Literal(40)
    assert scheme.figures.value(tag, PLAN.climateField) == Literal("029 - Solare", lang="it")
    assert scheme.figures.value(tag, PLAN.amount) == Literal("100.0", datatype=XSD.decimal)
    assert (tag, PLAN.digitalCoefficient, None) not in scheme.figures


def test_an_administration_spelt_in_two_ways_is_one_body(scheme: Scheme) -> None:
    (body,) = scheme.figures.subjects(RDF.type, ORG.Organization)
    assert scheme.figures.value(ITEM, PLAN.ownerAdministration) == body
    assert scheme.figures.value(body, RDFS.label) == Literal("MIN DELL'UNIVERSITA'", lang="it")
    assert scheme.figures.value(body, SKOS.altLabel) == Literal("MIN DELL'UNIVERSITÀ", lang="it")


def test_the_order_of_the_files_makes_no_difference(tables: Tables) -> None:
    paths, register = tables()
    one, other = make_scheme(paths, register), make_scheme(paths[::-1], register)
    assert turtle_bytes(one.concepts) == turtle_bytes(other.concepts)
    assert turtle_bytes(one.figures) == turtle_bytes(other.figures)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"submeasure_code": "M2C2X5"}, "no code of a PNRR item"),
        ({"support_type": "Regalo"}, "«Regalo» is neither Prestito nor Sovvenzione"),
        ({"owner": "N/D"}, "it has no administration"),
        ({"total_amount": ""}, "it has no total amount"),
        ({"total_amount": "molto"}, "1 rows cannot be read"),
    ],
)
def test_a_row_that_cannot_be_used_stops_the_command_with_its_place(
    tables: Tables, change: dict[str, str], problem: str
) -> None:
    paths, register = tables(after=[{**AFTER[0], **change}])
    with pytest.raises(TableError, match=problem) as refused:
        make_scheme(paths, register)
    assert "after.csv" in str(refused.value)


def test_a_file_of_an_unknown_version_is_refused_with_the_checksum_to_describe(tables: Tables) -> None:
    paths, _ = tables()
    digest = hashlib.sha256(paths[0].read_bytes()).hexdigest()
    with pytest.raises(TableError, match=f"not known which version.*sha256 {digest}"):
        make_scheme(paths[:1], Graph())


def test_without_a_financial_table_there_is_no_scheme(tables: Tables) -> None:
    paths, register = tables()
    with pytest.raises(TableError, match="no financial table"):
        make_scheme(paths[2:], register)


def test_a_second_mapping_is_refused(tables: Tables) -> None:
    paths, register = tables()
    with pytest.raises(TableError, match="two mappings"):
        make_scheme([*paths, paths[2]], register)


def test_the_command_refuses_what_it_does_not_know_and_writes_nothing(tables: Tables, tmp_path: Path) -> None:
    paths, _ = tables()
    done = CliRunner().invoke(main, ["pnrr", "scheme", str(paths[0]), "--output", str(tmp_path / "out.ttl")])
    assert done.exit_code == TableError.exit_code
    assert not (tmp_path / "out.ttl").exists()


def test_the_committed_files_are_what_the_command_makes_of_the_published_tables(shared: Path) -> None:
    names = ("QuadroFin", "Mappatura", "TAG_")
    paths = [str(path) for path in sorted(shared.rglob("*")) if any(name in path.name for name in names)]
    done = CliRunner().invoke(main, ["pnrr", "scheme", "--check", *paths])
    assert done.exit_code == 0, done.output
