"""Shapes as documentation: each says its rule, how grave it is, and what is right and wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import VALIDATION_GRAPH
from plangraph.web.app import create_app
from plangraph.web.links import foreign_address
from plangraph.web.own_queries import own_query
from plangraph.web.shape import SH, in_words
from plangraph.web.translations import LANGUAGES, gettext
from tests.pages.conftest import PREFIXES, Site

SHAPES = "https://w3id.org/plangraph/shapes#"
COUNTED_ONLY = {"line-selector", "quote-selector", "in-italian", "in-english"}
"""Another shape counts the values that keep to them: they report nothing, and show that one's examples."""


@pytest.fixture(scope="module")
def shapes(lecce: Dataset) -> list[str]:
    rows = lecce.query(own_query("shapes")).rows()
    return [row[0].value for row in rows if row[0]]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_shape_has_a_page_with_rule_severity_and_examples(
    site: Site, lecce: Dataset, shapes: list[str], spoken: str
) -> None:
    assert len(shapes) > 150
    lacking = []
    for shape in shapes:
        text = unescape(site.read(f"/{spoken}{foreign_address(shape)}").text)
        severity = lecce.objects(shape, f"{SH}severity")[0].value.removeprefix(SH)
        speakers = [shape, *(each.value for each in lecce.objects(shape, f"{SH}sparql"))]
        said = [m.text for each in speakers for m in in_words(lecce.objects(each, f"{SH}message"), spoken)]
        asked = [*said, gettext(spoken, f"shape.severity_{severity}")]
        lacking += [f"{shape}: {each}" for each in asked if each not in text]
        lacking += [f"{shape}: {each}" for each in ("good", "bad") if f'<h2 id="{each}">' not in text]
        if gettext(spoken, "shape.no_example") in text:
            lacking.append(f"{shape}: example")
        if not said and not list(lecce.objects(shape, "http://www.w3.org/2000/01/rdf-schema#comment")):
            lacking.append(f"{shape}: words")
    assert not lacking


def test_every_shape_has_a_bad_example_of_its_own_but_those_that_another_counts(
    root: Path, shapes: list[str]
) -> None:
    files = {path.stem for path in (root / "shapes" / "examples" / "bad").glob("*.ttl")}
    assert {shape.removeprefix(SHAPES) for shape in shapes} - files == COUNTED_ONLY


def test_the_bad_example_says_what_is_refused_and_hides_what_only_the_tests_read(site: Site) -> None:
    page = unescape(site.read(f"/it{foreign_address(SHAPES + 'project-cup')}").text)
    bad = page.partition('id="bad"')[2]
    assert 'ex:short a plan:InvestmentProject ; plan:cup "C83I2200011001"' in bad
    assert '<code>ex:short</code>: <code>"C83I2200011001"</code>' in bad
    assert "ValidationReport" not in bad.partition('id="findings"')[0]
    assert "@prefix sh:" not in bad.partition('id="findings"')[0]


def test_the_good_example_is_something_that_the_shape_looks_at(site: Site) -> None:
    page = unescape(site.read(f"/it{foreign_address(SHAPES + 'project-cup')}").text)
    good = page.partition('id="good"')[2].partition('id="bad"')[0]
    assert "a plan:InvestmentProject" in good
    assert re.search(r'plan:cup "[A-Z0-9]{15}"', good)


def test_the_list_leads_to_every_shape_and_the_model_to_the_list(site: Site, shapes: list[str]) -> None:
    leading = {href for href, _ in site.read("/en/shapes").links}
    assert not [shape for shape in shapes if f"/en{foreign_address(shape)}" not in leading]
    assert site.read("/en/model").addresses("All rules") == ["/en/shapes"]


REPORT = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/plangraph/shapes#> .
shape:project-cup a sh:PropertyShape ; sh:path plan:cup ; sh:severity sh:Violation .
<project/a> rdfs:label "Asilo"@it .
<source/x/line/7> a plan:SourceRow ; plan:firstLine 7 ; plan:lastLine 7 .
"""
RESULT = """
<report/result/{n}> a sh:ValidationResult ; sh:sourceShape shape:project-cup ; sh:focusNode <project/a> ;
    sh:resultMessage "Ricopiarlo"@it ; prov:wasDerivedFrom <source/x/line/7> .
"""


@pytest.fixture
def site_reported(tmp_path: Path) -> Callable[[str], Site]:
    """Return a service over one graph, ``graph/validation``, as Turtle says it."""

    def serve(turtle: str) -> Site:
        (tmp_path / "validation.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        dataset = open_dataset({VALIDATION_GRAPH: [tmp_path / "validation.ttl"]})
        return Site(create_app(dataset, Settings()).test_client())

    return serve


def test_findings_are_counted_and_the_first_lead_to_what_they_are_about(
    site_reported: Callable[[str], Site],
) -> None:
    site = site_reported(REPORT + "".join(RESULT.format(n=n) for n in range(12)))
    page = site.read(f"/it{foreign_address(SHAPES + 'project-cup')}")
    findings = page.text.partition('id="findings"')[2].partition("<details>")[0]
    assert "(12)" in findings
    assert len(re.findall("<li>", findings)) == 10
    assert '<a href="/it/doc/project/a">Asilo</a>' in findings
    assert "Ricopiarlo" in findings
    assert '<a href="/it/doc/source/x/line/7">' in findings
    assert '<a href="/it/doc/report/result/0">' in findings
    assert "12 casi" in site.read("/it/shapes").text


def test_data_without_a_report_say_so_and_where_to_validate_them(site_of: Callable[[str], Site]) -> None:
    page = site_of(REPORT).read(f"/it{foreign_address(SHAPES + 'project-cup')}")
    assert "non portano con sé un rapporto" in page.text
    assert page.addresses("Convalidali ora") == ["/it/validate"]
