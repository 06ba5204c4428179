"""The index of one dataset: made when it is first needed, by one process, and read by all."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from plangraph.search.answer import Found, Hit
from plangraph.search.building import build
from plangraph.search.kinds import KINDS, NAMES
from plangraph.search.place import Place
from plangraph.search.ranking import Row, rank, understand
from plangraph.search.request import Request
from plangraph.search.snippets import Snippet, Text, snippet
from plangraph.store.dataset import Dataset
from plangraph.store.errors import IndexBeingMadeError, SearchUnavailableError, StoreError

_LOOK = 0.02
"""Seconds between two looks whether the index is there."""
_OLDEST = 600.0
"""Seconds that an index serves of data whose changes go unnoticed."""


class Index:
    """Finds things by words. Its methods may be called from any thread, and after a fork.

    Each may raise a :class:`~plangraph.store.errors.StoreError`: no index can be made, or the data are in
    another store, which does not answer as it should.
    """

    def __init__(self, dataset: Dataset) -> None:
        """Make a place for the index; nothing is read yet."""
        self._dataset = dataset
        self._place = Place()
        self._lock = threading.Lock()
        self._open: tuple[int, str, sqlite3.Connection] | None = None
        self._maker: threading.Thread | None = None
        self._failure: StoreError | None = None

    def make(self) -> None:
        """See to it that the index is there; takes a second for the graphs of a plan."""
        self._require(self._name())

    @property
    def has_place(self) -> bool:
        """Whether the folder of the index is there: it goes with the process that made it."""
        return self._place.is_there

    def find(
        self,
        typed: str,
        *,
        language: str,
        kinds: Collection[str] = (),
        limit: int,
        offset: int = 0,
        each: int | None = None,
        loosely: bool = False,
        patience: float | None = None,
    ) -> Found:
        """Return what ``typed`` finds.

        Args:
            typed: at most :data:`~plangraph.search.request.LONGEST` characters.
            language: of labels and snippets, where there is a choice.
            kinds: names of the kinds that are wanted; all if there are none.
            limit: hits to return at most.
            offset: hits to pass over.
            each: hits of one kind to return at most.
            loosely: some of several words are enough, also where something has them all.
            patience: seconds to wait until the index is there, while another thread sees to that; None to
                make it here.

        Raises:
            IndexBeingMadeError: it is being made, and not yet there.
        """
        if patience is not None:
            self._await(patience)
        with self._asking() as database:
            typed = _whole(typed)
            request = understand(database, typed)
            ranked = rank(database, request, typed, loosely=loosely)
            counts = Counter(row.kind for row in ranked.rows)
            wanted = [row for row in ranked.in_order() if not kinds or KINDS[row.kind].name in kinds]
            shown = _first_of_each(wanted, each) if each else wanted
            texts = [(row, *_told(database, row, language)) for row in shown[offset : offset + limit]]
            rows = database.execute("SELECT kind FROM left_out ORDER BY kind")
            left_out = tuple(KINDS[kind].name for (kind,) in rows)
        # Others may ask meanwhile.
        hits = [_hit(row, label, told, request) for row, label, told in texts]
        named = {KINDS[kind].name: counts[kind] for kind in sorted(counts)}
        return Found(ranked.matched, len(wanted), named, tuple(hits), left_out)

    def scores(self, typed: str) -> Mapping[str, float]:
        """Return the score of each thing that ``typed`` finds, by its IRI."""
        typed = _whole(typed)
        with self._asking() as database:
            return {row.iri: row.score for row in rank(database, understand(database, typed), typed).rows}

    def snippet(self, iri: str, typed: str, language: str = "") -> Snippet:
        """Return the part of a thing's texts that ``typed`` finds; nothing for what is not in the index."""
        with self._asking() as database:
            thing = database.execute("SELECT id FROM thing WHERE iri = ?", (iri,)).fetchone()
            terms = understand(database, _whole(typed)).terms
            return snippet(_texts(database, thing[0], language), terms) if thing else Snippet()

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        """Give the database of the present version to one thread at a time."""
        with self._lock:
            name = self._name()
            if self._open is None or self._open[:2] != (os.getpid(), name):
                self._open = (os.getpid(), name, self._connect(name))
            yield self._open[2]

    def _await(self, patience: float) -> None:
        path, end = self._place.file(self._name()), time.monotonic() + patience
        while not path.exists():
            with self._lock:
                failure, self._failure = self._failure, None
                if failure is not None:
                    raise type(failure)(failure.problem, remedy=failure.remedy)
                if self._maker is None or not self._maker.is_alive():
                    self._maker = threading.Thread(target=self._make, name="plangraph-search", daemon=True)
                    self._maker.start()
            if time.monotonic() > end:
                raise IndexBeingMadeError(
                    "the data are new, and the index of their words is being made",
                    remedy="Ask again a little later.",
                )
            time.sleep(_LOOK)

    def _make(self) -> None:
        try:
            self._require(self._name())
        except StoreError as error:
            self._failure = error.with_traceback(None)

    def _connect(self, name: str) -> sqlite3.Connection:
        path = self._require(name)
        # Nobody ever changes it, so it needs no locks.
        address = f"file:{quote(str(path))}?mode=ro&immutable=1"
        try:
            return sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise SearchUnavailableError(
                f"the index of words cannot be opened ({error})", remedy="Ask again a little later."
            ) from error

    def _require(self, name: str) -> Path:
        """Return where the index is, made here unless it is there."""
        path = self._place.file(name)
        if not path.exists():
            with self._place.alone():
                if not path.exists():  # nobody made it meanwhile
                    self._place.forget_others(name)
                    build(self._dataset, path)
        return path

    def _name(self) -> str:
        told = self._dataset.version
        if not self._dataset.has_stable_version:
            told = f"unpublished {time.time() // _OLDEST:.0f}"
        return blake2b(told.encode(), digest_size=12).hexdigest()


def _whole(typed: str) -> str:
    """Return what was typed without halves of surrogate pairs, which no database takes."""
    return typed.encode(errors="replace").decode()


def _first_of_each(rows: Sequence[Row], each: int) -> list[Row]:
    """Return those rows that are among the first ``each`` of their kind."""
    seen: Counter[int] = Counter()
    first = []
    for row in rows:
        seen[row.kind] += 1
        if seen[row.kind] <= each:
            first.append(row)
    return first


def _told(database: sqlite3.Connection, row: Row, language: str) -> tuple[Text, Sequence[Text]]:
    """Return what a thing is called, and all its texts."""
    texts = _texts(database, row.thing, language)
    names = database.execute(
        "SELECT value, language FROM text WHERE thing = ? AND property < ? "
        "ORDER BY language <> ?, language <> '', property, language, value LIMIT 1",
        (row.thing, len(NAMES), language),
    ).fetchall()
    return Text(*names[0]) if names else texts[0] if texts else Text("", ""), texts


def _hit(row: Row, label: Text, texts: Sequence[Text], request: Request) -> Hit:
    found = snippet(texts, request.terms)
    return Hit(row.iri, KINDS[row.kind].name, label, row.line, row.score, found)


def _texts(database: sqlite3.Connection, thing: int, language: str) -> Sequence[Text]:
    """Return the texts of a thing: by how much they count, then those in ``language`` first."""
    rows = database.execute(
        "SELECT value, language FROM text WHERE thing = ? ORDER BY language <> ?, property, language, value",
        (thing, language),
    )
    return [Text(*row) for row in rows]
