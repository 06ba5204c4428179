"""Literals as they are written: what is validated is the file, not what rdflib makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import rdflib


@contextmanager
def as_written() -> Iterator[None]:
    """Let rdflib keep the spelling of literals meanwhile; for a process that reads one document at a time.

    Left alone, rdflib 7.6 turns the integer «1_000», which is none (XML Schema Datatypes, 3.3.13), into a
    valid 1000, and the twelve characters of the decimal «1e999999999» into a gigabyte.
    """
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
