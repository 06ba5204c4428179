"""A report as plain text for a terminal, grouped by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import indent

from plangraph.validation.naming import FILES
from plangraph.validation.report.wording import (
    WORDS,
    Group,
    Said,
    by_rule,
    counted,
    notice,
    summary,
    where_to_mend,
)
from plangraph.validation.results import ValidationReport

_LONGEST = 160
"""Characters of a name or value that one line shows."""


def report_text(report: ValidationReport, *, language: str = "en", limit: int | None = 5) -> str:
    """Return ``report`` for a person to read, gravest first, ending in a newline.

    Args:
        report: what was found.
        language: ``it`` or ``en``.
        limit: how many results of one rule are listed before "and N more"; None: all.
    """
    if report.conforms:
        return (notice(report, language) or WORDS[language]["none"]) + "\n"
    blocks = ["\n".join(_block(group, language, limit)) for group in by_rule(report, language)]
    told = [notice(report, language)] if report.unchecked else []
    told += [made] if (made := where_to_mend(report, language)) else []
    return "\n\n".join([*blocks, *told, summary(report, language)]) + "\n"


def _block(group: Group, language: str, limit: int | None) -> Iterator[str]:
    words, first = WORDS[language], group.first
    yield f"{first.severity.upper()} · {first.name} · {counted(len(group.said), language)}"
    yield f"  {first.rule}"
    remedies = {said.suggestion for said in group.said}
    if len(remedies) == 1 and first.suggestion:
        yield f"  {words['mend']}: {first.suggestion}"
    for said in group.said[:limit]:
        yield from _result(said, words, in_group=len(remedies) == 1)
    if limit is not None and len(group.said) > limit:
        yield "    " + words["more"].format(count=len(group.said) - limit)


def _result(said: Said, words: dict[str, str], *, in_group: bool) -> Iterator[str]:
    where = [
        f"{said.place}" if said.place else "",
        f"«{_short(said.thing)}»",
        f"({said.source})" if said.source else "",
    ]
    yield "    " + "  ".join(part for part in where if part)
    if said.problem and said.problem != said.rule:
        yield indent(_short(said.problem), "      ")
    if said.value and not _names(said.problem, said.value):
        named = said.path or words["value"]
        yield f"      {named}: {_short(said.value)}"
    if said.suggestion and not in_group:
        yield f"      {words['mend']}: {said.suggestion}"
    for number, line in said.result.explanation.excerpt:
        yield f"      {number:>6} | {line[:_LONGEST]}".rstrip()
    if not said.result.focus_node.startswith(FILES):
        yield f"      {said.result.focus_node.n3()}"


def _names(sentence: str, value: str) -> bool:
    """Say whether a sentence has the value as a whole word: C83 is not named by C83I22000110001."""
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", sentence) is not None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
