"""The index as a file of SQLite: made from a dataset, beside its place and then put there."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

from plangraph.search.documents import lines, texts, things
from plangraph.search.kinds import FIELDS, KINDS, PROPERTIES
from plangraph.search.request import code_keys, name_key
from plangraph.search.words import words
from plangraph.store.dataset import Dataset
from plangraph.store.errors import SearchUnavailableError

MOST_THINGS = 1_000_000
"""In one index; a kind that would exceed it is left out as a whole."""
_SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE raw (iri TEXT PRIMARY KEY, kind INTEGER) WITHOUT ROWID;
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind INTEGER, line INTEGER);
CREATE TABLE text (thing INTEGER, property INTEGER, language TEXT, value TEXT);
CREATE TABLE code (key TEXT, thing INTEGER, PRIMARY KEY (key, thing)) WITHOUT ROWID;
CREATE TABLE range (first INTEGER, last INTEGER, thing INTEGER);
CREATE TABLE word (folded TEXT, key TEXT, PRIMARY KEY (folded, key)) WITHOUT ROWID;
CREATE TABLE left_out (kind INTEGER);
CREATE VIRTUAL TABLE found USING fts5 ({", ".join(FIELDS)}, content='', tokenize='ascii');
"""
_INDEXES = (
    "text_by_thing ON text (thing)",
    "line_range ON range (first, last)",
    "range_by_thing ON range (thing)",
)


def build(dataset: Dataset, path: Path) -> None:
    """Make the index of ``dataset`` at ``path``; until it is complete, there is nothing.

    Raises:
        SearchUnavailableError: this Python's SQLite has no full-text search, or the file cannot be written.
        StoreError: the data are in another store, which does not answer as it should.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as database:
            database.executescript(_SCHEMA)
            database.execute("BEGIN")
            _read(dataset, database)
            _index(database)
            database.execute("COMMIT")
        beside.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise SearchUnavailableError(
            f"the index of words cannot be made ({error})",
            remedy="Tell the operator: it needs room in TMPDIR, and a Python whose SQLite has FTS5.",
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _read(dataset: Dataset, database: sqlite3.Connection) -> None:
    """Copy what is searched, things numbered by their IRI so that equal data make equal answers."""
    room = MOST_THINGS
    for number, kind in enumerate(KINDS):
        before = database.total_changes
        rows = ((iri, number) for iri in things(dataset, kind))
        database.executemany("INSERT OR IGNORE INTO raw VALUES (?, ?)", rows)
        room -= database.total_changes - before
        if room < 0:
            room += database.execute("DELETE FROM raw WHERE kind = ?", (number,)).rowcount
            database.execute("INSERT INTO left_out VALUES (?)", (number,))
    database.execute("INSERT INTO thing (iri, kind) SELECT iri, kind FROM raw ORDER BY iri")
    database.execute("DROP TABLE raw")
    add = "INSERT INTO text SELECT id, ?, ?, ? FROM thing WHERE iri = ?"
    said = ((number, language, text, iri) for iri, number, language, text in texts(dataset))
    database.executemany(add, said)
    add = "INSERT INTO range SELECT ?, ?, id FROM thing WHERE iri = ?"
    database.executemany(add, ((first, last, iri) for iri, first, last in lines(dataset)))
    for index in _INDEXES:
        database.execute(f"CREATE INDEX {index}")
    database.execute("UPDATE thing SET line = (SELECT MIN(first) FROM range WHERE thing = id)")


def _index(database: sqlite3.Connection) -> None:
    """Turn the texts into keys."""
    vocabulary: set[tuple[str, str]] = set()
    names: set[tuple[str, int]] = set()
    columns, marks = ", ".join(FIELDS), ", ".join("?" for _ in FIELDS)
    rows = _rows(database, vocabulary, names)
    database.executemany(f"INSERT INTO found (rowid, {columns}) VALUES (?, {marks})", rows)
    database.execute("INSERT INTO found (found) VALUES ('optimize')")
    database.executemany("INSERT INTO word VALUES (?, ?)", sorted(vocabulary))
    database.executemany("INSERT INTO code VALUES (?, ?)", sorted(names))


def _rows(
    database: sqlite3.Connection, vocabulary: set[tuple[str, str]], names: set[tuple[str, int]]
) -> Iterator[tuple[int | str, ...]]:
    """Yield for each thing its number and the keys of each field.

    Its words with their keys go into ``vocabulary``, its names and identifiers into ``names``.
    """
    ordered = database.execute(
        "SELECT thing, property, language, value FROM text ORDER BY thing, property, language, value"
    )
    for thing, rows in groupby(ordered, key=lambda row: row[0]):
        said: set[str] = set()  # what is label, title and quote at once counts once, as a label
        keys: dict[str, list[str]] = {field: [] for field in FIELDS}
        for _, number, language, value in rows:
            field = PROPERTIES[number][1]
            if field == "code":
                names.update((key, thing) for key in code_keys(value))
            if value in said:
                continue
            said.add(value)
            inside = list(words(value, language))
            found = [word.key for word in inside]
            keys[field] += found
            vocabulary.update((word.folded, word.key) for word in inside)
            if field == "title" and (name := name_key(found)):
                names.add((name, thing))
        yield (thing, *(" ".join(keys[field]) for field in FIELDS))
