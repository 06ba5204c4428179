"""What somebody wants of the page: a query or a stored question, and how its answer is to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from urllib.parse import quote, urlencode

from plangraph.errors import UsageError
from plangraph.queries import StoredQuery, Value, bind

RESERVED = ("name", "query", "sort", "page", "view", "format", "labels", "lang", "timeout")
"""Names in the address that mean something here; no parameter of a stored question may be called so."""
VIEWS = ("table", "bars", "graph")
LONGEST_ADDRESS = 6_000
"""Characters of an address that is offered. Proxies and mail programs cut or refuse longer ones at 8,000
(RFC 9110, 4.1 recommends to support that); a longer query is sent in the body, and has no link."""
_MOST_PAGES = 1_000_000


class WishError(Exception):
    """Something in the address cannot be.

    Args:
        status: of the page.
        key: of the sentence that says so, in the catalogue of the page.
        remedy: key of the sentence that says what to do.
        values: for the first sentence.
    """

    def __init__(self, status: HTTPStatus, key: str, remedy: str, **values: str) -> None:
        self.status, self.key, self.remedy, self.values = status, key, remedy, values
        super().__init__(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One question and how to show its answer. No text and no stored question: nothing is asked."""

    text: str = ""
    stored: StoredQuery | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    """Parameters of the stored question, as they were typed; empty ones left out."""
    column: str = ""
    """To sort by."""
    is_descending: bool = False
    page: int = 1
    view: str = ""
    """One of :data:`VIEWS`; empty: the table."""

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to answer."""
        return bool(self.text.strip()) or self.stored is not None

    @property
    def sparql(self) -> str:
        """The query."""
        return self.stored.text if self.stored else self.text

    def values(self) -> dict[str, Value]:
        """Return the values of the parameters.

        Raises:
            WishError: one is not of its type.
        """
        if self.stored is None:
            return {}
        values: dict[str, Value] = {}
        for name, text in self.given.items():
            try:
                values |= bind(self.stored, {name: text})
            except UsageError as error:
                raise WishError(
                    HTTPStatus.BAD_REQUEST, "query.bad_value", "query.bad_value_remedy", name=name, text=text
                ) from error
        return values

    def pairs(self) -> list[tuple[str, str]]:
        """Return what stands in the address of this wish, without the table's own defaults."""
        asked = [("name", self.stored.name), *self.given.items()] if self.stored else [("query", self.text)]
        sort = f"{'-' * self.is_descending}{self.column}"
        shown = [("view", self.view), ("sort", sort), ("page", str(self.page) if self.page > 1 else "")]
        return [*asked, *((name, value) for name, value in shown if value)]

    def address(self, **changes: object) -> str:
        """Return the relative address of the same wish, shown in another way; empty if it is too long."""
        address = "?" + urlencode(replace(self, **changes).pairs(), quote_via=quote)  # type: ignore[arg-type]
        return address if len(address) <= LONGEST_ADDRESS else ""


def read_wish(fields: Mapping[str, str], stored: Sequence[StoredQuery]) -> Wish:
    """Return what the fields of an address or a form want.

    Raises:
        WishError: they name a question that there is not.
    """
    named, given = None, {}
    if name := fields.get("name", ""):
        named = next((each for each in stored if each.name == name), None)
        if named is None:
            raise WishError(
                HTTPStatus.NOT_FOUND, "query.no_such_question", "query.no_such_question_remedy", name=name
            )
        wanted = {each.name: fields.get(each.name, "").strip() for each in named.parameters}
        given = {each: value for each, value in wanted.items() if value}
    sort, page, view = fields.get("sort", ""), fields.get("page", ""), fields.get("view", "")
    return Wish(
        text="" if named else fields.get("query", "").replace("\r\n", "\n"),  # as forms send line ends
        stored=named,
        given=given,
        column=sort.removeprefix("-"),
        is_descending=sort.startswith("-"),
        page=min(int(page), _MOST_PAGES) if page.isascii() and page.isdigit() and int(page) else 1,
        view=view if view in VIEWS[1:] else "",
    )
