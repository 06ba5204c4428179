"""The queries of the benchmark, each with values for its one slot.

A query is a file in ``queries/``: valid SPARQL in which ``$value`` stands for a term and the suffix
``_fresh`` marks variables that get a new name each time. A name that was never used before makes a text that
no cache of results has seen, without a change of the solutions; its width is constant, so that lengths can
be compared.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plangraph.store.answer import Answer
from plangraph.store.dataset import Dataset
from plangraph.store.formats import TSV

QUERIES = Path(__file__).parent / "queries"
FRESH = "_fresh"
MARK = "@@@@@@@@"
"""Where the name's eight characters go; the load generator replaces it."""
_HEAD = re.compile(r"^#\+ (\w+): (.*)\n", re.MULTILINE)
_PREFIXES = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX plan: <https://w3id.org/plangraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One query with its slots open."""

    name: str
    summary: str
    values: str
    """SPARQL group whose solutions for ``?value`` are what the slot takes."""
    text: str

    @property
    def makes_triples(self) -> bool:
        """Whether the answer is a graph."""
        return re.search(r"^(CONSTRUCT|DESCRIBE)\b", self.text, re.MULTILINE) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One query with its value, open only for the fresh name."""

    name: str
    text: str
    """With :data:`MARK` where the fresh name goes."""
    accept: str

    def named(self, number: int) -> str:
        """Return the text with the name made from ``number``, eight hexadecimal digits."""
        return self.text.replace(MARK, f"{number:08x}")


def read_templates(folder: Path = QUERIES) -> list[Template]:
    """Return all queries of the benchmark, by name.

    Raises:
        ValueError: a file lacks its head or a slot.
    """
    return [_read(path) for path in sorted(folder.glob("*.rq"))]


def _read(path: Path) -> Template:
    content = path.read_text(encoding="utf-8")
    head = dict(_HEAD.findall(content))
    text = _HEAD.sub("", content).strip()
    if not {"summary", "values"} <= head.keys() or "$value" not in text or FRESH not in text:
        raise ValueError(f"{path.name}: needs `#+ summary:`, `#+ values:`, $value and a variable ?…{FRESH}")
    return Template(name=path.stem, summary=head["summary"], values=head["values"], text=text)


def fill(templates: Sequence[Template], dataset: Dataset, *, each: int, seed: int) -> list[Request]:
    """Return the requests of the workload: every query with up to ``each`` values found in the data.

    The order is shuffled by ``seed``, so that kinds of queries alternate; the same for every server.

    Raises:
        ValueError: the data have no value for a query.
    """
    chance = random.Random(seed)
    requests = []
    for template in templates:
        values = _values(template, dataset)
        if not values:
            raise ValueError(f"{template.name}: the data have nothing that fits {template.values}")
        accept = "application/n-triples" if template.makes_triples else "application/sparql-results+json"
        for value in sorted(chance.sample(values, min(each, len(values)))):
            text = template.text.replace("$value", value).replace(FRESH, f"_{MARK}")
            requests.append(Request(name=template.name, text=text, accept=accept))
    chance.shuffle(requests)
    return requests


def _values(template: Template, dataset: Dataset) -> list[str]:
    answer: Answer = dataset.query(f"{_PREFIXES} SELECT DISTINCT ?value {template.values} ORDER BY ?value")
    return answer.write(TSV).decode().splitlines()[1:]
