"""``plangraph query``: ask a stored question, or any SPARQL, without a server."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangraph.cli.tables import print_table
from plangraph.errors import InputError, UsageError
from plangraph.layout import project_layout

if TYPE_CHECKING:
    from plangraph.queries import StoredQuery
    from plangraph.store.answer import Answer
    from plangraph.store.terms import Term

_TABLE = "table"


@click.command()
@click.argument("question", required=False)
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="Value of a parameter.")
@click.option(
    "--format", "form", default=_TABLE, show_default=True, help="table, csv, tsv, json, xml, turtle…"
)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the built graphs.")
@click.option("--list", "only_list", is_flag=True, help="List the stored questions, as without QUESTION.")
def query(
    question: str | None, params: tuple[str, ...], form: str, data: Path | None, only_list: bool
) -> None:
    """Answer QUESTION: a stored one by its name, a file, or - for SPARQL on stdin; without it, list them."""
    from plangraph.search.functions import with_search
    from plangraph.store.embedded import open_dataset
    from plangraph.store.errors import PlacedQueryError
    from plangraph.store.graphs import graph_files

    layout = project_layout()
    if question is None or only_list:
        _list_questions()
        return
    text, values = _read(question, _split(params))
    dataset = with_search(open_dataset(graph_files(layout, data)))
    _say_what_is_missing(text, dataset.graphs)
    try:
        answer = dataset.query(text, substitutions=values)
    except PlacedQueryError as error:
        error.path = None if question == "-" else Path(question)
        raise
    rows = _print(answer, form)
    if rows == 0 and values:
        click.echo("plangraph: nothing for these values; without --param all there are is shown", err=True)


_NEEDS = {
    "pnrr": (("plan:locatedIn", "plan:ofProject", "plan:underMeasure"), "pnrr import"),
    "links": (("plan:linkedActivity", "plan:linkedMeasure", "plan:searchedActivity"), "pnrr link"),
}
"""Graphs that may be missing: properties that only they have, and the command that makes them."""


def _say_what_is_missing(text: str, graphs: Collection[str]) -> None:
    """Tell when a query walks a graph that is not there: no rows would then mean nothing."""
    there = {graph.rpartition("/")[2] for graph in graphs}
    for graph, (properties, command) in _NEEDS.items():
        if graph not in there and any(each in text for each in properties):
            click.echo(
                f"plangraph: this question is about graph/{graph}, which is not here: nothing is found. "
                f"Make it with plangraph {command}.",
                err=True,
            )


def _list_questions() -> None:
    from plangraph.queries import read_queries

    print_table(
        ("name", "for", "question", "parameters"),
        (
            (
                stored.name,
                stored.audience,
                f"{stored.question_it}\n{stored.question_en}",
                ", ".join(parameter.name for parameter in stored.parameters),
            )
            for stored in read_queries(project_layout().queries)
        ),
        title="Stored questions: plangraph query NAME",
    )


def _split(params: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals:
            raise UsageError(f"--param {param!r} has no value. Write --param name=value.")
        given[name] = value
    return given


def _read(question: str, given: Mapping[str, str]) -> tuple[str, Mapping[str, Term]]:
    """Return the text to run and the values of its parameters."""
    stored = _stored(question)
    if stored is not None:
        return stored.text, _terms(stored, given)
    if given:
        raise UsageError("parameters are for stored questions and files with a #+ head. Leave --param out.")
    if question == "-":
        return sys.stdin.read(), {}
    try:
        return Path(question).read_text(encoding="utf-8"), {}
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8", path=Path(question), remedy="Save the query as UTF-8.") from error
    except OSError as error:
        raise InputError(
            "no such question or file"
            if isinstance(error, FileNotFoundError)
            else f"unreadable: {error.strerror}",
            path=Path(question),
            remedy=f"{_suggestion(question)}plangraph query lists all questions.",
        ) from error


def _suggestion(question: str) -> str:
    from plangraph.queries import read_queries

    names = [stored.name for stored in read_queries(project_layout().queries)]
    close = get_close_matches(question, names, n=3)
    return f"Did you mean {' or '.join(close)}? " if close else ""


def _stored(question: str) -> StoredQuery | None:
    from plangraph.queries import read_queries, read_query

    path = Path(question)
    if path.suffix == ".rq" and path.is_file():
        with path.open(encoding="utf-8", errors="replace") as file:
            has_head = file.readline().startswith("#+")
        return read_query(path) if has_head else None
    by_name = {stored.name: stored for stored in read_queries(project_layout().queries)}
    return by_name.get(question)


def _terms(stored: StoredQuery, given: Mapping[str, str]) -> dict[str, Term]:
    from plangraph.queries import bind
    from plangraph.store.terms import Iri, Literal

    return {
        name: Iri(value.text) if value.datatype is None else Literal(value.text, datatype=value.datatype)
        for name, value in bind(stored, given).items()
    }


def _print(answer: Answer, form: str) -> int | None:
    """Print an answer; return the number of rows if it was printed as a table."""
    from plangraph.store.errors import UnwritableError
    from plangraph.store.formats import FORMATS, TURTLE, Kind, format_named

    if form == _TABLE and answer.kind is Kind.SOLUTIONS:
        return print_table(answer.variables, ([_shown(term) for term in row] for row in answer.rows()))
    if form == _TABLE and answer.kind is Kind.BOOLEAN:
        click.echo("yes" if answer else "no")
    else:
        chosen = TURTLE if form == _TABLE else format_named(form)
        if chosen is None:
            names = ", ".join([_TABLE, *(each.name for each in FORMATS)])
            raise UsageError(f"there is no format «{form}». Choose one of {names}.")
        try:
            click.echo(answer.write(chosen), nl=False)
        except UnwritableError as error:
            raise UsageError(f"{error}. Choose another --format.") from error
    return None


def _shown(term: Term | None) -> str:
    """Return a term as a reader of a table wants it: IRIs of the project without their long beginning."""
    return "" if term is None else term.value.replace("https://w3id.org/plangraph/id/", "id:")
