"""Run one question against the graphs, in whichever process this is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from plangraph.store.answer import Answer
from plangraph.store.clauses import dataset_clauses
from plangraph.store.dataset import Dataset
from plangraph.store.dumps import dump
from plangraph.store.errors import UnwritableError
from plangraph.store.excerpt import write_excerpt
from plangraph.store.formats import JSON, Format, Kind, formats_for
from plangraph.store.guard import judge
from plangraph.store.labels import labelled
from plangraph.store.syntax import check
from plangraph.store.terms import Iri, Literal, Term
from plangraph.workers.messages import Question, Reply


class Asker(Protocol):
    """Who answers questions of clients."""

    def ask(self, question: Question, client: str) -> Reply:
        """Return the answer.

        Args:
            question: what is asked, and its bounds.
            client: whose question it is, for limits on clients.

        Raises:
            QueryError: the query is not fine; a subclass says how.
            UnwritableError: as for :meth:`plangraph.store.answer.Answer.write`.
            QueryStoppedError: the query was fine, and still got no answer.
        """
        ...

    def state(self) -> dict[str, int]:
        """Return figures on what is going on, by name."""
        ...

    def stopped(self) -> Mapping[str, int]:
        """Return how many workers have ended in the middle of a query, by reason."""
        ...


class InThisProcess:
    """Answers where it is called, with no bound on time and memory: for tests, and where there is no fork."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def ask(self, question: Question, client: str) -> Reply:  # noqa: ARG002
        """Return the answer; see :class:`Asker`."""
        return evaluate(self._dataset, question)

    def state(self) -> dict[str, int]:
        """Return nothing: there are no workers."""
        return {}

    def stopped(self) -> Mapping[str, int]:
        """Return nothing: there are no workers."""
        return {}


def evaluate(dataset: Dataset, question: Question) -> Reply:
    """Return the answer of ``dataset``, or a graph of it, in the format that the question wants for its kind.

    Raises:
        QueryError: the query is refused, malformed, failed, or its answer is too large.
        UnwritableError: as for :meth:`plangraph.store.answer.Answer.write`.
    """
    if question.whole:
        return _whole(dataset, question)
    if not question.is_run:
        check(
            question.text,
            base=question.base,
            longest=question.longest,
            services=dataset.services,
            functions=dataset.functions if dataset.computes_here else None,
        )
        return Reply(Kind.BOOLEAN, None, b"")
    version = dataset.version
    answer = _asked(dataset, question)
    kind = answer.kind
    if question.window is not None:
        part = write_excerpt(answer, dataset, question.window, largest=question.largest)
        return _reply(dataset, question, version, kind, JSON, part)
    wanted = question.wanted(kind)
    if not wanted:
        return Reply(kind, None, b"")
    for number, (form, rdf_version) in enumerate(wanted):
        if number:
            answer = _asked(dataset, question)  # for it is read once
        if question.labels:
            answer = labelled(answer, dataset, question.labels, largest=question.largest)
        try:
            body = answer.write(form, largest=question.largest, version=rdf_version)
        except UnwritableError as error:
            complaint = error
        else:
            return _reply(dataset, question, version, kind, form, body)
    raise UnwritableError(complaint.problem, _others(kind, wanted))


def _asked(dataset: Dataset, question: Question) -> Answer:
    return dataset.query(
        question.text,
        default_graphs=question.default_graphs,
        named_graphs=question.named_graphs,
        substitutions=dict(_bound(question)) or None,
        base=question.base,
        longest=question.longest,
        seconds=question.seconds,
    )


def _others(kind: Kind, tried: list[tuple[Format, str]]) -> tuple[str, ...]:
    """Return the media types of what might do; one whose version was too old may do without a version."""
    failed = {form for form, version in tried if not version}
    return tuple(
        form.media_type for form in formats_for(kind) if form not in failed and not form.by_name_only
    )


def _whole(dataset: Dataset, question: Question) -> Reply:
    [(form, rdf_version)] = question.wanted(Kind.GRAPH)  # whoever wants a graph has chosen
    version = dataset.version
    try:
        body = dump(dataset, question.whole, form, largest=question.largest)
    except UnwritableError as error:
        raise UnwritableError(error.problem, _others(Kind.GRAPH, [(form, rdf_version)])) from error
    return Reply(Kind.GRAPH, form, body, version=version if dataset.version == version else "")


def _bound(question: Question) -> Iterator[tuple[str, Term]]:
    for name, text, datatype in question.values:
        yield name, Iri(text) if datatype is None else Literal(text, datatype=datatype)


def _reply(
    dataset: Dataset, question: Question, version: str, kind: Kind, form: Format, body: bytes
) -> Reply:
    verdict = judge(question.text, longest=question.longest, services=dataset.services)
    graphs = dataset_clauses(question.text, question.base) if verdict.chooses_graphs else None
    same = version if dataset.version == version else ""
    return Reply(kind, form, body, verdict.is_volatile, graphs, same)
