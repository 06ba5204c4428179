"""Which version of RDF an answer needs: RDF 1.2 Concepts, version labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph

from plangraph.store.errors import UnwritableError
from plangraph.store.formats import VERSIONS, Format

RDF_1_1, BASIC, FULL = VERSIONS
# Strings have their quotation marks escaped in both formats, so that these are never a part of one.
_TRIPLE = {"json": b'"type":"triple"', "xml": b"<triple>"}
_DIRECTION = {"json": b'"its:dir":', "xml": b' its:dir="'}


def require(known: str, needed: Callable[[], str]) -> None:
    """Refuse an answer that its reader does not know how to read.

    Args:
        known: version that the reader knows, empty if it does not say.
        needed: returns the version of the answer; not called if any will do.

    Raises:
        UnwritableError: the answer needs a later version.
    """
    if known in ("", FULL):
        return
    version = needed()
    if VERSIONS.index(version) > VERSIONS.index(known):
        has = "triple terms" if version == FULL else "base directions"
        raise UnwritableError(f"the answer has {has}, which RDF {known}, the version asked for, has not")


def version_of_results(written: bytes, form: Format) -> str:
    """Return the version that written results need; of formats without versions, the first."""
    if form.name not in _TRIPLE:
        return RDF_1_1
    if _TRIPLE[form.name] in written:
        return FULL
    return BASIC if _DIRECTION[form.name] in written else RDF_1_1


def version_of_triples(triples: Iterable[pyoxigraph.Triple]) -> str:
    """Return the version that a graph needs."""
    version = RDF_1_1
    for triple in triples:
        if isinstance(triple.object, pyoxigraph.Triple):
            return FULL
        if isinstance(triple.object, pyoxigraph.Literal) and triple.object.direction is not None:
            version = BASIC
    return version
