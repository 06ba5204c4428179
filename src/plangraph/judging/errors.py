"""Why something submitted cannot be validated.

SubmissionError (InputError)
├── DocumentError          it is not RDF in the syntax that it is said to be
├── UnfitShapesError       its shapes are not well-formed SHACL, or would read from elsewhere
└── ReportTooLargeError    the report has more bytes than an answer may have
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plangraph.errors import InputError
from plangraph.store.unended import Unended


class SubmissionError(InputError):
    """Something submitted that cannot be validated.

    Args:
        problem: what is wrong, one clause, no full stop.
        document: name of the document, empty if it has none.
        line: 1-based; None where the problem has no single line.
        column: 1-based, in characters.
        remedy: what to do, whole sentences.
        unended: the line that is probably to blame and the mark that it lacks, where it is an earlier one.
    """

    def __init__(
        self,
        problem: str,
        *,
        document: str = "",
        line: int | None = None,
        column: int | None = None,
        remedy: str = "",
        unended: Sequence[Any] | None = None,
    ) -> None:
        self.unended = Unended(*unended) if unended else None
        self.document, self.column = document, column
        super().__init__(problem, line=line, remedy=remedy)

    def told(self) -> dict[str, Any]:
        """Return the arguments that make the same error again."""
        return {
            "problem": self.problem,
            "document": self.document,
            "line": self.line,
            "column": self.column,
            "remedy": self.remedy,
            "unended": self.unended,
        }


class DocumentError(SubmissionError):
    """A document that does not parse."""


class UnfitShapesError(SubmissionError):
    """Shapes that are not well-formed SHACL, or that are not offered here."""


class ReportTooLargeError(SubmissionError):
    """A report with more bytes than an answer may have."""


SUBMISSION_ERRORS = {kind.__name__: kind for kind in SubmissionError.__subclasses__()}
"""All of them by name."""
