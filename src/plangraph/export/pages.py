"""Which pages there are: those of the menu, one a thing, and what they lead to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from plangraph.export.files import Files
from plangraph.export.rewriting import references
from plangraph.export.service import Service
from plangraph.web.translations import LANGUAGES

_TABLES = (".csv", ".xlsx")
"""Ends of the paths of lists as files: making each only to see that it is no page costs as much as a page."""
MOST = 2_000
"""Pages found by following links; filters and sorting can be combined without end."""


def found_pages(service: Service, files: Files, first: Iterable[str]) -> tuple[list[str], int]:
    """Follow the links of pages to pages that are in no file yet, and give each a file.

    Args:
        service: asked for every page.
        files: those that are known; the pages found are added.
        first: addresses to begin with, in files already; their pages are in the result too.

    Returns:
        All addresses in the order in which they were found, and how many links were left when there were
        :data:`MOST`.
    """
    queue, pages, left = deque(first), list(first), set[str]()
    while queue:
        here = queue.popleft()
        page = service.page(here)
        for href in references(page or ""):
            address = service.inside(href, here)
            if address is None or address in files or not _is_page(address):
                continue
            if len(pages) >= MOST:
                left.add(address)
            elif service.page(service.leads_to(address, here[1:3])) is not None:
                there = service.leads_to(address, here[1:3])
                if there not in files:
                    files.add_page(there)
                    pages.append(there)
                    queue.append(there)
                if there != address:
                    files.add_name(address, there)
    return pages, len(left)


def _is_page(address: str) -> bool:
    path = address.partition("?")[0]
    return path.startswith(tuple(f"/{tag}/" for tag in LANGUAGES)) and not path.endswith(_TABLES)
