"""A page of the service made into a file: links to files, and nothing that only a server can do.

Only what changes is written anew; the rest of the page keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

_REFERENCES = {"a": "href", "link": "href", "img": "src", "source": "src"}
_KEPT_ON_A_SPAN = ("class", "lang")
_DROPPED = {"button", "form", "script"}
_DATA = "application/ld+json"
"""Scripts of this type are no program."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What becomes of the parts of a page."""

    reference: Callable[[str, bool], str | None]
    """New value of a reference, relative (False) or absolute (True); None if it leads nowhere."""
    no_form: str
    """HTML that stands where the main part of the page had a form."""
    ending: str
    """HTML for the end of the page's footer."""


def rewrite(page: str, rewriting: Rewriting) -> str:
    """Return a page as a file."""
    editor = _Editor(page, rewriting)
    editor.feed(page)
    editor.close()
    return editor.result()


def references(page: str) -> list[str]:
    """Return what the links of a page point to, in their order."""
    found: list[str] = []

    def note(href: str, _absolute: bool) -> str:
        found.append(href)
        return href

    rewrite(page, Rewriting(note, "", ""))
    return found


class _Editor(HTMLParser):
    """Collects edits of a text: begin, end, what stands there instead."""

    def __init__(self, page: str, rewriting: Rewriting) -> None:
        super().__init__(convert_charrefs=True)
        self._page, self._rewriting = page, rewriting
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self._edits: list[tuple[int, int, str]] = []
        self._dropping: tuple[str, int] | None = None
        self._in_main = self._in_span = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if self._dropping:
            return
        if tag == "main":
            self._in_main = True
        if tag in _DROPPED and named.get("type") != _DATA:
            self._dropping = (tag, self._here())
        elif tag in _REFERENCES and _REFERENCES[tag] in named:
            self._refer(tag, named)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        end = self._page.index(">", self._here()) + 1
        if self._dropping:
            if tag == self._dropping[0]:
                sentence = self._rewriting.no_form if tag == "form" and self._in_main else ""
                self._edits.append((self._dropping[1], end, sentence))
                self._dropping = None
        elif tag == "a" and self._in_span:
            self._edits.append((self._here(), end, "</span>"))
            self._in_span = False
        elif tag == "main":
            self._in_main = False
        elif tag == "footer":
            self._edits.append((self._here(), self._here(), self._rewriting.ending))

    def _refer(self, tag: str, named: dict[str, str]) -> None:
        name, raw, begin = _REFERENCES[tag], self.get_starttag_text() or "", self._here()
        is_relation = tag == "link" and named.get("rel") in ("alternate", "canonical")
        target = self._rewriting.reference(named[name], is_relation)
        if target is not None:
            self._edits.append((begin, begin + len(raw), _with(raw, name, target)))
        elif tag == "a":
            kept = "".join(f' {key}="{escape(named[key])}"' for key in _KEPT_ON_A_SPAN if key in named)
            self._edits.append((begin, begin + len(raw), f"<span{kept}>"))
            self._in_span = True
        else:
            self._edits.append((begin, begin + len(raw), ""))

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def result(self) -> str:
        pieces, done = [], 0
        for begin, end, text in self._edits:
            pieces += [self._page[done:begin], text]
            done = end
        return "".join([*pieces, self._page[done:]])


def _with(raw: str, name: str, value: str) -> str:
    """Return a start tag with another value of one attribute."""
    found = re.search(rf"(\s{name}\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s>]+)", raw, re.IGNORECASE)
    assert found is not None  # the parser saw it
    if unescape(found[2].strip("\"'")) == value:
        return raw
    return f'{raw[: found.start(2)]}"{escape(value)}"{raw[found.end(2) :]}'
