"""Building the real plan: deterministic, current, whole or not at all."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import PROV, RDF, SH

from plangraph import pipeline
from plangraph.errors import InputError, PlangraphError, UsageError
from plangraph.layout import Layout, project_layout
from plangraph.manifest import default_profile, is_current
from plangraph.namespaces import PLAN
from plangraph.profile import read_profile
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import graph_files
from plangraph.turtle import read_turtle

MONTEFINTO = Path(__file__).parent / "montefinto"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a copy of the second plan that a test may break."""
    return Path(shutil.copytree(MONTEFINTO, tmp_path / "plan"))


def test_the_committed_graphs_are_what_a_build_writes_now(built: pipeline.Built) -> None:
    assert pipeline.stale_files(built, project_layout().data / "plan.ttl") == ()


def test_the_same_input_gives_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from plangraph import pipeline as p; "
        "from plangraph.layout import project_layout; "
        "p.write(p.build(Path(sys.argv[1]), project_layout()), Path(sys.argv[2]))"
    )
    written = []
    for seed in ("1", "2"):
        output = tmp_path / seed / "plan.ttl"
        output.parent.mkdir()
        subprocess.run(
            [sys.executable, "-c", program, MONTEFINTO / "plan.toml", output],
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(pipeline.__file__).parent.parent)},
        )
        written.append({path.name: path.read_bytes() for path in output.parent.iterdir()})
    assert written[0] == written[1]
    assert set(written[0]) == {"plan.ttl", "inferred.ttl", "validation.ttl", "catalogue.ttl", "build.json"}


def test_no_blank_node_is_published(built: pipeline.Built) -> None:
    for graph in (built.asserted, built.inferred, built.catalogue):
        assert not [term for triple in graph for term in triple if isinstance(term, BNode)]


def test_no_triple_stands_in_two_named_graphs() -> None:
    # The engine's union default graph would count it twice (pyoxigraph 0.5.13), unlike an RDF merge.
    dataset = open_dataset(graph_files(project_layout()))
    graphs = {name: set(dataset.graph(name)) for name in dataset.graphs}
    for one, other in combinations(graphs, 2):
        assert not graphs[one] & graphs[other], (one, other)


def test_every_plan_term_is_asserted_only_where_the_text_says_it(built: pipeline.Built) -> None:
    inferred_only = {PLAN.inArea, PLAN.hasPart, PLAN.partOf, PLAN.withinFundingScope, PLAN.contributesToSdg}
    assert not inferred_only & set(built.asserted.predicates())
    assert (None, RDF.type, PLAN.PnrrActivity) not in built.asserted


def test_a_direct_triple_has_an_exact_mention_behind_it(built: pipeline.Built) -> None:
    graph = built.asserted
    for predicate in (PLAN.fundedUnder, PLAN.citesProgramme, PLAN.citesAct, PLAN.concernsPlace, PLAN.partner,
                      PLAN.responsibleSector, PLAN.wellBeingDimension, PLAN.implementedThrough):  # fmt: skip
        for activity, target in graph.subject_objects(predicate):
            statuses = [
                str(graph.value(mention, PLAN.mappingStatus))
                for mention in graph.objects(activity, PLAN.mentions)
                if (mention, PLAN.resolvesTo, target) in graph
            ]
            assert "exact" in statuses, (activity, predicate, target)


def test_everything_that_is_pointed_at_is_described(built: pipeline.Built) -> None:
    layout = project_layout()
    projects = read_turtle([layout.data / "pnrr.ttl"])
    known = built.asserted + built.catalogue + projects + read_turtle([layout.ontology])
    # A table that no figure was taken from is named among the sources of the projects, and described nowhere.
    described = {*known.subjects(), *projects.objects(None, PROV.wasDerivedFrom)}
    own = ("https://w3id.org/plangraph/id/", "https://w3id.org/italia/PublicInvestment/data/")
    dangling = {
        value
        for value in (built.asserted + built.catalogue).objects()
        if isinstance(value, URIRef) and str(value).startswith(own) and not str(value).endswith(".ttl")
    } - described
    assert not dangling


def test_a_row_inserted_above_moves_no_activity(plan: Path) -> None:
    before = _activities(pipeline.build(plan / "plan.toml", project_layout()).asserted)
    text = (plan / "piano.txt").read_text(encoding="utf-8")
    _rewrite(plan, "\tPNRR M1C1 I1.4", "\tUna riga nuova\t\t\t\n\tPNRR M1C1 I1.4", text)
    after = _activities(pipeline.build(plan / "plan.toml", project_layout()).asserted)
    assert before < after
    assert len(after - before) == 1


def test_a_build_is_current_until_an_input_or_an_output_changes(plan: Path, tmp_path: Path) -> None:
    layout = project_layout()
    output = tmp_path / "out" / "plan.ttl"
    output.parent.mkdir()
    profile = read_profile(plan / "plan.toml")
    assert not is_current(output, profile, layout)
    pipeline.write(pipeline.build(plan / "plan.toml", layout), output)
    assert is_current(output, profile, layout)
    (plan / "gazetteer.ttl").write_text((plan / "gazetteer.ttl").read_text() + "\n# a comment\n")
    assert not is_current(output, profile, layout)
    pipeline.write(pipeline.build(plan / "plan.toml", layout), output)
    output.with_name("inferred.ttl").write_bytes(b"")
    assert not is_current(output, profile, layout)
    output.with_name("build.json").write_text("[]")
    assert not is_current(output, profile, layout)


def test_a_build_is_stale_when_links_or_projects_come_go_or_change(plan: Path, tmp_path: Path) -> None:
    layout, output = project_layout(), tmp_path / "plan.ttl"
    profile = read_profile(plan / "plan.toml")

    def build() -> None:
        pipeline.write(pipeline.build(plan / "plan.toml", layout, folder=tmp_path), output)

    build()
    for name in ("links.ttl", "pnrr.ttl"):
        promised = f"dumps/{name}"
        assert is_current(output, profile, layout)
        assert promised not in (tmp_path / "catalogue.ttl").read_text(encoding="utf-8")
        (tmp_path / name).write_text("<https://example.org/a> a <https://example.org/B> .\n")
        assert not is_current(output, profile, layout)
        build()
        assert promised in (tmp_path / "catalogue.ttl").read_text(encoding="utf-8")
    assert is_current(output, profile, layout)
    (tmp_path / "links.ttl").write_text("<https://example.org/b> a <https://example.org/B> .\n")
    assert not is_current(output, profile, layout)
    (tmp_path / "links.ttl").unlink()
    assert not is_current(output, profile, layout)


def test_a_build_reports_what_is_to_be_seen_to_in_its_graphs_and_where_in_the_text(
    built: pipeline.Built,
) -> None:
    report = built.findings
    assert not {term for triple in report for term in triple if isinstance(term, BNode)}
    [iri] = report.subjects(RDF.type, SH.ValidationReport)
    assert str(iri) == "https://w3id.org/plangraph/id/report/lecce/2025-2027"
    results = set(report.subjects(RDF.type, SH.ValidationResult))
    assert results == set(report.objects(iri, SH.result))
    lacking = set(built.asserted.subjects(RDF.type, PLAN.Activity)) - {
        activity for activity, _ in built.asserted.subject_objects(PLAN.plannedYear)
    }
    stated = URIRef("https://w3id.org/plangraph/shapes#activity-year-stated")
    told = set(report.subjects(SH.sourceShape, stated))
    assert lacking
    assert {report.value(each, SH.focusNode) for each in told} == lacking
    assert all((report.value(each, PROV.wasDerivedFrom), None, None) in built.asserted for each in told)


def test_a_project_that_breaks_a_rule_is_in_the_report_of_the_next_build(plan: Path, tmp_path: Path) -> None:
    broken = "https://w3id.org/italia/PublicInvestment/data/CUP/X"
    (tmp_path / "pnrr.ttl").write_text(
        f'<{broken}> a <{PLAN.InvestmentProject}> ; <{PLAN.cup}> "X" .\n', encoding="utf-8"
    )
    report = pipeline.build(plan / "plan.toml", project_layout(), folder=tmp_path).findings
    shape = URIRef("https://w3id.org/plangraph/shapes#project-cup")
    assert URIRef(broken) in {
        report.value(each, SH.focusNode) for each in report.subjects(SH.sourceShape, shape)
    }


def test_a_build_is_stale_when_a_shape_has_changed(built: pipeline.Built) -> None:
    assert "shapes/activity.ttl" in built.inputs
    assert not [name for name in built.inputs if "examples" in name]
    assert not [node for node in built.asserted.subjects() if "shapes/" in str(node)]


def _rewrite(plan: Path, old: str, new: str, text: str | None = None) -> None:
    """Replace text in the plan and mend its checksum in the profile."""
    path = plan / "piano.txt"
    text = path.read_text(encoding="utf-8") if text is None else text
    assert old in text
    digest = sha256(path.read_bytes()).hexdigest()
    path.write_text(text.replace(old, new), encoding="utf-8")
    profile = plan / "plan.toml"
    mended = profile.read_text().replace(digest, sha256(path.read_bytes()).hexdigest())
    profile.write_text(mended)


def _activities(graph: Graph) -> set[object]:
    return set(graph.subjects(RDF.type, PLAN.Activity))


def _append(name: str, addition: bytes) -> Callable[[Path], None]:
    def change(plan: Path) -> None:
        (plan / name).write_bytes((plan / name).read_bytes() + addition)

    return change


def _replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(plan: Path) -> None:
        path = plan / name
        content = path.read_text(encoding="utf-8")
        assert old in content
        path.write_text(content.replace(old, new), encoding="utf-8")

    return change


def _text(old: str, new: str) -> Callable[[Path], None]:
    return lambda plan: _rewrite(plan, old, new)


def _latin1(plan: Path) -> None:
    path = plan / "piano.txt"
    path.write_bytes(path.read_text(encoding="utf-8").replace("€", "EUR").replace("■", "x").encode("latin-1"))


BAD: dict[str, tuple[Callable[[Path], None], str, int | None, str]] = {
    "a missing profile": (
        lambda plan: (plan / "plan.toml").unlink(),
        "plan.toml",
        None,
        "there is no such profile",
    ),
    "a profile that is no TOML": (_append("plan.toml", b"\n= 3\n"), "plan.toml", 38, "no TOML"),
    "a profile without a key": (
        _replace("plan.toml", 'ipa_code = "c_x999"\n', ""),
        "plan.toml",
        None,
        "municipality.ipa_code is missing",
    ),
    "a profile without a table": (
        _replace("plan.toml", "[period]\nfirst_year = 2026\nlast_year = 2028\n", ""),
        "plan.toml",
        None,
        "period is missing",
    ),
    "a profile with a misspelt key": (
        _replace("plan.toml", "gazetteers", "gazeteers"),
        "plan.toml",
        None,
        "gazeteers is not known",
    ),
    "a profile with a wrong value": (
        _replace("plan.toml", '"999999"', '"99"'),
        "plan.toml",
        None,
        "istat_code = '99'",
    ),
    "a profile that is copied and mended in part": (
        _replace(
            "plan.toml",
            "https://example.org/territory/montefinto",
            "https://w3id.org/italia/controlled-vocabulary/territorial-classifications/cities/075035-(2011-12-02)",
        ),
        "plan.toml",
        None,
        "territory is of 075035",
    ),
    "a profile whose years are no numbers": (
        _replace("plan.toml", "first_year = 2026", 'first_year = "2026"'),
        "plan.toml",
        None,
        "period.first_year",
    ),
    "a profile whose period ends before it begins": (
        _replace("plan.toml", "last_year = 2028", "last_year = 2020"),
        "plan.toml",
        None,
        "is after",
    ),
    "a profile whose date is none": (
        _replace("plan.toml", "issued = 2026-01-10", 'issued = "soon"'),
        "plan.toml",
        None,
        "data.issued",
    ),
    "a sector number of one digit": (
        _replace("plan.toml", '"01" =', '"1" ='),
        "plan.toml",
        None,
        "is no sector number",
    ),
    "a text that is missing": (
        lambda plan: (plan / "piano.txt").unlink(),
        "piano.txt",
        None,
        "cannot be read",
    ),
    "a text that the profile does not describe": (
        _append("piano.txt", b"\n"),
        "piano.txt",
        None,
        "not the text that the profile describes",
    ),
    "a text in Latin-1": (_latin1, "piano.txt", 7, "not UTF-8: byte 0xe0"),
    "a text that is no text": (_append("piano.txt", b"\n\0\0"), "piano.txt", 36, "NUL bytes"),
    "a heading without number": (
        _text("STRATEGICI : 6 -", "STRATEGICI :"),
        "piano.txt",
        30,
        "a heading without number",
    ),
    "a line that no rule accounts for": (
        _text("\n**AREA", "\nPagina 3\n\n**AREA"),
        "piano.txt",
        13,
        "«Pagina 3»",
    ),
    "a gazetteer that is no Turtle": (
        _append("gazetteer.ttl", b"\n<x> a <y> ;\n"),
        "gazetteer.ttl",
        25,
        "not Turtle",
    ),
    "a gazetteer that is missing": (
        lambda plan: (plan / "gazetteer.ttl").unlink(),
        "gazetteer.ttl",
        None,
        "cannot be read",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_with_its_place_and_writes_nothing(case: str, plan: Path, tmp_path: Path) -> None:
    break_it, file, line, problem = BAD[case]
    output = tmp_path / "out" / "plan.ttl"
    output.parent.mkdir()
    output.write_text("# as it was\n")
    break_it(plan)
    with pytest.raises(InputError) as caught:
        pipeline.write(pipeline.build(plan / "plan.toml", project_layout()), output)
    error = caught.value
    assert error.exit_code == 3
    assert error.path is not None
    assert (error.path.name, error.line) == (file, line)
    assert problem in str(error)
    assert [path.name for path in output.parent.iterdir()] == ["plan.ttl"]
    assert output.read_text() == "# as it was\n"


@pytest.mark.parametrize(
    ("folder", "file", "content"),
    [
        ("ontology", "plan.ttl", b"@prefix : <x> .\n:a :b .\n"),
        ("data/gazetteer", "acts.ttl", b"<a> <b> 'c\n"),
        ("data/gazetteer", "wording.toml", b"[layout]\n"),
        ("data/gazetteer", "wording.toml", b"layout = \n"),
    ],
)
def test_a_broken_file_of_the_project_is_named_too(
    folder: str, file: str, content: bytes, plan: Path, tmp_path: Path
) -> None:
    original = project_layout()
    layout = replace(original, root=tmp_path / "project")
    for name in ("ontology", "data/gazetteer"):
        shutil.copytree(original.root / name, layout.root / name)
    (layout.root / folder / file).write_bytes(content)
    with pytest.raises(InputError) as caught:
        pipeline.build(plan / "plan.toml", layout)
    assert caught.value.path == layout.root / folder / file


def test_an_output_that_cannot_be_written_leaves_no_half_file(built: pipeline.Built, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Create it first"):
        pipeline.write(built, tmp_path / "nowhere" / "plan.ttl")
    assert not list(tmp_path.iterdir())
    (tmp_path / "plan.ttl.new").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        pipeline.write(built, tmp_path / "plan.ttl")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.ttl.new"]


def test_of_two_plans_the_one_that_data_holds_is_the_default(tmp_path: Path, built: pipeline.Built) -> None:
    layout = Layout(tmp_path)
    for plan in (MONTEFINTO, built.profile.path.parent):
        shutil.copytree(plan, layout.data / "source" / plan.name)
    with pytest.raises(PlangraphError, match="--profile"):
        default_profile(layout)
    pipeline.write(built, layout.data / "plan.ttl")
    assert default_profile(layout) == layout.data / "source" / "lecce-2025-2027" / "plan.toml"


def test_one_plan_is_never_written_over_another(tmp_path: Path, built: pipeline.Built) -> None:
    pipeline.write(built, tmp_path / "plan.ttl")
    before = (tmp_path / "plan.ttl").read_bytes()
    other = pipeline.build(MONTEFINTO / "plan.toml", project_layout())
    with pytest.raises(UsageError, match="holds the graphs of the plan lecce/2025-2027"):
        pipeline.write(other, tmp_path / "plan.ttl")
    assert (tmp_path / "plan.ttl").read_bytes() == before
