"""What people type becomes a typed value, or an error that lists what there is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from plangraph.errors import UsageError
from plangraph.queries import StoredQuery, Value, bind

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("activities-by-area", {"area": "12"}, Value("12", f"{XSD}integer")),
        ("activities-by-area", {"area": " 012 "}, Value("12", f"{XSD}integer")),
        ("activities-by-area", {"sector": "05"}, Value("05", f"{XSD}string")),
        ("anomaly-ledger", {"language": "IT"}, Value("it", f"{XSD}string")),
        ("provenance-of-a-triple", {"object": "urn:x:y"}, Value("urn:x:y", None)),
        (
            "provenance-of-a-triple",
            {"predicate": "plan:fundedUnder"},
            Value("https://w3id.org/plangraph/ontology#fundedUnder", None),
        ),
    ],
)
def test_a_text_becomes_a_value_of_its_type(
    queries: Mapping[str, StoredQuery], name: str, given: dict[str, str], value: Value
) -> None:
    assert list(bind(queries[name], given).values()) == [value]


@pytest.mark.parametrize(
    ("name", "given", "problem"),
    [
        (
            "activities-by-area",
            {"zone": "12"},
            "has no parameter «zone». Its parameters: area (integer): number",
        ),
        ("activities-by-area", {"area": "twelve"}, "«twelve» is no value for area, which is a whole number"),
        ("activities-by-area", {"area": "1.5"}, "a whole number"),
        ("activities-by-area", {"area": "9" * 30}, "a whole number"),
        ("anomaly-ledger", {"language": "it en"}, "a language tag"),
        ("provenance-of-a-triple", {"subject": "area/12"}, "an absolute IRI"),
        ("provenance-of-a-triple", {"subject": "plan:a> ?x <b"}, "an absolute IRI"),
        ("everything-has-a-source", {"area": "12"}, "has no parameter «area». It has none."),
    ],
)
def test_what_is_no_value_is_refused_and_the_parameters_are_listed(
    queries: Mapping[str, StoredQuery], name: str, given: dict[str, str], problem: str
) -> None:
    with pytest.raises(UsageError) as refused:
        bind(queries[name], given)
    assert problem in str(refused.value)
    assert str(refused.value).startswith(name)


def test_a_field_left_empty_is_no_value(queries: Mapping[str, StoredQuery]) -> None:
    assert bind(queries["activities-by-area"], {"area": "", "sector": " "}) == {}
