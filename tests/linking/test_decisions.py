"""A steward's decisions: read with their lines, applied, and kept when what they are about is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import URIRef

from plangraph.errors import LinkingError
from plangraph.linking import Finder, read_decisions, with_decisions
from plangraph.linking.values import Linked, Method, Status

PLAN = URIRef("https://example.org/id/plan/town/2026")
CONFIRMED = """
# A comment that says [[decision]] in passing.

[[decision]]
activity = "1"
measure = "M2C2I4.01"
status = "confirmed"
by = "Settore 06"
on = 2026-11-23
why = "D.M. 1/2026"
"""
ACTIVITY = """act:1 a plan:Activity ; plan:position 1 ; dcterms:title "Mobilità ciclistica"@it ;
    plan:sourceText "Mobilità ciclistica"@it ; prov:wasDerivedFrom ex:row ."""


@pytest.fixture
def decide(find: Callable[..., Finder], tmp_path: Path) -> Callable[[str], Linked]:
    def decided(text: str) -> Linked:
        path = tmp_path / "links.toml"
        path.write_text(text, encoding="utf-8")
        return with_decisions(find(ACTIVITY), read_decisions(path, PLAN))

    return decided


def test_a_confirmed_link_keeps_its_method_and_says_who_when_and_why(decide: Callable[[str], Linked]) -> None:
    (link,) = decide(CONFIRMED).links
    assert (link.method, link.status) == (Method.WORDING, Status.CONFIRMED)
    assert link.decision is not None
    assert (link.decision.by, link.decision.on.isoformat(), link.decision.why) == (
        "Settore 06",
        "2026-11-23",
        "D.M. 1/2026",
    )
    assert link.decision.line == 4


def test_a_rejected_link_stays_in_the_graph_as_rejected(decide: Callable[[str], Linked]) -> None:
    (link,) = decide(CONFIRMED.replace("confirmed", "rejected")).links
    assert link.status is Status.REJECTED


@pytest.mark.parametrize("code", ["M2C2I4.03", "M2C2I4.3"])
def test_a_decision_on_a_pair_that_nothing_suggests_makes_a_link(
    decide: Callable[[str], Linked], code: str
) -> None:
    links = decide(CONFIRMED.replace("M2C2I4.01", code)).links
    assert [(link.target.code, link.method) for link in links] == [
        ("M2C2I4.01", Method.WORDING),
        ("M2C2I4.03", Method.STEWARD),
    ]


@pytest.mark.parametrize(("old", "new"), [('"1"', '"gone"'), ("M2C2I4.01", "M9C9I9.09")])
def test_a_decision_about_what_is_gone_is_reported_and_changes_nothing(
    decide: Callable[[str], Linked], old: str, new: str
) -> None:
    linked = decide(CONFIRMED.replace(old, new))
    assert [decision.line for decision in linked.lost] == [4]
    assert [link.status for link in linked.links] == [Status.CANDIDATE]


def test_a_whole_iri_names_an_activity_too(decide: Callable[[str], Linked]) -> None:
    assert decide(CONFIRMED.replace('"1"', f'"{PLAN}/activity/1"')).lost == ()


def test_a_missing_file_holds_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "links.toml", PLAN) == ()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('status = "confirmed"', 'status = "perhaps"', "'perhaps' is no decision"),
        ("2026-11-23", '"yesterday"', "on is missing or no date"),
        ("2026-11-23", "2026-11-23T10:00:00", "on is missing or no date"),
        ('by = "Settore 06"', "", "by is missing"),
        ('by = "Settore 06"', 'by = " "', "by is missing"),
        ('why = "D.M. 1/2026"', "why = 3", "why is missing or no text"),
        ('why = "D.M. 1/2026"', 'because = "so"', "because is not known"),
        ('measure = "M2C2I4.01"', "", "a measure or a project"),
        ('measure = "M2C2I4.01"', 'measure = "M2C2I4.01"\ncup = "C83I22000110001"', "a measure or a project"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_with_its_line(
    decide: Callable[[str], Linked], old: str, new: str, problem: str
) -> None:
    with pytest.raises(LinkingError, match=rf"links\.toml:4:.*{problem}"):
        decide(CONFIRMED.replace(old, new))


def test_the_same_link_is_decided_on_once(decide: Callable[[str], Linked]) -> None:
    with pytest.raises(LinkingError, match=r"links\.toml:11: the same link was decided on in line 4"):
        decide(CONFIRMED + CONFIRMED.partition("\n\n")[2])


@pytest.mark.parametrize(
    "text", ["[decision]\n", "threshold = 1\n", "decision = []\n[[decision]]\n", "[[decision"]
)
def test_a_file_of_something_else_is_refused(decide: Callable[[str], Linked], text: str) -> None:
    with pytest.raises(LinkingError, match=r"links\.toml"):
        decide(text)


def test_the_example_in_the_file_of_lecce_can_be_uncommented(root: Path, tmp_path: Path) -> None:
    text = (root / "data" / "source" / "lecce-2025-2027" / "links.toml").read_text(encoding="utf-8")
    example = text[text.index("# [[decision]]") :].partition("#\n")[0]
    path = tmp_path / "links.toml"
    path.write_text(example.replace("# ", "", 1).replace("\n# ", "\n"), encoding="utf-8")
    (decision,) = read_decisions(path, PLAN)
    assert decision.target == "M5C2I2.03"
