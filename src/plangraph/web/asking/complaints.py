"""What went wrong with a question, in the language of the page.

The store and the workers speak English, to programs. Their sentences are few and fixed up to the values in
them, so each has its pattern here; a sentence without one is shown as it is, and a test looks for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus

from plangraph.store.errors import PlacedQueryError
from plangraph.web.asking.wish import WishError
from plangraph.web.faults import kind_of_error, status_of
from plangraph.web.translations import LANGUAGES, gettext
from plangraph.workers.errors import BusyError

SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the prefix «(?P<name>.*):» is not declared", "query.error_prefix"),
    (r"a text in quotation marks is not closed on its line", "query.error_quote"),
    (r"the IRI (?P<iri>.*) cannot stand here", "query.error_iri"),
    (r"«(?P<token>.*)» cannot stand here", "query.error_token"),
    (r"the query ends too early", "query.error_end"),
    (r"the query is empty", "query.error_empty"),
    (r"«(?P<iri>.*)» is no IRI", "query.error_no_iri"),
    (r"BIND gives a value to (?P<name>\S+), which has one before", "query.error_bound"),
    (r"a row of VALUES has (?P<has>\d+) value\(s\), there are (?P<most>\d+) variables", "query.error_row"),
    (r"a variable is named twice in SELECT", "query.error_twice"),
    (r"SELECT has a variable that is neither grouped by nor aggregated", "query.error_ungrouped"),
    (
        r"an expression in SELECT uses a variable that is neither grouped by nor aggregated",
        "query.error_ungrouped",
    ),
    (r"the function <(?P<iri>.*)> is not known", "query.error_function"),
    (r"the query has (?P<has>[\d,]+) characters, (?P<most>[\d,]+) are allowed", "query.error_long"),
    (r"more than (?P<most>\d+) brackets are open at once", "query.error_deep"),
    (r"the query has more than (?P<most>[\d,]+) words, marks and terms", "query.error_words"),
    (r"(?P<word>\w+) would change the data, and this service only reads", "query.error_update"),
    (r"SERVICE is not allowed here", "query.error_service"),
    (r"SERVICE may not call that", "query.error_service"),
    (r"The query was stopped after (?P<seconds>\S+) s,.*", "query.error_deadline"),
    (r"The query was stopped because it needs more than (?P<most>[\d,]+) MiB.*", "query.error_memory"),
    (r"The engine failed at this query.*", "query.error_engine"),
    (r"(?:the answer has|these rows have) more than (?P<most>[\d,]+) bytes.*", "query.error_large"),
)
"""Patterns of sentences, and the key of each in the catalogue."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """An error as the page tells it."""

    status: HTTPStatus
    title: str
    """What kind of thing is wrong."""
    told: str
    """What is wrong here; empty if the title says it all."""
    lang: str
    """Language of ``told``."""
    remedy: str
    line: int | None = None
    column: int | None = None
    retry_after: int | None = None


def complaint(error: Exception, spoken: str) -> Complaint:
    """Return what to tell about an error."""
    if isinstance(error, WishError):
        told = gettext(spoken, error.key, **error.values)
        remedy = gettext(spoken, error.remedy)
        return Complaint(error.status, told, "", spoken, remedy)
    kind, index = kind_of_error(error), LANGUAGES.index(spoken)
    problem = str(getattr(error, "problem", error))
    told = sentence(problem, spoken)
    return Complaint(
        status_of(error),
        kind.title[index],
        told or problem,
        spoken if told else "en",
        kind.remedy[index],
        getattr(error, "line", None) if isinstance(error, PlacedQueryError) else None,
        getattr(error, "column", None),
        error.retry_after if isinstance(error, BusyError) else None,
    )


def sentence(problem: str, spoken: str) -> str:
    """Return a sentence of the store or the workers in the language ``spoken``, empty if it is not known."""
    for pattern, key in SENTENCES:
        if found := re.fullmatch(pattern, problem, re.DOTALL):
            return gettext(spoken, key, **found.groupdict())
    return ""
