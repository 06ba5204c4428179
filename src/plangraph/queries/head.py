"""The heads of stored queries: read, and refused with file and line where they are malformed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plangraph.errors import InputError, QueryError
from plangraph.queries.question import AUDIENCES, TYPES, Parameter, StoredQuery

_ENTRY = re.compile(r"#\+ ([\w-]+): (\S.*)")
_PARAMETER = re.compile(r"parameter-(\w+)")
_ONCE = ("summary", "question", "audience")
_ALLOWED = f"Keys are {', '.join(_ONCE)} and parameter-NAME."


def read_queries(folder: Path) -> tuple[StoredQuery, ...]:
    """Read every ``.rq`` file of ``folder``, sorted by name.

    Raises:
        InputError: there is no such folder.
        QueryError: a file is no UTF-8 or its head is malformed; says where, and what is allowed there.
    """
    if not folder.is_dir():
        raise InputError("no such folder", path=folder, remedy="Stored queries are looked for there.")
    return tuple(read_query(path) for path in sorted(folder.glob("*.rq")))


@dataclass(frozen=True, slots=True)
class _Entry:
    path: Path
    line: int
    key: str
    value: str

    def wrong(self, problem: str, remedy: str) -> QueryError:
        return QueryError(problem, path=self.path, line=self.line, remedy=remedy)


def read_query(path: Path) -> StoredQuery:
    """Read one file that has a head.

    Raises:
        QueryError: as for :func:`read_queries`.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"the file cannot be read as UTF-8 ({error})", path=path) from error
    head = _head(path, text)
    for key in _ONCE:
        if key not in head:
            raise QueryError(f"the head has no «{key}»", path=path, line=1, remedy=f"Add «#+ {key}: …».")
    italian, english = _both_languages(head["question"])
    return StoredQuery(
        name=path.stem,
        path=path,
        text=text,
        summary=head["summary"].value,
        question_it=italian,
        question_en=english,
        audience=_audience(head["audience"]),
        parameters=tuple(_parameter(entry, text) for key, entry in head.items() if key not in _ONCE),
    )


def _head(path: Path, text: str) -> Mapping[str, _Entry]:
    head: dict[str, _Entry] = {}
    ended = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#+"):
            ended = True
            continue
        match = _ENTRY.fullmatch(line.rstrip())
        entry = _Entry(path, number, *(match.groups() if match else ("", "")))
        if ended:
            raise entry.wrong("a line of the head after its end", "The head is the first lines of the file.")
        if match is None:
            raise entry.wrong("a line of the head that is not «#+ key: value»", _ALLOWED)
        if entry.key not in _ONCE and not _PARAMETER.fullmatch(entry.key):
            raise entry.wrong(f"the key «{entry.key}» is unknown", _ALLOWED)
        if entry.key in head:
            raise entry.wrong(f"a second «{entry.key}»", f"The first is on line {head[entry.key].line}.")
        head[entry.key] = entry
    return head


def _both_languages(entry: _Entry) -> tuple[str, str]:
    italian, slash, english = entry.value.partition(" / ")
    if not (slash and italian.endswith("?") and english.endswith("?")):
        raise entry.wrong("the question is not in two languages", "Write «Domanda? / Question?».")
    return italian, english


def _audience(entry: _Entry) -> str:
    if entry.value not in AUDIENCES:
        raise entry.wrong(f"the audience «{entry.value}» is unknown", f"One of {', '.join(AUDIENCES)}.")
    return entry.value


def _parameter(entry: _Entry, text: str) -> Parameter:
    name = entry.key.removeprefix("parameter-")
    kind, dash, description = entry.value.partition(" - ")
    if kind not in TYPES or not dash:
        raise entry.wrong("a parameter is «TYPE - description»", f"TYPE is one of {', '.join(TYPES)}.")
    if name not in _projected(text):
        raise entry.wrong(f"the parameter «{name}» is no column of the SELECT", f"Name ?{name} there.")
    return Parameter(name, kind, description)


_NO_CODE = re.compile(r"<[^<>\s]*>|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*")
_BRACKETS = re.compile(r"\([^()]*?(?:\bAS\s+(\?\w+)\s*)?\)", re.IGNORECASE)


def _projected(text: str) -> set[str]:
    """Return the variables that the first SELECT names; of an expression the one after its AS."""
    select = re.search(r"\bSELECT\b([^{]*)", _NO_CODE.sub(" ", text), re.IGNORECASE)
    clause, found = (select[1], 1) if select else ("", 0)
    while found:  # innermost brackets first
        clause, found = _BRACKETS.subn(lambda bracket: f" {bracket[1] or ''} ", clause)
    return set(re.findall(r"\?(\w+)", clause))
