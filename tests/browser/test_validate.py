"""The page that validates, as a steward uses it: pasted, chosen, dropped; with scripts and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from plangraph.layout import project_layout
from plangraph.web.translations import LANGUAGES, gettext
from tests.browser.conftest import WIDTHS, Open

WRONG = """@prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/plangraph/id/a> a plan:Activity ;
  rdfs:label "<script>window.hacked = 1</script>"@it ;
  plan:plannedYear "2026" .
"""
GOOD = project_layout().shapes / "examples" / "good" / "plan.ttl"
SECONDS = 60_000
"""Milliseconds: the first validation loads what the others find."""
RUN = "#validate p button"
DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    const form = document.getElementById("validate");
    for (const type of ["dragenter", "dragover", "drop"]) {
        form.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
}"""


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_pasted_text_gets_its_findings_in_plain_words(visit: Open, spoken: str, width: int) -> None:
    seen = visit(f"/{spoken}/validate", width=width)
    seen.page.set_default_timeout(SECONDS)
    seen.page.fill("#text", WRONG)
    seen.page.click(RUN)
    assert seen.page.inner_text("#verdict").split()[0].isdigit()
    findings = seen.page.inner_text(".verdict")
    assert {"it": "Che cosa fare:", "en": "What to do:"}[spoken] in findings
    assert "<script>window.hacked = 1</script>" in findings, "a hostile label is text"
    assert seen.page.evaluate("window.hacked") is None
    # Read aloud at once: the page's script is a module, which runs after the page can be read.
    seen.page.wait_for_function("document.activeElement.id === 'verdict'")
    assert seen.page.input_value("#text") == WRONG, "what was pasted can be mended where it stands"
    seen.require_clean(where=f"findings {spoken} {width}")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_a_report_is_downloaded_before_and_after_it_is_seen(
    visit: Open, script: bool, tmp_path: Path
) -> None:
    file = tmp_path / "piano.ttl"
    file.write_text(WRONG, encoding="utf-8")
    seen = visit("/it/validate", script=script)
    seen.page.set_default_timeout(SECONDS)
    seen.page.set_input_files("#file", file)
    with seen.page.expect_download() as straight:
        seen.page.click('#validate button[value="sarif"]')
    seen.page.click(RUN)
    seen.page.wait_for_selector("#verdict")
    assert "piano.ttl" in seen.page.inner_text(".verdict")
    with seen.page.expect_download() as after:
        seen.page.click('.downloads button[value="sarif"]')
    before, later = (Path(each.value.path()).read_bytes() for each in (straight, after))
    assert b"piano.ttl" in before
    assert before == later, "the same data, sent again"


def test_a_dropped_file_is_a_chosen_file(visit: Open) -> None:
    seen = visit("/it/validate")
    seen.page.set_default_timeout(SECONDS)
    seen.page.evaluate(DROP, ["caduto.ttl", GOOD.read_text(encoding="utf-8")])
    assert seen.page.inner_text("#chosen") == "caduto.ttl"
    seen.page.click(RUN)
    assert gettext("it", "validate.good") in seen.page.inner_text("#verdict")
    seen.require_clean(where="a good file")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_does_not_parse_is_shown_at_its_line(visit: Open, scheme: str) -> None:
    seen = visit("/it/validate", scheme=scheme)
    seen.page.set_default_timeout(SECONDS)
    seen.page.fill("#text", WRONG.replace("a plan:Activity ;", "un'attività ;"))
    seen.page.click(RUN)
    assert "riga 3" in seen.page.inner_text(".verdict")
    assert "un'attività" in seen.page.inner_text(".excerpt mark")
    seen.require_clean(where=f"a wrong line {scheme}")


def test_the_keyboard_alone_is_enough(visit: Open) -> None:
    seen = visit("/it/validate")
    seen.page.set_default_timeout(SECONDS)
    seen.page.focus("#text")
    seen.page.keyboard.type("<urn:a> <urn:b> <urn:c> .")
    for _ in range(4):  # syntax, graph, rules, button
        seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#verdict")


@pytest.mark.parametrize("width", WIDTHS)
def test_lesser_findings_open_by_a_click_and_on_paper(visit: Open, width: int) -> None:
    seen = visit("/it/validate", width=width, script=False)
    seen.page.set_default_timeout(SECONDS)
    seen.page.fill("#text", WRONG)
    seen.page.click(RUN)
    lesser = seen.page.locator(".report-severity .report-rule").first
    assert not lesser.is_visible()
    seen.page.emulate_media(media="print")
    assert lesser.is_visible()
    seen.page.emulate_media(media="screen")
    seen.page.locator(".report-severity > summary").first.click()
    assert lesser.is_visible()
