"""All of Italy: the published tables in a store on disk, a named graph for each version of a table.

Rows become lines and lines become triples of the store in one stream; reasoning and shapes do not run over
them. The project's own graphs are in the same store, so that one query sees both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from plangraph import __version__
from plangraph.layout import Layout
from plangraph.pnrr.importing import Outcome, read_plan, read_reference, read_register
from plangraph.pnrr.inputs import Input, read_inputs
from plangraph.pnrr.ledger import Ledger
from plangraph.pnrr.triples import TRIPLES, Desk, Reference, described
from plangraph.store.graphs import PNRR_GRAPH, graph_files
from plangraph.store.renewal import Part, Renewed, renew

Rows = Callable[[Input, int], None]
"""Told each table with the rows read so far, now and then."""

_TOLD = 2048
"""Rows between two reports."""


@dataclass(frozen=True, slots=True)
class National:
    """What an import of all of Italy came to."""

    renewed: Renewed
    outcomes: tuple[Outcome, ...]
    """Of the tables that were read: those whose graphs had changed."""


def import_all(
    paths: Iterable[Path],
    folder: Path,
    layout: Layout,
    *,
    data: Path | None = None,
    dated: date | None = None,
    progress: Callable[[tuple[Input, ...]], Rows] = lambda _: lambda *_: None,
) -> National:
    """Make the store in ``folder`` hold the tables among ``paths`` and the project's own graphs, no others.

    Tables that the store holds unchanged (same file, same plangraph, same scheme) are not read.

    Args:
        paths: files or folders of published tables.
        folder: of the store; until all is done, the old one counts.
        layout: where the project's own graphs, scheme and gazetteers are.
        data: folder of the built graphs, if not the layout's.
        dated: date of tables that nothing else dates.
        progress: given all tables; what it returns is told how far each is.

    Raises:
        TableError: see ``read_inputs``, or a file is damaged: the old store still counts.
    """
    inputs = read_inputs(paths, read_register(layout), dated)
    reference = read_reference(layout, read_plan(data or layout.data))
    tell = progress(inputs)
    outcomes: list[Outcome] = []
    parts = {
        graph_of(one): Part(_fingerprint(one, reference), _Reading(one, reference, outcomes, tell).lines)
        for one in inputs
    }
    own = {iri: files for iri, files in graph_files(layout, data).items() if iri != PNRR_GRAPH}
    renewed = renew(folder, own, parts)
    sizes = renewed.generation.sizes
    return National(renewed, tuple(replace(one, triples=sizes[graph_of(one.input)]) for one in outcomes))


def graph_of(one: Input) -> str:
    """``graph/pnrr/payments-2025-03-31``: one graph for each version of a table."""
    return f"{PNRR_GRAPH}/{one.source.slug}"


def _fingerprint(one: Input, reference: Reference) -> str:
    cities = (f"{code} {iri}" for code, iri in sorted(reference.cities.items()))
    told = "\n".join([*sorted(reference.concepts), *cities])
    digest = hashlib.sha256(told.encode()).hexdigest()
    return f"{one.source.sha256} {one.source.dated} plangraph {__version__} scheme {digest[:16]}"


@dataclass(frozen=True, slots=True)
class _Reading:
    one: Input
    reference: Reference
    outcomes: list[Outcome]
    tell: Rows

    def lines(self) -> Iterator[str]:
        """Yield the triples of a table; what was read of it is noted at the end."""
        desk, ledger = Desk(self.one.source, self.reference), Ledger()
        yield from self.one.source.lines()
        yield from described(graph_of(self.one), [self.one.source])
        yield from TRIPLES[self.one.name](self._rows(ledger), desk)
        self.tell(self.one, ledger.rows)
        self.outcomes.append(Outcome(self.one, ledger, ledger.rows, 0, desk.dropped, desk.unknown_codes))

    def _rows(self, ledger: Ledger) -> Iterator[object]:
        for count, (_, row) in enumerate(self.one.table.rows(ledger)):
            if count % _TOLD == 0:
                self.tell(self.one, count)
            yield row
