"""Panoramica and PNRR as people use them: clicks, keyboard, no scripts, hostile texts."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, expect

from tests.browser.conftest import WIDTHS, Open, Visit

HOSTILE = Path(__file__).parent / "data" / "hostile"


class Clicks:
    """A reader who has never seen the site, counted."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page, self.count = visit, visit.page, 0

    def click(self, words: str, *, role: str = "link") -> None:
        """Click the first thing with these words."""
        self.count += 1
        found = self.page.locator("summary") if role == "summary" else self.page.get_by_role(role)  # type: ignore[arg-type]
        found.filter(has_text=words).first.click()
        self.page.wait_for_load_state("networkidle")

    def download(self, words: str) -> list[dict[str, str]]:
        """Click a download, and return its rows."""
        self.count += 1
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link").filter(has_text=words).locator("visible=true").first.click()
        with waiting.value.path().open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def reader(visit: Open) -> Clicks:
    """Return a reader at the start page."""
    return Clicks(visit("/it/"))


def test_what_area_3_does_is_one_click_away(reader: Clicks) -> None:
    reader.click("LECCE SMART CITY- VERDE E AMBIENTE", role="summary")
    expect(reader.page.get_by_text("Salvaguardia delle tartarughe marine")).to_be_visible()
    assert reader.count == 1


def test_what_the_cis_funds_is_one_click_away(reader: Clicks) -> None:
    reader.click("5 finanziate: CIS")
    expect(reader.page.get_by_text("5 attività di 190")).to_be_visible()
    expect(reader.page.get_by_text("La spiaggia urbana e l'ecomuseo delle bonifiche")).to_be_visible()
    assert reader.count == 1


def test_which_activities_cite_the_pnrr_and_how_surely_is_one_click_away(reader: Clicks) -> None:
    reader.click("PNRR")
    expect(reader.page.get_by_role("heading", name="Quali attività citano il PNRR")).to_be_visible()
    row = reader.page.get_by_role("row").filter(has_text="riga 335").first.inner_text()
    assert "lettura certa" in row
    assert "lettura ambigua" in row
    assert reader.count == 1


def test_where_it_is_written_is_two_clicks_away(reader: Clicks) -> None:
    reader.click("LECCE BEDDRHA- RIGENERAZIONE", role="summary")
    reader.click("riga 139")
    assert "PNRR M5C2. Rigenerazione urbana" in reader.page.inner_text("main")
    assert reader.count == 2


def test_any_of_that_is_a_file_after_two_clicks(reader: Clicks) -> None:
    reader.click("LECCE SMART CITY- VERDE E AMBIENTE", role="summary")
    assert len(reader.download("Scarica CSV: LECCE SMART CITY- VERDE E AMBIENTE")) == 25
    assert reader.count == 2
    other = Clicks(Visit(reader.page, reader.visit.service).go("/it/"))
    other.click("5 finanziate: CIS")
    assert len(other.download("Scarica CSV")) == 5
    assert other.count == 2


def test_the_tree_opens_and_closes_by_keyboard(visit: Open) -> None:
    page = visit("/it/").page
    page.locator("summary").first.focus()
    page.keyboard.press("Tab")
    assert "SVILUPPO ECONOMICO" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1
    page.keyboard.press("Tab")
    assert "Scheda dell'area" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert page.locator("details[open]").count() == 0


def test_filters_work_by_keyboard_alone(visit: Open) -> None:
    page = visit("/it/").page
    page.locator("#programme").focus()
    page.keyboard.type("PNRR – P")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("#relation").input_value() == "funded"
    page.locator("#words").focus()
    page.keyboard.type("urbana")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=urbana**")
    expect(page.get_by_text("1 attività di 190")).to_be_visible()
    expect(page.get_by_text("PNRR M5C2. Rigenerazione urbana")).to_be_visible()


def test_every_focus_can_be_seen_and_none_is_a_trap(visit: Open) -> None:
    page = visit("/it/pnrr?status=stated").page
    stops: list[str] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(e => e === document.body ? '' : getComputedStyle(e).outlineStyle + e.outerHTML.slice(0, 90))"
            "(document.activeElement)"
        )
        if not told:
            break
        stops.append(told)
    else:
        pytest.fail(f"the end was not reached: {stops[-3:]}")
    assert "Vai al contenuto" in stops[0]
    assert not [stop for stop in stops if stop.startswith("none")]


def test_on_a_phone_the_pnrr_is_read_section_by_section(visit: Open) -> None:
    page = visit("/it/pnrr", width=320, script=False).page
    assert page.evaluate("document.documentElement.scrollHeight") < 13_000
    page.get_by_role("link", name="Progetti nel Comune che il piano non nomina").first.click()
    expect(
        page.get_by_role("heading", name="Progetti nel Comune che il piano non nomina")
    ).to_be_in_viewport()
    rows = page.locator("table.others tbody tr")
    assert rows.count() == 25
    assert not rows.last.is_visible()
    page.locator("summary", has_text="Altre 20 righe").click()
    expect(rows.last).to_be_visible()


def test_without_scripts_filters_tree_and_order_work(visit: Open) -> None:
    page = visit("/it/", script=False).page
    page.select_option("#year", "2026")
    page.locator("button", has_text="Filtra").click()
    assert "2 attività di 190" in page.inner_text(".result")
    page.goto(page.url.partition("/it/")[0] + "/it/pnrr")
    page.locator("th a", has_text="Stanziamento nazionale").click()
    assert "M2C3I2.01" in page.inner_text(".links tbody tr")


def test_printed_the_tree_is_unfolded_and_the_forms_are_gone(visit: Open) -> None:
    page = visit("/it/").page
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    expect(page.get_by_text("Salvaguardia delle tartarughe marine")).to_be_visible()


@pytest.mark.parametrize("path", ["/it/", "/it/pnrr", "/it/licence"])
def test_a_page_costs_less_than_100_kb(visit: Open, path: str) -> None:
    page = visit(path).page
    sizes = page.evaluate("performance.getEntries().map(e => e.transferSize || 0)")
    assert 1_000 < sum(sizes) < 100_000


@pytest.fixture(scope="module")
def hostile(serve: Callable[..., str]) -> str:
    """Return the address of a service whose every label wants to be more than a text."""
    return serve("--data", str(HOSTILE))


@pytest.mark.parametrize("path", ["", "?words=script", "?programme=%22%3E%3Cscript%3E", "pnrr", "licence"])
@pytest.mark.parametrize("width", WIDTHS)
def test_hostile_texts_stay_texts(visit: Open, hostile: str, path: str, width: int) -> None:
    seen = visit(f"/it/{path}", width=width, at=hostile)
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    seen.page.on("dialog", note)
    seen.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    seen.require_clean(where=f"{path} {width}")
    assert asked == []
    assert "<script>alert('plan')</script>" in seen.page.inner_text(".site")
    if not path:
        expect(seen.page.get_by_text("{{ 7 * 7 }} %(num)s {% raw %}").first).to_be_visible()
        assert seen.page.locator("main form").count() == 1


def test_a_theme_changes_what_is_seen(serve: Callable[..., str], visit: Open, tmp_path: Path) -> None:
    sheet = tmp_path / "comune.css"
    sheet.write_text(":root { --brand: #00592f; }", encoding="utf-8")
    seen = visit("/it/", at=serve("--theme", str(sheet)))
    colour = seen.page.evaluate("getComputedStyle(document.querySelector('header .main')).backgroundColor")
    assert colour == "rgb(0, 89, 47)"
    seen.require_clean(where="themed")


def test_on_a_phone_the_programmes_are_cards_and_no_word_is_broken(visit: Open) -> None:
    page = visit("/it/", width=320).page
    table = page.locator("table.cards").first
    assert table.evaluate("t => t.parentElement.scrollWidth <= t.parentElement.clientWidth")
    cell = table.locator("td").first
    assert cell.evaluate("c => getComputedStyle(c, '::before').content") == '"citano"'
    assert cell.evaluate("c => c.clientWidth") > 200
