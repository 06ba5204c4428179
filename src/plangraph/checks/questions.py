"""Whether the stored questions still have answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import URIRef

from plangraph.checks.check import broken
from plangraph.errors import PlangraphError
from plangraph.namespaces import ID
from plangraph.queries import StoredQuery
from plangraph.store.answer import Answer
from plangraph.store.dataset import Dataset
from plangraph.store.formats import Kind
from plangraph.validation import Severity, ValidationResult


def unanswered(questions: Iterable[StoredQuery], dataset: Dataset) -> Iterator[ValidationResult]:
    """Yield the questions that cannot be asked, and, as a warning, those that have no answer at all.

    A question is asked without parameters, so that it gives all that any choice of them would give. A graph
    as an answer counts even if it is empty.
    """
    for question in questions:
        name = URIRef(f"{ID}query/{question.name}")
        try:
            if not _has_answer(dataset.query(question.text)):
                yield broken(
                    "answered-question",
                    name,
                    f"La domanda {question.name} non ha nessuna risposta.",
                    f"The question {question.name} has no answer.",
                    severity=Severity.WARNING,
                )
        except PlangraphError as error:
            said = f"{question.name}: {error}"
            yield broken("answered-question", name, said, said)


def _has_answer(answer: Answer) -> bool:
    if answer.kind is Kind.SOLUTIONS:
        return next(iter(answer.rows()), None) is not None
    return bool(answer)
