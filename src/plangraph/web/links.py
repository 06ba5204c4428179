"""Addresses of things on this service, and the words that stand for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from plangraph.store.dataset import Dataset
from plangraph.store.labels import LABELS, label
from plangraph.store.terms import Blank, Iri, Literal, Term
from plangraph.web import naming

_PATH_SAFE = "/-._~!$&'()*+,;=:@"  # RFC 3986, 3.3 pchar


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it."""

    text: str
    href: str
    """Relative to this service, or absolute for things that are not described here; empty for literals."""
    lang: str
    """Of ``text`` after ``kind``; empty if it has none."""
    kind: str = ""
    """Beginning of ``text`` that is in the reader's language: what a thing without label is."""

    @property
    def words(self) -> str:
        """``text`` after ``kind``."""
        return self.text.removeprefix(self.kind)


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses and labels for one dataset; addresses never name a host of ours."""

    dataset: Dataset
    base: str
    """IRIs below it are answered below ``/id/``."""

    def prepare(self, terms: Iterable[Term], predicates: Collection[str] = ()) -> None:
        """Look all of ``terms`` up that will be shown, so that another store is asked once for all of them.

        Args:
            terms: literals and blank nodes among them need nothing.
            predicates: of their properties that will be asked for, besides labels.
        """
        if self.dataset.computes_here:
            return  # what is here is found as fast one by one
        iris = {term.value for term in terms if isinstance(term, Iri)}
        documents = {iri.partition("#")[0] for iri in iris}
        naming_them = (*LABELS, *naming.PREDICATES)
        self.dataset.look_ahead(sorted(iris | documents), (*naming_them, *predicates))
        parts = self.dataset.objects_of(iris, naming_them)
        nameless = iris - {iri for iri, name in parts if name in LABELS}
        named = {
            term.value
            for (iri, _), values in parts.items()
            for term in values
            if iri in nameless and isinstance(term, Iri)
        }
        named |= {stem for iri in nameless for stem in naming.stems(iri) if iri.startswith(self.base)}
        if named:
            self.dataset.look_ahead(sorted(named), naming_them)

    def address(self, iri: str, spoken: str) -> str:
        """Return where a person reads about ``iri``: here if it is described here, else at its own address.

        IRIs that are neither described here nor http have no address: empty.
        """
        document, mark, fragment = iri.partition("#")
        if iri.startswith(self.base) and self.dataset.knows(document):
            path = quote(document.removeprefix(self.base), safe=_PATH_SAFE)
            return f"/{spoken}/doc/{path}{mark}{quote(fragment)}"
        if self.dataset.knows(iri):
            return f"/{spoken}{foreign_address(iri)}"
        return iri if iri.startswith(("http://", "https://")) else ""

    def show(self, term: Term, spoken: str) -> Shown:
        """Return ``term`` with a label in ``spoken``, else in any, else a name of its kind, else its path."""
        if isinstance(term, Literal):
            return Shown(term.value, "", term.language)
        if isinstance(term, Blank):
            return Shown(f"_:{term.value}", "", "")
        address = self.address(term.value, spoken)
        if found := label(self.dataset, term.value, spoken):
            return Shown(found.value, address, found.language)
        if name := naming.name_of(self.dataset, term.value, spoken):
            return Shown(name.kind + name.words, address, name.lang, name.kind)
        return Shown(self._name(term.value), address, "")

    def _name(self, iri: str) -> str:
        """Return what is below the base, ``source/lecce/2025-2027/line/139``, or the last part of others."""
        if iri.startswith(self.base):
            return iri.removeprefix(self.base)
        return iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri


def foreign_address(iri: str) -> str:
    """Return the path of the document about somebody else's IRI: ``/iri/https/example.org/thing``.

    A path, so that documents can be files; an IRI that clients would shorten on the way goes after ``?iri=``.
    """
    scheme, mark, rest = iri.partition("://")
    if not mark or not rest or set(rest.split("/")) & {".", ".."}:
        return f"/doc?iri={quote(iri, safe='')}"
    return f"/iri/{quote(scheme, safe='')}/{quote(rest, safe=_PATH_SAFE)}"
