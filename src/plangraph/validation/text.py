"""A report as plain text for a terminal, grouped by shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from plangraph.validation.results import Node, ValidationReport, ValidationResult
from plangraph.validation.shapes import SHAPES

_WORDS = {
    "it": {
        "Violation": "errore",
        "Warning": "avviso",
        "Info": "nota",
        "more": "e altri {count}",
        "none": "Nessun rilievo.",
    },
    "en": {
        "Violation": "violation",
        "Warning": "warning",
        "Info": "info",
        "more": "and {count} more",
        "none": "Nothing to report.",
    },
}


def report_text(
    report: ValidationReport,
    *,
    language: str = "en",
    limit: int = 5,
    places: Mapping[Node, str] = MappingProxyType({}),
) -> str:
    """Return ``report`` for a person to read, gravest first, ending in a newline.

    Args:
        report: what was found.
        language: ``it`` or ``en``, of the messages and of the words around them.
        limit: how many results of one shape are listed before "and N more".
        places: what a person calls a focus node, and where it is printed; printed before its IRI.
    """
    words = _WORDS[language]
    if report.conforms:
        return words["none"] + "\n"
    groups = groupby(report.results, key=lambda result: (result.severity, result.source_shape))
    blocks = [
        "\n".join(_block(list(results), places, words=words, language=language, limit=limit))
        for _, results in groups
    ]
    counts = ", ".join(f"{words[s.name.title()]}: {count}" for s, count in report.counts.items())
    return "\n\n".join([*blocks, counts]) + "\n"


def _block(
    results: list[ValidationResult],
    places: Mapping[Node, str],
    *,
    words: dict[str, str],
    language: str,
    limit: int,
) -> Iterator[str]:
    first = results[0]
    shape = first.source_shape.removeprefix(SHAPES)
    yield f"{words[first.severity.name.title()]} {shape} ({len(results)})"
    said = ""
    for result in results[:limit]:
        if (message := result.message(language)) != said:
            yield f"  {message}"
            said = message
        nodes = [node for node in (result.focus_node, result.value) if node is not None]
        named = [places[result.focus_node]] if result.focus_node in places else []
        yield "    " + "  ".join([*named, *dict.fromkeys(node.n3() for node in nodes)])
    if len(results) > limit:
        yield "    " + words["more"].format(count=len(results) - limit)
