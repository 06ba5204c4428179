"""Which pages there are: those of the menu, one a thing, and what they lead to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from plangraph.export.files import Files
from plangraph.export.rewriting import references
from plangraph.export.service import Service
from plangraph.web.translations import LANGUAGES

_TABLES = (".csv", ".xlsx")
"""Ends of the paths of lists as files: making each only to see that it is no page costs as much as a page."""
MOST = 2_000
"""Pages found by following links; filters and sorting can be combined without end."""


def found_pages(
    service: Service, files: Files, first: Iterable[str], tell: Callable[[int, int], None]
) -> tuple[list[str], int]:
    """Follow the links of pages to pages that are in no file yet, and give each a file.

    Args:
        service: asked for every page.
        files: those that are known; the pages found are added.
        first: addresses to begin with, in files already; their pages are in the result too.
        tell: told of how many pages the links were followed, and how many are known so far.

    Returns:
        All addresses in the order in which they were found, and how many links were left when there were
        :data:`MOST`.
    """
    pages, nowhere, left = list(first), set[str](), set[str]()
    queue = deque((each, references(service.page(each) or "")) for each in pages)
    while queue:
        here, hrefs = queue.popleft()
        tell(len(pages) - len(queue), len(pages))
        for href in hrefs:
            address = service.inside(href, here)
            if address is None or address in files or address in nowhere or not _is_page(address):
                continue
            if len(pages) >= MOST:
                left.add(address)
                continue
            there = service.leads_to(address, here[1:3])
            if there not in files:
                page = service.page(there)
                if page is None:
                    nowhere.add(address)
                    continue
                files.add_page(there)
                pages.append(there)
                queue.append((there, references(page)))
            if there != address:
                files.add_name(address, there)
    return pages, len(left)


def _is_page(address: str) -> bool:
    path = address.partition("?")[0]
    return path.startswith(tuple(f"/{tag}/" for tag in LANGUAGES)) and not path.endswith(_TABLES)
