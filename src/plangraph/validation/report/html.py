"""A report as HTML: a fragment for a page of ours, and a page that stands alone.

Neither has scripts or styles of its own, so both go through ``default-src 'none'; style-src 'self'``.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

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
from plangraph.validation.results import Severity, ValidationReport

_Part = list[tuple[int, Group]]
"""Groups with their numbers on the page."""


def report_page(report: ValidationReport, *, language: str, limit: int | None = None) -> bytes:
    """Return ``html_fragment`` in a page that stands alone, in UTF-8."""
    title = escape(WORDS[language]["title"])
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{title}: {escape(_in_short(report, language))}</title>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{title}</h1>",
        html_fragment(report, language=language, limit=limit),
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _in_short(report: ValidationReport, language: str) -> str:
    return report.unchecked.sentence(language) if report.unchecked else summary(report, language)


def html_fragment(
    report: ValidationReport,
    *,
    language: str,
    limit: int | None = None,
    level: int = 2,
    is_folded: bool = False,
) -> str:
    """Return ``report`` as the inner part of a page.

    Args:
        report: what was found.
        language: ``it`` or ``en``.
        limit: how many results of one rule are shown before "and N more"; None: all.
        level: of its headings, 2 below an ``h1``.
        is_folded: only the gravest severity found is seen at once; each other one opens on demand.
    """
    words, groups = WORDS[language], by_rule(report, language)
    told = escape(notice(report, language))
    if not groups:
        return f'<p class="report-summary" role="status">{told or escape(words["none"])}</p>'
    return "\n".join(
        [
            f'<p class="report-summary" role="status">{escape(summary(report, language))}</p>',
            *([f'<p class="report-summary">{told}</p>'] if told else ()),
            *([f"<p>{escape(made)}</p>"] if (made := where_to_mend(report, language)) else ()),
            *(
                line
                for part in _parts(groups, is_folded=is_folded)
                for line in _part(part, groups[0].severity, language, limit, level)
            ),
        ]
    )


def _parts(groups: list[Group], *, is_folded: bool) -> Iterator[_Part]:
    """Yield what stands together: all groups, or those of each severity."""
    numbered = enumerate(groups, 1)
    if is_folded:
        yield from (list(part) for _, part in groupby(numbered, key=lambda pair: pair[1].severity))
    else:
        yield list(numbered)


def _part(part: _Part, gravest: Severity, language: str, limit: int | None, level: int) -> Iterator[str]:
    [(_, first), *others] = part
    folds = first.severity is not gravest
    if folds:
        count = counted(sum(len(group.said) for _, group in part), language)
        kind = first.severity.name.lower()
        yield f'<details class="report-severity report-{kind}">'
        yield f"<summary>{escape(_capital(first.first.severity))}: {escape(count)}</summary>"
    if others:
        yield from _contents(part, language, within=first.first.severity if folds else "")
    for number, group in part:
        yield from _section(group, number, language, limit, level)
    if folds:
        yield "</details>"


def _contents(part: _Part, language: str, *, within: str) -> Iterator[str]:
    name = ": ".join(filter(None, (WORDS[language]["contents"], within)))
    yield f'<nav aria-label="{escape(name)}"><ol class="report-rules">'
    for number, group in part:
        first, count = group.first, counted(len(group.said), language)
        link = f'<a href="#rule-{number}">{escape(first.name)}</a>'
        yield f"<li>{link} ({escape(first.severity)}, {escape(count)})</li>"
    yield "</ol></nav>"


def _section(group: Group, number: int, language: str, limit: int | None, level: int) -> Iterator[str]:
    words, first = WORDS[language], group.first
    kind = group.severity.name.lower()
    yield f'<section class="report-rule report-{kind}" aria-labelledby="rule-{number}">'
    count = counted(len(group.said), language)
    yield (
        f'<h{level} id="rule-{number}">{escape(_capital(first.name))} '
        f"<small>({escape(first.severity)}, {escape(count)})</small></h{level}>"
    )
    yield f"<p>{escape(first.rule)}</p>"
    shared = len({said.suggestion for said in group.said}) == 1
    if shared and first.suggestion:
        yield f"<p><strong>{escape(words['mend'])}:</strong> {escape(first.suggestion)}</p>"
    yield '<ol class="report-results">'
    for said in group.said[:limit]:
        yield from _item(said, words, with_suggestion=not shared)
    yield "</ol>"
    if limit is not None and len(group.said) > limit:
        yield f"<p>{escape(words['more'].format(count=len(group.said) - limit))}</p>"
    yield "</section>"


def _item(said: Said, words: dict[str, str], *, with_suggestion: bool) -> Iterator[str]:
    yield f'<li id="result-{said.fingerprint}"><p><strong>{escape(said.thing)}</strong></p>'
    facts = [
        (words["problem"], escape(said.problem if said.problem != said.rule else "")),
        (words["mend"], escape(said.suggestion if with_suggestion else "")),
        (words["property"], escape(said.path)),
        (words["value"], escape(said.value)),
        (words["place"], f"<code>{escape(str(said.place))}</code>" if said.place else ""),
        (words["excerpt"], _excerpt(said)),
        (words["source"], _source(said)),
        ("IRI", f"<code>{escape(str(said.result.focus_node))}</code>"),
    ]
    yield "<dl>"
    for name, fact in facts:
        if fact:
            yield f"<dt>{escape(name)}</dt><dd>{fact}</dd>"
    yield "</dl></li>"


def _excerpt(said: Said) -> str:
    lines = [f"{number}: {text}" for number, text in said.result.explanation.excerpt]
    return f"<pre>{escape(chr(10).join(lines))}</pre>" if lines else ""


def _source(said: Said) -> str:
    source = said.result.explanation.source
    if source is None:
        return ""
    quoted = f': <q lang="it">{escape(source.quote)}</q>' if source.quote else ""
    return escape(said.source) + quoted


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
