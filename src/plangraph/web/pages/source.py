"""``/it/source``, ``/en/source``: the text that the graph was read from, and what each line became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, current_app, request, url_for

from plangraph.store.terms import Iri
from plangraph.web.evidence import TREATMENT
from plangraph.web.languages import language
from plangraph.web.links import Links
from plangraph.web.pages.asking import answer
from plangraph.web.pages.derived import Derived, derived, derived_query
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.problems import ProblemError
from plangraph.web.source_text import Row, SourceFile, SourceText

blueprint = page_blueprint("source")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as the page shows it."""

    row: Row
    became: Derived


@blueprint.get("/source")
def show() -> Response:
    """Return the text of the plan, or of the one that ``?file=`` names."""
    texts: SourceText = current_app.extensions["source_text"]
    file = _chosen(texts.files, request.args.get("file", ""))
    links: Links = current_app.extensions["links"]
    spoken = language()
    asked = answer(derived_query())
    links.prepare(asked.terms, [TREATMENT])
    became = derived(links, asked)
    return render(
        "source.html",
        file=links.show(Iri(file.iri), spoken) if file else None,
        others=[links.show(Iri(other.iri), spoken) for other in texts.files if other is not file],
        address=url_for("source.show"),
        rows=[ReadRow(row, became.get(row.iri, Derived())) for row in file.rows] if file else [],
        query=asked.text,
    )


def _chosen(files: Sequence[SourceFile], asked: str) -> SourceFile | None:
    if not asked:
        return files[0] if files else None
    named = next((file for file in files if file.iri == asked), None)
    if named is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, f"No plan here was read from <{asked}>.")
    return named
