"""The tables among files and folders, each with what identifies its version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from plangraph.errors import TableError
from plangraph.namespaces import ID, SPDX
from plangraph.pnrr.folders import table_files
from plangraph.pnrr.ledger import Ledger
from plangraph.pnrr.table import Table, open_table
from plangraph.pnrr.triples import TRIPLES, Source, sha256_of
from plangraph.pnrr.triples import ntriples as nt

_TABLES = ID["pnrr-table/"]


@dataclass(frozen=True, slots=True)
class Input:
    """A table to be made into triples."""

    table: Table
    source: Source

    @property
    def name(self) -> str:
        """Name of the table in ``layouts.toml``."""
        return self.table.layout.table


def read_inputs(paths: Iterable[Path], register: Graph, dated: date | None = None) -> tuple[Input, ...]:
    """Open the tables of projects among ``paths``, in the order of ``TRIPLES``, older ones first.

    Tables of measures, tags and goals are passed over: they are the scheme's.

    Args:
        paths: files or folders.
        register: versions of tables that do not state their date, ``ontology/figures/pnrr-tables.ttl``.
        dated: date of files that state none and are not in the register.

    Raises:
        TableError: a file is no known table, its date is not known, or two files are the same version.
    """
    opened = [(path, open_table(path)) for path in table_files(paths)]
    inputs = [
        Input(table, _source(path, table, register, dated))
        for path, table in opened
        if table.layout.table in TRIPLES
    ]
    _refuse_twins(inputs)
    order = list(TRIPLES)
    return tuple(sorted(inputs, key=lambda one: (order.index(one.name), one.source.dated, one.source.slug)))


def _source(path: Path, table: Table, register: Graph, dated: date | None) -> Source:
    layout, digest = table.layout, sha256_of(path)
    _, first = next(table.rows(Ledger()), (0, None))
    extracted = getattr(first, "extraction_date", None) or None
    registered = _registered(digest, register)
    if registered is not None:
        slug, term = registered
    elif (day := extracted or dated) is not None:
        slug, term = f"{layout.table}-{day.isoformat()}", nt.day(day)
    else:
        raise TableError(
            "neither the rows nor anything else says of which date this table is",
            path=path,
            remedy=f"Give --dated, or describe it in ontology/figures/pnrr-tables.ttl with sha256 {digest}.",
        )
    return Source(layout.table, layout.label, slug, term, digest, registered is not None)


def _registered(digest: str, register: Graph) -> tuple[str, str] | None:
    for checksum, value in register.subject_objects(SPDX.checksumValue):
        if str(value).lower() != digest:
            continue
        for node in register.subjects(SPDX.checksum, checksum):
            when = register.value(node, DCTERMS.date)
            if isinstance(node, URIRef) and isinstance(when, Literal):
                return str(node).removeprefix(str(_TABLES)), when.n3()
    return None


def _refuse_twins(inputs: Sequence[Input]) -> None:
    met: dict[str, Path] = {}
    for one in inputs:
        other = met.setdefault(one.source.slug, one.table.path)
        if other != one.table.path:
            raise TableError(
                f"this and {other} are both the table {one.name} of {one.source.dated}",
                path=one.table.path,
                remedy="Give one of them: their sums would count twice.",
            )
