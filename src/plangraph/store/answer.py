"""An answer to a query, which can be written once, in a format of its kind."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import pyoxigraph

from plangraph.store.blanks import number_labels, number_nodes, number_rows
from plangraph.store.errors import AnswerTooLargeError, QuerySyntaxError, UnwritableError
from plangraph.store.formats import JSON_LD, RDF_XML, Format, Kind
from plangraph.store.names import possible_calls, unknown_function
from plangraph.store.spreadsheet import write_spreadsheet
from plangraph.store.terms import Iri, Statement, Term, from_engine, to_engine
from plangraph.store.versions import require, version_of_results, version_of_triples

_EngineAnswer = (
    pyoxigraph.QuerySolutions
    | pyoxigraph.QueryBoolean
    | pyoxigraph.QueryTriples
    | Sequence[pyoxigraph.Triple]
)
# XML 1.0, [2] Char: no way to write these at all, not even as a reference.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOCAL_NAME = re.compile(r"[A-Za-z_\u00c0-\U000effff][\w.\-]*$")


class Answer:
    """What a query answered: lazy, and read or written once.

    Args:
        answer: of the engine, or triples.
        prefixes: for writing.
        makes_blanks: there may be blank nodes with random labels among the solutions.
        meaning: what it means that ``answer`` fails while it is read.
        at_end: raises what went wrong without the engine's knowing.
    """

    def __init__(
        self,
        answer: _EngineAnswer,
        prefixes: Mapping[str, str],
        *,
        makes_blanks: bool = False,
        meaning: Callable[[Exception], Exception] | None = None,
        at_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._answer, self._prefixes, self._makes_blanks = answer, prefixes, makes_blanks
        self._meaning, self._at_end = meaning or failed, at_end

    @property
    def kind(self) -> Kind:
        """Solutions, a boolean or a graph."""
        if isinstance(self._answer, pyoxigraph.QuerySolutions):
            return Kind.SOLUTIONS
        return Kind.BOOLEAN if isinstance(self._answer, pyoxigraph.QueryBoolean) else Kind.GRAPH

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the columns in the order of SELECT; none for the other kinds."""
        if isinstance(self._answer, pyoxigraph.QuerySolutions):
            return tuple(variable.value for variable in self._answer.variables)
        return ()

    def __bool__(self) -> bool:
        """What an ASK answered; true for the other kinds."""
        return bool(self._answer) if isinstance(self._answer, pyoxigraph.QueryBoolean) else True

    def rows(self) -> Iterator[tuple[Term | None, ...]]:
        """Yield the solutions in order, one value a variable, None where it is not bound.

        Raises:
            QueryError: the query failed while it ran.
        """
        if not isinstance(self._answer, pyoxigraph.QuerySolutions):
            return
        columns = self._answer.variables
        try:
            for solution in self._answer:
                yield tuple(
                    None if (term := solution[name]) is None else from_engine(term) for name in columns
                )
        except (RuntimeError, SyntaxError, OSError) as error:
            raise self._meaning(error) from error
        self._at_end()

    def triples(self) -> Iterator[Statement]:
        """Yield the triples of a graph in order, their blank nodes numbered; none for the other kinds.

        Raises:
            QueryError: the query failed while it ran.
        """
        if isinstance(self._answer, pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean):
            return
        try:
            for s, p, o in number_nodes(self._answer):
                yield from_engine(s), Iri(p.value), from_engine(o)
        except (RuntimeError, SyntaxError, OSError) as error:
            raise self._meaning(error) from error
        self._at_end()

    def write(self, form: Format, *, largest: int | None = None, version: str = "") -> bytes:
        """Return the answer in ``form``, UTF-8.

        Args:
            form: one that can hold this kind of answer.
            largest: bytes allowed; the engine is stopped at more.
            version: of RDF that the reader knows, see :data:`plangraph.store.formats.VERSIONS`; empty: any.

        Raises:
            UnwritableError: ``form`` is for another kind, or cannot hold a term of the answer, or ``version``
                does not know one.
            AnswerTooLargeError: more than ``largest``.
            QueryError: the query failed while it ran.
        """
        if self.kind not in form.kinds:
            raise UnwritableError(f"{form.name} cannot hold the answer of {self.kind.value}")
        written = self._written(form, largest, version)
        self._at_end()
        return written

    def _written(self, form: Format, largest: int | None, version: str) -> bytes:
        try:
            if not isinstance(self._answer, pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean):
                triples = number_nodes(self._answer)
                require(version, lambda: version_of_triples(triples))
                return write_triples(triples, form, self._prefixes, largest)
            body = _Body(largest)
            if form.engine is None:
                rows = number_rows(self.rows()) if self._makes_blanks else self.rows()
                body.write(write_spreadsheet(self.variables, rows, form))
                return body.getvalue()
            assert isinstance(form.engine, pyoxigraph.QueryResultsFormat)
            self._answer.serialize(body, format=form.engine)
            written = number_labels(body.getvalue(), form) if self._makes_blanks else body.getvalue()
            require(version, lambda: version_of_results(written, form))
            return _mend_xml(written, form)
        except (RuntimeError, SyntaxError, OSError) as error:
            raise self._meaning(error) from error


class _Body(io.BytesIO):
    """What the engine writes to: bytes, up to a limit."""

    def __init__(self, largest: int | None) -> None:
        super().__init__()
        self._largest = largest

    def write(self, data: bytes) -> int:  # type: ignore[override]  # what the engine passes
        if self._largest is not None and self.tell() + len(data) > self._largest:
            raise AnswerTooLargeError(
                f"the answer has more than {self._largest:,} bytes, which is as much as one answer may have",
                remedy="There is no partial answer. Ask for a part, with LIMIT and OFFSET or fewer columns.",
            )
        return super().write(data)


def write_statements(statements: Sequence[Statement], form: Format, prefixes: Mapping[str, str]) -> bytes:
    """Return ``statements`` in a format for graphs; only prefixes in use are declared.

    Raises:
        UnwritableError: as for :meth:`Answer.write`.
    """
    triples = [pyoxigraph.Triple(to_engine(s), to_engine(p), to_engine(o)) for s, p, o in statements]  # type: ignore[arg-type]
    return write_triples(triples, form, prefixes)


def write_triples(
    triples: list[pyoxigraph.Triple], form: Format, prefixes: Mapping[str, str], largest: int | None = None
) -> bytes:
    """Return the engine's own triples as :func:`write_statements` does; for within this package."""
    if form is RDF_XML:
        for predicate in {triple.predicate.value for triple in triples}:
            if not _LOCAL_NAME.search(predicate):
                raise UnwritableError(f"RDF/XML has no way to write the property <{predicate}>")
    if form is JSON_LD and any(isinstance(triple.object, pyoxigraph.Triple) for triple in triples):
        raise UnwritableError("JSON-LD 1.1 has no way to write a triple term")
    assert isinstance(form.engine, pyoxigraph.RdfFormat)
    used = {iri.rpartition(cut)[0] + cut for iri in _iris(triples) for cut in "#/" if cut in iri}
    declared = {prefix: iri for prefix, iri in prefixes.items() if iri in used}
    body = _Body(largest)
    pyoxigraph.serialize(triples, body, format=form.engine, prefixes=declared)
    return _mend_xml(body.getvalue(), form)


def _iris(triples: list[pyoxigraph.Triple]) -> set[str]:
    named = {term for triple in triples for term in triple if isinstance(term, pyoxigraph.NamedNode)}
    datatypes = {
        triple.object.datatype for triple in triples if isinstance(triple.object, pyoxigraph.Literal)
    }
    return {node.value for node in named | datatypes}


def _mend_xml(body: bytes, form: Format) -> bytes:
    """Escape what a reader of XML would change, and replace what it would refuse.

    pyoxigraph 0.5.13 writes CR as it is, which XML 1.0, 2.11 turns into LF, and lets U+0001 through.
    """
    if not form.is_xml:
        return body
    body = body.replace(b"\r", b"&#13;")
    return _NOT_XML.sub("\ufffd", body.decode()).encode()


def failed(error: Exception, text: str = "", base: str = "") -> QuerySyntaxError:
    """Return what the engine's complaint about a running query means.

    Args:
        error: the complaint.
        text: of the query, for the place; empty if that is not known.
        base: IRI that relative ones were resolved against.
    """
    unknown = re.match(r"The custom function <(.*)> is not supported", str(error))
    if unknown:
        calls = possible_calls(text, base) if text else []
        start = next((name.start for name, iri in calls if iri == unknown[1]), None)
        return unknown_function(unknown[1], text, start)
    return QuerySyntaxError(f"the query could not be run: {error}")
