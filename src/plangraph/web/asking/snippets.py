"""A question in the words of other programs, ready to be run: curl, Python with rdflib or pandas, R."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from plangraph.store.formats import Kind
from plangraph.web.asking.wish import Wish


@dataclass(frozen=True, slots=True)
class Snippet:
    """One program."""

    name: str
    """Of the language and library."""
    text: str


def snippets(wish: Wish, kind: Kind, origin: str) -> list[Snippet]:
    """Return programs that ask what ``wish`` asks.

    Args:
        wish: a query goes along as text; a stored question by its address, its parameters in it.
        kind: of the answer; only solutions go into data frames.
        origin: of this service.
    """
    return list(_stored(wish, origin) if wish.stored else _typed(wish.text.rstrip(), kind, origin))


def stored_address(wish: Wish, origin: str, form: str = "", labels: str = "") -> str:
    """Return the address of a stored question's answer as data."""
    assert wish.stored is not None
    more = [("labels", labels), ("format", form)]
    fields = urlencode([*wish.given.items(), *(pair for pair in more if pair[1])], quote_via=quote)
    return f"{origin}/queries/{quote(wish.stored.name)}{'?' * bool(fields)}{fields}"


def _stored(wish: Wish, origin: str) -> Iterator[Snippet]:
    csv, js = stored_address(wish, origin, "csv"), stored_address(wish, origin, "json")
    yield Snippet("curl", f"curl -H 'Accept: text/csv' {shlex.quote(stored_address(wish, origin))}\n")
    yield Snippet(
        "Python, rdflib",
        "from urllib.request import urlopen\n\nfrom rdflib.query import Result\n\n"
        f"with urlopen({_python(js)}) as answer:\n"
        '    for row in Result.parse(answer, format="json"):\n        print(*row, sep="\\t")\n',
    )
    yield Snippet(
        "Python, pandas",
        f"import pandas\n\ntable = pandas.read_csv({_python(csv)}, dtype=str)\nprint(table)\n",
    )
    yield Snippet("R", f'table <- read.csv({_r(csv)}, colClasses = "character")\nprint(table)\n')


def _typed(query: str, kind: Kind, origin: str) -> Iterator[Snippet]:
    endpoint = f"{origin}/sparql"
    accept = {Kind.SOLUTIONS: "text/csv", Kind.GRAPH: "text/turtle"}.get(
        kind, "application/sparql-results+json"
    )
    yield Snippet(
        "curl",
        f"curl {shlex.quote(endpoint)} -H 'Accept: {accept}' --data-urlencode query={shlex.quote(query)}\n",
    )
    show = {Kind.BOOLEAN: "print(answer.askAnswer)", Kind.GRAPH: "print(answer.serialize())"}.get(
        kind, 'for row in answer:\n    print(*row, sep="\\t")'
    )
    yield Snippet(
        "Python, rdflib",
        "from rdflib.plugins.stores.sparqlstore import SPARQLStore\n\n"
        f'query = {_python(query)}\nstore = SPARQLStore({_python(endpoint)}, method="POST_FORM")\n'
        f"answer = store.query(query)\n{show}\n",
    )
    if kind is Kind.SOLUTIONS:
        yield Snippet(
            "Python, pandas",
            "from urllib.parse import urlencode\n\nimport pandas\n\n"
            f"query = {_python(query)}\n"
            f'address = {_python(endpoint + "?")} + urlencode({{"query": query, "format": "csv"}})\n'
            "print(pandas.read_csv(address, dtype=str))\n",
        )
        yield Snippet(
            "R",
            f"query <- {_r(query)}\n"
            f"address <- paste0({_r(endpoint + '?format=csv&query=')}, URLencode(query, reserved = TRUE))\n"
            'print(read.csv(address, colClasses = "character"))\n',
        )


def _python(text: str) -> str:
    """Return a literal of Python: over several lines where that reads better and says the same."""
    if "\n" not in text or any(not (char.isprintable() or char in "\n\t") for char in text):
        return json.dumps(text, ensure_ascii=False)
    return '"""' + text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + '\n"""'


def _r(text: str) -> str:
    """Return a string of R, whose escapes are those of JSON but for the pairs of surrogates."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
