"""One thing that can be asked, as the description of the service has it (OpenAPI 3.1.1, 4.8.10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from plangraph.web.kinds import kind_named
from plangraph.web.problems import PROBLEM
from plangraph.web.translations import ENGLISH

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A path with a method."""

    path: str
    """With parameters in braces."""
    method: str = "get"
    name: str
    """``operationId``."""
    tag: str
    summary: str
    parameters: tuple[Json, ...] = ()
    body: Json | None = None
    """Content by media type."""
    body_is_required: bool = True
    answers: Mapping[HTTPStatus, Json] = field(default_factory=dict)
    """Response objects that are no problem."""
    problems: tuple[str, ...] = ()
    """Names of the kinds of problem that it may end in, besides ``failure``."""

    def described(self) -> Json:
        """Return the Operation Object."""
        told: Json = {
            "operationId": self.name,
            "tags": [self.tag],
            "summary": self.summary,
            "responses": {
                **{str(int(status)): answer for status, answer in self.answers.items()},
                **self._problems(),
                "default": _problem(["Any other error."]),
            },
        }
        if self.parameters:
            told["parameters"] = list(self.parameters)
        if self.body is not None:
            told["requestBody"] = {"required": self.body_is_required, "content": self.body}
        return told

    def _problems(self) -> Json:
        by_status: dict[HTTPStatus, list[str]] = {}
        for kind in map(kind_named, self.problems):
            for status in kind.statuses:
                by_status.setdefault(status, []).append(f"`{kind.name}`: {kind.title[ENGLISH]}.")
        return {str(int(status)): _problem(titles) for status, titles in sorted(by_status.items())}


def _problem(titles: list[str]) -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {PROBLEM: {"schema": schema}, "text/html": {"schema": {"type": "string"}}}
    return {"description": " ".join(titles), "content": content}
