"""Which pages go into a copy of the site."""

from __future__ import annotations

from dataclasses import dataclass, field

from plangraph.export.files import Files
from plangraph.export.pages import found_pages
from plangraph.export.service import Service


@dataclass
class Pages(Service):
    """A service of two pages and a list as a file, which notes what it is asked for."""

    asked: list[str] = field(default_factory=list)

    def page(self, address: str) -> str | None:
        self.asked.append(address)
        links = ("/it/more", "/it/activities.csv", "/it/activities.xlsx?programme=PNRR")
        return "".join(f'<a href="{href}">there</a>' for href in links)


def test_a_list_as_a_file_is_not_asked_for_while_pages_are_looked_for() -> None:
    service, files = Pages(None, "http://example.org"), Files()  # type: ignore[arg-type]
    files.add_page("/it/")
    assert found_pages(service, files, ["/it/"], lambda *_: None) == (["/it/", "/it/more"], 0)
    assert not [address for address in service.asked if "activities" in address]
