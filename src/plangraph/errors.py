"""The tree of errors: one root, one meaning each, the place first in every message.

PlangraphError
├── UsageError            the command or a setting asks for something that cannot be        exit 2
├── InputError            a file cannot be read as what it should be                        exit 3
│   ├── ProfileError      ``plan.toml``
│   ├── SourceError       the plan's text: encoding, checksum, layout
│   ├── GazetteerError    a gazetteer or the wording file
│   ├── TableError        a table of open data: unreadable, or in no known layout
│   ├── DownloadError     a file that could not be fetched
│   ├── PnrrCodeError     a text that is no code of the PNRR
│   ├── LinkingError      words, decisions or annotations for links to the PNRR
│   └── RdfSyntaxError    Turtle, or another RDF syntax, that does not parse
├── InconsistencyError    reasoning found a contradiction                                   exit 1
├── ShapesError           the shapes are not well-formed SHACL                              exit 3
├── StoreError            another SPARQL store does not answer as it should                 exit 3
│   └── …                 in which way: ``plangraph.store.errors``
├── SheetError            more than a sheet of XLSX holds: ``plangraph.sheets``              exit 3
└── QueryError            a SPARQL query that is refused or does not parse                  exit 3
    └── …                 with its place in the query: ``plangraph.store.errors``

Data that break a shape are no error: they are a ``ValidationReport``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plangraph.contradictions import Contradiction


class PlangraphError(Exception):
    """Root of all errors that plangraph raises on purpose; ``str()`` of it is fit for a person."""

    exit_code = 3


class UsageError(PlangraphError):
    """The command line or a setting asks for something that cannot be done."""

    exit_code = 2


class InputError(PlangraphError):
    """A file cannot be read as what it should be.

    Args:
        problem: what is wrong, one clause, no full stop.
        path: the file.
        line: 1-based; None where the problem has no single line.
        remedy: what the reader of the message can do about it.
    """

    def __init__(
        self, problem: str, *, path: Path | None = None, line: int | None = None, remedy: str = ""
    ) -> None:
        self.problem, self.path, self.line, self.remedy = problem, path, line, remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}:"
        place += "" if self.line is None else f"{self.line}:"
        return " ".join(part for part in (place, f"{self.problem}.", self.remedy) if part)


class ProfileError(InputError):
    """A ``plan.toml`` that lacks a key, or has one that makes no sense."""


class SourceError(InputError):
    """The plan's text: not readable, not the text that the profile names, or not in the layout."""


class GazetteerError(InputError):
    """A gazetteer or the wording file has an entry that cannot be used."""


class TableError(InputError):
    """A table of open data that cannot be opened, or whose columns are in no known layout."""


class DownloadError(InputError):
    """A file that could not be fetched, or is not what was asked for; ``path`` is where it was to go."""


class PnrrCodeError(InputError):
    """A text that is no code of a mission, component, measure or sub-measure of the PNRR."""


class LinkingError(InputError):
    """Words for linking, a steward's decisions on links, or annotations that cannot be used."""


class RdfSyntaxError(InputError):
    """An RDF file that does not parse.

    Args:
        problem: what is wrong, one clause, no full stop.
        path: the file.
        line: 1-based; None where the problem has no single line.
        column: 1-based, in characters; None where it is not known.
        remedy: what the reader of the message can do about it.
        italian: problem and remedy for reports in Italian, where a parser's own English words stand in
            quotes; empty for files that no report is on.
    """

    def __init__(
        self,
        problem: str,
        *,
        path: Path | None = None,
        line: int | None = None,
        column: int | None = None,
        remedy: str = "",
        italian: tuple[str, str] = ("", ""),
    ) -> None:
        self.column, self.italian = column, italian
        super().__init__(problem, path=path, line=line, remedy=remedy)

    def at(self, line: int, column: int) -> RdfSyntaxError:
        """Return the same error at another place of the same file."""
        return RdfSyntaxError(
            self.problem, path=self.path, line=line, column=column, remedy=self.remedy, italian=self.italian
        )


class ShapesError(InputError):
    """Shapes that are not well-formed SHACL."""


class QueryError(InputError):
    """A SPARQL query that does not parse, or asks for what is not offered."""


class InconsistencyError(PlangraphError):
    """Asserted triples and ontology contradict each other.

    Args:
        problem: what is wrong, fit for a person.
        contradictions: each of them, as far as it is known what they are about.
    """

    exit_code = 1

    def __init__(self, problem: str, contradictions: Iterable[Contradiction] = ()) -> None:
        self.contradictions = tuple(contradictions)
        super().__init__(problem)
