"""*Interroga* in a browser: the editor, its verdict and completion, keyboard only, and without scripts."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, Open

AREAS = """PREFIX plan: <https://w3id.org/plangraph/ontology#>
SELECT ?area (COUNT(?activity) AS ?n) { ?activity plan:ofObjective/plan:ofArea ?area }
GROUP BY ?area ORDER BY ?area"""
LONG = "parola" * 60
WORDS = f'"<script>document.title=1</script>" "{LONG}" "שלום עולם"@he <javascript:alert(1)>'
HOSTILE = f"SELECT ?x {{ VALUES ?x {{ {WORDS} }} }}"
TRIPLES = "CONSTRUCT WHERE { ?area a <https://w3id.org/plangraph/ontology#StrategicArea> }"
EDITOR = ".cm-content"
MOST_BYTES = 100_000


def asked(query: str, **more: str) -> str:
    """Return the path of a query below the language."""
    return f"query?query={quote(query)}" + "".join(f"&{name}={value}" for name, value in more.items())


def text_of(page: Page) -> str:
    """Return what the form would send."""
    return str(page.eval_on_selector("#query", "field => field.value"))


def write(page: Page, text: str) -> None:
    """Type over everything that is in the editor."""
    page.locator(EDITOR).click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def rows(page: Page) -> list[str]:
    """Return the words of each row of the answer."""
    return [re.sub(r"\s+", " ", row) for row in page.locator("table.answer tbody tr").all_inner_texts()]


@pytest.mark.parametrize("spoken", ["it", "en"])
@pytest.mark.parametrize(
    "path",
    [
        asked(AREAS),
        asked(AREAS, view="bars"),
        asked(TRIPLES, view="graph"),
        asked(HOSTILE),
        asked("SELECT * { ?s ?p ?o }", page="2"),
        asked("SELECT * { ?s ?p"),
        asked("ASK {}"),
        "query?name=activities-by-area&area=12",
        "query?name=nowhere",
    ],
)
def test_every_state_of_the_page_is_accessible(visit: Open, path: str, spoken: str) -> None:
    seen = visit(f"/{spoken}/{path}")
    seen.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    for width in WIDTHS:
        seen.page.set_viewport_size({"width": width, "height": 900})
        seen.require_clean(where=f"{spoken} {width}, all unfolded")


@pytest.mark.parametrize(
    "path", [asked(AREAS, view="bars"), asked(TRIPLES, view="graph"), asked("SELECT * {")]
)
def test_every_state_is_accessible_in_the_dark(visit: Open, path: str) -> None:
    visit(f"/it/{path}", scheme="dark").require_clean(where="dark")


def test_typing_pasting_replacing_completing_and_undoing_keep_the_policy(visit: Open) -> None:
    seen = visit("/it/query").at_rest()
    page = seen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    before = text_of(page)
    write(page, "ASK { ?s a ")
    page.keyboard.type("plan:Strategic")
    expect(page.locator(".cm-tooltip-autocomplete")).to_be_visible()
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("area strategica", ignore_case=True)
    page.keyboard.press("Enter")
    assert "PREFIX plan: <https://w3id.org/plangraph/ontology#>\nASK" in text_of(page)
    seen.require_clean(where="after a completion")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    page.keyboard.type("x")
    assert text_of(page) == "x"
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+V")
    assert text_of(page).startswith("PREFIX plan:")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Delete")
    for _ in range(30):
        page.keyboard.press("Control+Z")
    assert text_of(page) == before
    seen.require_clean(where="after undoing")


def test_a_prefix_of_ours_is_declared_when_its_colon_is_typed_but_not_in_a_text(visit: Open) -> None:
    page = visit("/it/query").at_rest().page
    write(page, "ASK { ?s dcterms:")
    assert text_of(page).startswith("PREFIX dcterms: <http://purl.org/dc/terms/>\nASK { ?s dcterms:")
    write(page, "ASK { ?s ?p 'plan:")
    assert "PREFIX" not in text_of(page)
    write(page, "PREFIX plan:")
    assert text_of(page).count("PREFIX") == 1
    write(page, "# first\nASK { ?s skos:")
    assert text_of(page).startswith("# first\nPREFIX skos:")


@pytest.mark.parametrize(
    ("spoken", "right", "wrong"),
    [("it", "Sintassi corretta", "Riga 2, colonna 3:"), ("en", "The syntax is right", "Line 2, column 3:")],
)
def test_the_server_judges_while_one_types(visit: Open, spoken: str, right: str, wrong: str) -> None:
    page = visit(f"/{spoken}/query").page
    write(page, "ASK {\n")
    page.keyboard.press("Control+A")
    page.keyboard.press("ArrowRight")
    page.evaluate("document.querySelector('.editor').shadowRoot.querySelector('.cm-content').focus()")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("ASK {\n  ] }")
    expect(page.locator("#verdict")).to_contain_text(wrong)
    expect(page.locator(".cm-lintRange-error")).to_have_text("]")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("ASK {}")
    expect(page.locator("#verdict")).to_have_text(right)
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)


def test_with_the_keyboard_alone_one_comes_in_runs_and_gets_out(visit: Open) -> None:
    page = visit("/it/query").at_rest().page
    page.locator("summary").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "editor"
    page.keyboard.press("Control+A")
    page.keyboard.type("ASK { ?s ?p ?o ")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit", "no trap"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/it/query?query=ASK*")
    assert page.locator(".boolean").inner_text() == "Sì"


def test_without_scripts_the_same_rows_come_in_the_same_order(visit: Open) -> None:
    with_scripts, without = visit(f"/it/{asked(AREAS)}").page, visit(f"/it/{asked(AREAS)}", script=False).page
    assert rows(with_scripts) == rows(without)
    assert len(rows(without)) > 10
    without.locator("th a").nth(1).click()
    with_scripts.locator("th a").nth(1).click()
    assert rows(with_scripts) == rows(without), "sorted here and there"
    assert "sort=n" in with_scripts.url
    assert "sort=n" in without.url
    without.get_by_role("link", name="Barre").click()
    assert without.locator("rect").count() > 10
    without.locator("#query").fill("ASK {}")
    without.get_by_role("button", name="Esegui").click()
    assert without.locator(".boolean").inner_text() == "Sì"


def test_sorting_here_is_sorting_there_in_every_column_both_ways(visit: Open) -> None:
    values = '(10 "Zeta") (9 "àlfa") (UNDEF "alfb") (-3.5 "Beta") (1e3 UNDEF) (100000 "b10")'
    query = f"SELECT ?n ?t {{ VALUES (?n ?t) {{ {values} }} }}"
    page = visit(f"/en/{asked(query)}").page
    for place in (0, 1):
        for _ in range(2):
            page.locator("th a").nth(place).click()
            here, address = rows(page), page.url
            page.goto(address)
            assert rows(page) == here, address


def test_a_stored_question_is_asked_by_its_fields(visit: Open) -> None:
    page = visit("/it/query").at_rest().page
    page.get_by_role(
        "link", name="Quali attività prevede il piano in un'area, e quale settore ne risponde?"
    ).click()
    page.get_by_label("Area", exact=True).select_option("3")
    page.get_by_role("button", name="Mostra").click()
    assert "area=3" in page.url
    assert {row.split(" ", 1)[0] for row in rows(page)} == {"3"}


def test_links_and_programs_are_copied(visit: Open) -> None:
    page = visit(f"/it/{asked('ASK {}')}").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copia il collegamento").click()
    expect(page.get_by_role("button", name="Copiato")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url


def test_a_graph_is_laid_out_by_scripts_and_stands_without_them(visit: Open) -> None:
    area = "?objective <https://w3id.org/plangraph/ontology#ofArea> ?area"
    query = f"CONSTRUCT {{ {area} }} WHERE {{ {area} }} ORDER BY ?objective LIMIT 30"
    spots = "found => found.map(each => [each.getAttribute('cx'), each.getAttribute('cy')])"
    address = f"/it/{asked(query, view='graph')}"
    pages = (visit(address).at_rest().page for _ in range(2))
    first, second = (page.eval_on_selector_all(".graph circle", spots) for page in pages)
    assert first == second, "always the same"
    plain = visit(address, script=False).page
    assert plain.locator(".graph .node").count() == len(first)
    assert plain.locator(".graph circle").first.get_attribute("cx") != first[0][0]


def test_what_is_hostile_stays_inside_its_cell(visit: Open) -> None:
    page = visit(f"/it/{asked(HOSTILE)}", width=320).page
    assert page.title().startswith("Interroga")
    assert page.locator("td span[lang=he]").evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert page.locator('a[href^="javascript"]').count() == 0


def test_the_page_is_light_before_the_editor_and_the_editor_is_loaded_here_only(visit: Open) -> None:
    heavy = "performance.getEntriesByType('resource').map(e => [e.name, e.encodedBodySize])"
    seen = visit(f"/it/{asked(AREAS)}").at_rest()
    loaded = dict(seen.page.evaluate(heavy))
    document = seen.page.evaluate("performance.getEntriesByType('navigation')[0].encodedBodySize")
    editor = {name for name in loaded if name.endswith(("vendor/codemirror.js", "query/terms"))}
    assert len(editor) == 2
    assert document + sum(size for name, size in loaded.items() if name not in editor) < MOST_BYTES
    elsewhere = dict(visit("/it/").at_rest().page.evaluate(heavy))
    assert not [name for name in elsewhere if "codemirror" in name]


def test_a_query_too_long_for_an_address_is_answered_sorted_and_downloaded_all_the_same(visit: Open) -> None:
    numbers = " ".join(f'("{"x" * 50}{number}" {number})' for number in range(150))
    page = visit("/it/query").at_rest().page
    page.locator(EDITOR).click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(f"SELECT ?t ?n {{ VALUES (?t ?n) {{ {numbers} }} }}")
    page.get_by_role("button", name="Esegui").click()
    expect(page.locator("#result")).to_contain_text("Righe da 1 a 100 di 150.")
    page.get_by_role("button", name="n", exact=True).click()
    page.get_by_role("button", name="n", exact=True).click()
    assert rows(page)[0].endswith("149")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Excel (XLSX)").click()
    assert coming.value.suggested_filename == "plangraph-t-n.xlsx"
