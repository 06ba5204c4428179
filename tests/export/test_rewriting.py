"""A page becomes a file: references change, forms and programs go, and all other bytes stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.export.files import Files, absolute, relative
from plangraph.export.making import put
from plangraph.export.rewriting import Rewriting, references, rewrite

TEXT = st.text(alphabet="ab<>&\"'/= \n#è", max_size=30)
PIECES = st.sampled_from(
    (
        "<p class='x'>",
        "</p>",
        "<br/>",
        '<a href="x?a=1&amp;b=2">',
        "</a>",
        "<!-- <a href='no'> -->",
        "&lt;",
        "🙂",
    )
)


def move(href: str, is_absolute: bool) -> str | None:
    if href.startswith("/gone"):
        return None
    return f"https://e.example{href}" if is_absolute else f"../{href.strip('/')}.html"


def rewritten(page: str) -> str:
    return rewrite(page, Rewriting(move, "<p>no form</p>", "<p>copy</p>"))


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ('<a class="b" href="/it/x">X</a>', '<a class="b" href="../it/x.html">X</a>'),
        ("<a href='/it/x'>X</a>", '<a href="../it/x.html">X</a>'),
        ("<a href=/it/x>X</a>", '<a href="../it/x.html">X</a>'),
        ('<A HREF="/it/x">X</A>', '<A HREF="../it/x.html">X</A>'),
        ('<a href="/a?b=1&amp;c=2">X</a>', '<a href="../a?b=1&amp;c=2.html">X</a>'),
        ('<img src="/static/a.svg" alt="href=x">', '<img src="../static/a.svg.html" alt="href=x">'),
        ('<link rel="canonical" href="/it/">', '<link rel="canonical" href="https://e.example/it/">'),
        ('<a lang="en" id="i" href="/gone">X <b>y</b></a> <a href="/z">Z</a>', None),
        ('<link rel="alternate" href="/gone">', ""),
        ("<!-- <a href='/x'> -->", "<!-- <a href='/x'> -->"),
        ('<pre>&lt;a href="/x"&gt;</pre>', '<pre>&lt;a href="/x"&gt;</pre>'),
        ("<main>1<form><a href='/x'>X</a><input></form>2</main>", "<main>1<p>no form</p>2</main>"),
        ("<header><form role=search><input></form></header>", "<header></header>"),
        ('<script src="/x.js" type="module"></script>', ""),
        ("<p>IRI <button hidden>copy</button></p>", "<p>IRI </p>"),
        ("<script>if (a < b && '</a>') {}</script>", ""),
        (
            '<script type="application/ld+json">{"@id": "/x"}</script>',
            '<script type="application/ld+json">{"@id": "/x"}</script>',
        ),
        ("<footer>f</footer>", "<footer>f<p>copy</p></footer>"),
    ],
)
def test_each_part_becomes_what_a_file_needs(page: str, file: str | None) -> None:
    expected = '<span lang="en">X <b>y</b></span> <a href="../z.html">Z</a>' if file is None else file
    assert rewritten(page) == expected


@given(st.lists(st.one_of(TEXT, PIECES), max_size=20).map("".join))
def test_a_page_whose_references_stay_keeps_every_byte(page: str) -> None:
    assert rewrite(page, Rewriting(lambda href, _: href, "", "")) == page


def test_references_are_those_of_links_and_pictures_outside_forms() -> None:
    page = "<a href='1'>x</a><img src=2><form><a href=3></a></form><link rel=icon href='data:,'>"
    assert references(page) == ["1", "2", "data:,"]


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/it/", "it/index.html"),
        ("/it/a/b", "it/a/b.html"),
        ("/it/iri/https/e.example/citt%C3%A0%23x", "it/iri/https/e.example/città#x.html"),
        ("/it/iri/https/e.example/", "it/iri/https/e.example/index.html"),
        ("/it/query?name=a", "it/query~985a4e7e.html"),
    ],
)
def test_a_page_is_in_a_file_called_like_its_path(address: str, file: str) -> None:
    files = Files()
    assert files.add_page(address) == file
    assert files.add_page(address) == file
    assert files.get(address) == file


def test_two_addresses_never_share_a_file_and_no_name_is_too_long() -> None:
    files = Files()
    addresses = ["/a/", "/a/index", f"/{'è' * 300}", f"/{'è' * 301}", "/q?x=1", "/q?x=2", "/A/"]
    names = [files.add_page(address) for address in addresses]
    assert len(set(names)) == len(names)
    assert all(len(part.encode()) <= 255 for name in names for part in name.split("/"))


def test_references_from_file_to_file_are_relative_and_can_stand_in_html() -> None:
    assert relative("it/index.html", "it/doc/a.html") == "../index.html"
    assert relative("static/a b.css", "index.html") == "static/a%20b.css"
    assert relative("it/x#y.html", "it/z.html") == "x%23y.html"
    assert absolute("it/index.html", "https://e.example/p") == "https://e.example/p/it/"
    assert absolute("it/x#y.html", "https://e.example") == "https://e.example/it/x%23y.html"


@pytest.mark.parametrize("address", ["/it/doc/../../../out", "/doc/%2e%2e/%2E%2E/out.ttl", "/doc/./a%00.ttl"])
def test_no_thing_is_called_so_that_its_file_lies_outside(address: str) -> None:
    for name in (Files().add_page(address), Files().add_file(address)):
        assert not {".", "..", ""} & set(name.split("/"))
        assert "\0" not in name


@pytest.mark.parametrize(
    "addresses", [("/doc/a.ttl", "/doc/a.ttl/b.ttl", "/doc/a.ttl/c.ttl"), ("/doc/a.ttl/b.ttl", "/doc/a.ttl")]
)
def test_a_thing_that_is_called_as_a_folder_is_has_another_file(
    addresses: tuple[str, ...], tmp_path: Path
) -> None:
    files = Files()
    names = [files.add_file(address) for address in addresses]
    for name in names:
        put(tmp_path / name, b"x")
    assert len({path for path in tmp_path.rglob("*") if path.is_file()}) == len(addresses)
