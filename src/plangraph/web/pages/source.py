"""``/it/source``, ``/en/source``: the text that the graph was read from, and what each line became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, current_app, request, url_for

from plangraph.store.dataset import Dataset
from plangraph.store.terms import Iri, Term
from plangraph.web.evidence import PLAN
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown
from plangraph.web.own_queries import own_query
from plangraph.web.pages.page import page_blueprint, render
from plangraph.web.problems import ProblemError
from plangraph.web.source_text import Row, SourceFile, SourceText

blueprint = page_blueprint("source")

_DERIVED = own_query("source-derived")
_TREATMENT = f"{PLAN}treatment"
_ELEMENTS = ("StrategicArea", "StrategicObjective", "Activity")


@dataclass(frozen=True, slots=True)
class Became:
    """Something that a row became."""

    thing: Shown
    kind: Shown
    form: str
    """The words that were read so; empty for the row as a whole."""
    means: Shown | None
    """What they stand for, if it is known."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as the page shows it."""

    row: Row
    elements: tuple[Became, ...]
    mentions: tuple[Became, ...]
    anomalies: tuple[Became, ...]


@blueprint.get("/source")
def show() -> Response:
    """Return the text of the plan, or of the one that ``?file=`` names."""
    texts: SourceText = current_app.extensions["source_text"]
    file = _chosen(texts.files, request.args.get("file", ""))
    dataset: Dataset = current_app.extensions["dataset"]
    links: Links = current_app.extensions["links"]
    spoken = language()
    rows = [[*row] for row in dataset.query(_DERIVED).rows()]
    links.prepare([term for row in rows for term in row if term is not None], [_TREATMENT])
    became = _by_row(rows, links, spoken)
    nothing = ((), (), ())
    return render(
        "source.html",
        file=links.show(Iri(file.iri), spoken) if file else None,
        others=[links.show(Iri(other.iri), spoken) for other in texts.files if other is not file],
        address=url_for("source.show"),
        rows=[ReadRow(row, *became.get(row.iri, nothing)) for row in file.rows] if file else [],
        query=_DERIVED,
    )


def _chosen(files: Sequence[SourceFile], asked: str) -> SourceFile | None:
    if not asked:
        return files[0] if files else None
    named = next((file for file in files if file.iri == asked), None)
    if named is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, f"No plan here was read from <{asked}>.")
    return named


_Three = tuple[tuple[Became, ...], tuple[Became, ...], tuple[Became, ...]]


def _by_row(rows: Sequence[Sequence[Term | None]], links: Links, spoken: str) -> Mapping[str, _Three]:
    """Return by row what it became: elements of the plan, mentions, anomalies."""
    found: dict[str, tuple[list[Became], list[Became], list[Became]]] = {}
    for row, kind, thing, form, means, particular in rows:
        if row is None or kind is None or thing is None:
            continue  # the query binds them
        name = kind.value.removeprefix(PLAN)
        three = found.setdefault(row.value, ([], [], []))
        one = Became(
            links.show(thing, spoken),
            links.show(particular or kind, spoken),
            form.value if form else "",
            _meaning(name, thing, means, links, spoken),
        )
        three[0 if name in _ELEMENTS else 1 if name == "Mention" else 2].append(one)
    return {row: (tuple(a), tuple(b), tuple(c)) for row, (a, b, c) in found.items()}


def _meaning(name: str, thing: Term, means: Term | None, links: Links, spoken: str) -> Shown | None:
    """Return what a mention stands for, or how an anomaly was treated."""
    if name == "Anomaly":
        treated = links.dataset.objects(thing.value, _TREATMENT)
        said = [links.show(each, spoken) for each in treated]
        return next((each for each in said if each.lang == spoken), said[0] if said else None)
    return links.show(means, spoken) if means else None
