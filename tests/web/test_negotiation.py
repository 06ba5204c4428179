"""Accept headers, by RFC 9110, section 12.5.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.web.negotiation import choose, media_ranges, prefers_html

OFFERS: list[tuple[str, tuple[str, ...]]] = [
    ("application/sparql-results+json", ("application/json",)),
    ("application/sparql-results+xml", ("application/xml",)),
    ("text/csv", ()),
]
JSON, XML, CSV = range(3)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("text/csv; charset=utf-8", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("application/*", JSON),
        ("application/xml", XML),
        ("text/csv;q=0.5, application/xml;q=0.6", XML),
        ("text/csv;q=0.5, */*;q=0.5", CSV),
        ("*/*, application/sparql-results+json;q=0", XML),
        ("application/sparql-results+json;q=0.1, application/*;q=0.5", XML),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", XML),
        ("text/csv;q=high", CSV),
        ("nonsense, text/csv", CSV),
        ('text/plain;note="a, text/csv", application/xml', XML),
        ('text/csv;note="or;q=0", application/xml;q=0.5', CSV),
        ('text/csv;note="never closed, application/xml', CSV),
        ("*/csv, application/xml", XML),
        ("text/turtle", None),
        ("text/csv;q=0", None),
        ("*/*;q=0", None),
    ],
)
def test_the_best_offer_is_chosen(accept: str | None, chosen: int | None) -> None:
    assert choose(accept, OFFERS) == chosen


@pytest.mark.parametrize(
    ("accept", "html"),
    [
        (None, False),
        ("*/*", False),
        ("application/json", False),
        ("text/html", True),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html;q=0.5, application/problem+json", False),
    ],
)
def test_only_those_who_prefer_pages_get_one(accept: str | None, html: bool) -> None:
    assert prefers_html(accept, over="application/problem+json") is html


@given(st.text(alphabet='abcdetx/*;,q=01.9 -+"\\é', max_size=80))
def test_every_header_can_be_read(accept: str) -> None:
    assert all(0 <= media_range.quality <= 1 for media_range in media_ranges(accept))
    assert choose(accept, OFFERS) in (None, JSON, XML, CSV)


QUALITIES = st.integers(min_value=0, max_value=1000).map(lambda thousandths: thousandths / 1000)


@given(st.tuples(QUALITIES, QUALITIES, QUALITIES), st.permutations(range(3)))
def test_the_highest_quality_wins_in_whatever_order_it_is_sent(
    qualities: tuple[float, float, float], order: list[int]
) -> None:
    accept = ", ".join(f"{OFFERS[index][0]};q={qualities[index]:.3f}" for index in order)
    best = max(qualities)
    assert choose(accept, OFFERS) == (qualities.index(best) if best else None)
