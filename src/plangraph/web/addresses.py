"""The catalogue as this service gives it out: its promises lead here, its IRIs stay what they are."""

from __future__ import annotations

from collections.abc import Iterable

from plangraph.store.terms import Iri, Statement

_DCAT = "http://www.w3.org/ns/dcat#"
_ADDRESSES = frozenset(
    {f"{_DCAT}{name}" for name in ("accessURL", "downloadURL", "endpointURL", "endpointDescription")}
    | {"http://xmlns.com/foaf/0.1/homepage"}
)
"""Properties whose values are addresses, not names."""


def at_public_address(statements: Iterable[Statement], base: str, public_url: str) -> list[Statement]:
    """Return a catalogue whose addresses are those of the service that gives it out.

    A harvester follows them. They are built for the place where the IRIs are at home, which may not be
    where the data are served.

    Args:
        statements: of the catalogue.
        base: of the IRIs; addresses begin with what stands before its ``id/``.
        public_url: where the service is seen; empty: nothing is changed.
    """
    site = base.removesuffix("id/")
    if not public_url:
        return list(statements)
    return [
        (s, p, Iri(f"{public_url.rstrip('/')}/{o.value.removeprefix(site)}"))
        if p.value in _ADDRESSES and isinstance(o, Iri) and o.value.startswith(site)
        else (s, p, o)
        for s, p, o in statements
    ]
