"""Licences by the names that people know them by."""

from __future__ import annotations

from plangraph.store.terms import Iri, Term
from plangraph.web.languages import language
from plangraph.web.links import Links, Shown

# SPDX License List 3.25, and AgID's controlled vocabulary of licences, whose A21 is the same licence.
_NAMES = {
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40": "CC BY 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
    "https://www.apache.org/licenses/LICENSE-2.0": "Apache 2.0",
}


def show_licence(links: Links, term: Term) -> Shown:
    """Return a licence with its usual name, else with what the data call it."""
    shown = links.show(term, language())
    known = _NAMES.get(term.value) if isinstance(term, Iri) else None
    return Shown(known, shown.href, "") if known else shown
