"""Every page, in both languages, wide and narrow: accessible, within its policy, asking nobody else.

A new page gets its line in :data:`PAGES`; tests of what one page does stand beside, in ``test_<page>.py``.
"""

from __future__ import annotations

import pytest

from plangraph.web.translations import LANGUAGES
from tests.browser.conftest import WIDTHS, Open

AREA = "doc/plan/lecce/2025-2027/area/12"
PAGES = (
    "",
    "?programme=PNRR&words=rigenerazione",
    "?programme=none",
    "pnrr",
    "pnrr?status=candidate&sort=allocation&page=3",
    "query",
    "query?name=activities-by-area",
    "model",
    "shapes",
    "iri/https/w3id.org/plangraph/shapes%23project-cup",
    "source",
    "search",
    "search?q=rigenerazione+urbana",
    "licence",
    "accessibility",
    "problems",
    "validate",
    AREA,
    "doc/plan/lecce/2025-2027/activity/12.1/290538c4",
    "doc/source/lecce/2025-2027/line/139",
    "doc/pnrr/M2C3I2.01",
    "doc/pnrr/M1C1I1.01/allocation/quadro-finanziario-repowereu",
    "nowhere",
)
"""Paths below the language."""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_page_is_accessible_and_keeps_its_policy(visit: Open, path: str, spoken: str) -> None:
    """Wide, narrow, in the dark, without scripts: in one test, for to load a page takes most of its time."""
    seen = visit(f"/{spoken}/{path}")
    for width in WIDTHS:
        seen.page.set_viewport_size({"width": width, "height": 900})
        seen.require_clean(where=f"{spoken} {width}")
    if spoken == LANGUAGES[0]:
        seen.page.emulate_media(color_scheme="dark")
        seen.require_contrast(where="dark")
        without = visit(f"/{spoken}/{path}", script=False)
        assert without.page.inner_text("h1") == seen.page.inner_text("h1")
