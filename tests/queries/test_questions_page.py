"""``docs/questions.md`` is the index of the stored queries, made from their heads.

Write it anew: ``python tests/queries/test_questions_page.py > docs/questions.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from plangraph.queries import AUDIENCES, StoredQuery, read_queries

ROOT = Path(__file__).resolve().parents[2]

OPENING = """\
# Questions that the graph answers

One file each in [queries/](../queries), by who asks. A parameter that is not given means «all»; its values
are in the column of its name. Run one with its parameters, here the activities of area 12:

```sh
plangraph query activities-by-area --param area=12
```
"""


def page(queries: Sequence[StoredQuery]) -> str:
    return "\n".join([OPENING, *(line for audience in AUDIENCES for line in section(queries, audience))])


def section(queries: Sequence[StoredQuery], audience: str) -> Iterator[str]:
    yield f"## {AUDIENCES[audience]}\n"
    for query in queries:
        if query.audience == audience:
            yield f"### [{query.name}](../queries/{query.name}.rq)\n"
            yield f"*{query.question_it}*  \n{query.question_en}\n\n{query.summary}\n"
            yield from (
                f"- `{parameter.name}` ({parameter.type}): {parameter.description}"
                for parameter in query.parameters
            )
            yield from [""] if query.parameters else []


def test_the_page_of_questions_is_current() -> None:
    written = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    assert written == page(read_queries(ROOT / "queries")), __doc__


def test_each_audience_asks_something() -> None:
    queries = read_queries(ROOT / "queries")
    assert {query.audience for query in queries} == set(AUDIENCES)
    assert len(queries) >= 25


if __name__ == "__main__":
    print(page(read_queries(ROOT / "queries")), end="")
