"""The service as a maker of pages: asked in this process, like a client, without a socket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qs, urljoin, urlsplit

from plangraph.web.translations import LANGUAGES

_HOPS = 4
_HERE = "http://service.invalid"
"""Stands for the host while references are resolved: pages are made for the top of theirs (RFC 2606)."""
_LEADING = ("/id/", "/doc", "/iri/", "/problems", *(f"/{tag}/doc" for tag in LANGUAGES))
"""Beginnings of addresses that may only send elsewhere; others are not asked where they lead."""


class _Answer(Protocol):
    status_code: int
    mimetype: str
    data: bytes
    headers: Mapping[str, str]


class Application(Protocol):
    """What is needed of the web application; which framework made it is its own affair."""

    extensions: dict[str, Any]

    @property
    def static_folder(self) -> str | None:
        """Where style, fonts and pictures lie."""
        ...

    def app_context(self) -> Any:
        """Return what addresses are made within."""
        ...

    def test_client(self) -> Any:
        """Return a client that needs no socket."""
        ...


@dataclass(slots=True)
class Service:
    """Answers of one application; what it says of the same address is remembered where that is short."""

    application: Application
    origin: str
    """Beginning of absolute addresses in its pages."""
    _known: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, accept: str = "") -> _Answer:
        """Return the answer to GET, without following it elsewhere."""
        answer: _Answer = self.application.test_client().get(
            address, headers={"Accept": accept} if accept else {"Accept": "text/html, */*;q=0.5"}
        )
        return answer

    def page(self, address: str) -> str | None:
        """Return the page at ``address``; None where there is none."""
        answer = self.get(address)
        is_page = answer.status_code == 200 and answer.mimetype == "text/html"
        return answer.data.decode() if is_page else None

    def inside(self, href: str, here: str) -> str | None:
        """Return where ``href`` on the page ``here`` points to within this service, without fragment.

        Returns:
            Path and query; None if it leads elsewhere.
        """
        whole = urljoin(_HERE + here, href)
        for home in (_HERE, self.origin):
            if whole == home or whole.startswith((f"{home}/", f"{home}?", f"{home}#")):
                return whole.removeprefix(home).partition("#")[0] or "/"
        return None

    def leads_to(self, address: str, spoken: str) -> str:
        """Return the address whose answer a client gets in the end, in the language ``spoken``."""
        key = f"{spoken} {address}"
        if key not in self._known:
            self._known[key] = self._follow(address, spoken)
        return self._known[key]

    def _follow(self, address: str, spoken: str) -> str:
        for _ in range(_HOPS):
            if address == "/":
                return f"/{spoken}/"
            if not address.startswith(_LEADING):
                return address
            client = self.application.test_client()
            answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": spoken})
            if answer.status_code not in (301, 302, 303, 307, 308):
                return address
            parts = urlsplit(str(answer.headers["Location"]))
            address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return address


def parameter(address: str, name: str) -> str:
    """Return the first value of a parameter of an address, empty if it has none."""
    return parse_qs(urlsplit(address).query).get(name, [""])[0]
