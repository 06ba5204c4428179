"""What is submitted, and what comes of it: values, and the messages that carry them to a worker and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from plangraph.workers.framing import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An RDF document as it was sent."""

    name: str
    """Of the file, as a report shows it."""
    syntax: str
    """Name of a format of :mod:`plangraph.store.formats` that holds graphs."""
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Data to be validated, with all that bounds it."""

    data: tuple[Document, ...] = ()
    """Validated as one graph."""
    entailed: tuple[Document, ...] | None = None
    """What follows from the data, where that is known; None: it is found out."""
    shapes: tuple[Document, ...] = ()
    """None: the project's own."""
    is_vocabulary: bool = False
    """Validate the project's own ontology, by the shapes over it, instead of ``data``."""
    form: str
    """Name of the format to write the report in."""
    language: str
    """Of the report, ``it`` or ``en``."""
    limit: int
    """Results of one rule that are written out, where the format is one for people."""
    seconds: float
    """From the moment a worker has it."""
    largest: int
    """Bytes allowed in the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A report, written."""

    conforms: bool
    """As SHACL has it: there is no result at all."""
    unchecked: bool
    """There was nothing that could be checked."""
    counts: dict[str, int]
    """Results by severity, gravest first: ``violation``, ``warning``, ``info``."""
    body: bytes


def submission_frame(submission: Submission) -> Frame:
    """Return the message that submits."""
    head, contents = asdict(submission), []
    for field in ("data", "entailed", "shapes"):
        documents: Sequence[Document] | None = getattr(submission, field)
        if documents is not None:
            head[field] = [(each.name, each.syntax, len(each.content)) for each in documents]
            contents += [each.content for each in documents]
    return head, b"".join(contents)


def read_submission(frame: Frame) -> Submission:
    """Return what a message submits."""
    head, body = frame
    pieces = _Pieces(body)
    for field in ("data", "entailed", "shapes"):
        if head[field] is not None:
            head[field] = tuple(pieces.documents(head[field]))
    return Submission(**head)


class _Pieces:
    """The contents of documents, one after the other."""

    def __init__(self, body: bytes) -> None:
        self._body, self._read = body, 0

    def documents(self, told: list[tuple[str, str, int]]) -> Iterator[Document]:
        for name, syntax, size in told:
            end = self._read + size
            yield Document(name=name, syntax=syntax, content=self._body[self._read : end])
            self._read = end


def judgement_frame(judgement: Judgement) -> Frame:
    """Return the message that answers."""
    head = {"conforms": judgement.conforms, "unchecked": judgement.unchecked, "counts": judgement.counts}
    return head, judgement.body


def read_judgement(frame: Frame) -> Judgement:
    """Return what a message answers, where it does not tell of an error."""
    head, body = frame
    return Judgement(conforms=head["conforms"], unchecked=head["unchecked"], counts=head["counts"], body=body)
