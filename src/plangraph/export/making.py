"""Making the files of pages and things: one at a time, by several processes at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from html import escape
from pathlib import Path

from plangraph.export.files import Files, absolute, relative
from plangraph.export.processes import shared_out
from plangraph.export.rewriting import Rewriting, rewrite
from plangraph.export.service import Service, parameter
from plangraph.store.answer import write_statements
from plangraph.store.dataset import Dataset
from plangraph.store.formats import Format
from plangraph.web.resource import description_statements
from plangraph.web.translations import gettext

_AT_ONCE = 50
"""Files that a process makes before it says so."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page to make."""

    address: str
    file: str


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing whose description is to be written."""

    iri: str
    files: tuple[tuple[Format, str], ...]


@dataclass(frozen=True, slots=True)
class Maker:
    """All that making a file needs; a child process has it from its parent."""

    service: Service
    dataset: Dataset
    files: Files
    folder: Path
    results: frozenset[str]
    """Names of stored queries whose answers are among the files."""

    def make(self, work: Page | Thing) -> None:
        """Write the files of a page or a thing."""
        if isinstance(work, Page):
            page = self.service.page(work.address)
            if page is not None:
                put(self.folder / work.file, rewrite(page, self._rewriting(work)).encode())
            return
        statements = description_statements(self.dataset.describe(work.iri))
        for form, file in work.files:
            put(self.folder / file, write_statements(statements, form, self.dataset.prefixes))

    def _rewriting(self, work: Page) -> Rewriting:
        spoken = work.address[1:3]

        def refer(href: str, is_absolute: bool) -> str | None:
            address = self.service.inside(href, work.address)
            if address is None:
                return href
            file = self.files.get(address) or self.files.get(self.service.leads_to(address, spoken))
            if file is None:
                return None
            mark, fragment = href.partition("#")[1:]
            there = absolute(file, self.service.origin) if is_absolute else relative(file, work.file)
            return f"{there}{mark}{fragment}"

        footer = escape(gettext(spoken, "copy.footer"))
        return Rewriting(refer, self._no_form(work, spoken), f"<p>{footer}</p>\n")

    def _no_form(self, work: Page, spoken: str) -> str:
        """Say that a server is needed; of a stored query, where its answer lies."""
        form = escape(gettext(spoken, "copy.form"))
        sentence = f"<p>{form}</p>"
        name = parameter(work.address, "name")
        if name not in self.results:
            return sentence
        links = ", ".join(
            f'<a href="{escape(relative(f"dumps/queries/{name}.{suffix}", work.file))}">{label}</a>'
            for suffix, label in (("csv", "CSV"), ("json", "JSON"))
        )
        answer = escape(gettext(spoken, "copy.answer"))
        return f"{sentence}\n<p>{answer} {links}.</p>"


def make_all(maker: Maker, work: Sequence[Page | Thing], tell: Callable[[int], None]) -> None:
    """Make all files, with as many processes as there are processors.

    Args:
        maker: see there.
        work: in any order: the files are the same.
        tell: told how many are done.
    """
    batches = [work[begin : begin + _AT_ONCE] for begin in range(0, len(work), _AT_ONCE)]
    done = 0
    tell(done)
    # Closed before anything else: an interruption must not leave processes that go on writing.
    with closing(shared_out(lambda number: _make_batch(maker, batches[number]), len(batches))) as sizes:
        for size in sizes:
            done += size
            tell(done)


def _make_batch(maker: Maker, batch: Sequence[Page | Thing]) -> int:
    for work in batch:
        maker.make(work)
    return len(batch)


def put(path: Path, content: bytes) -> None:
    """Write one file, and the folders that it is in."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
