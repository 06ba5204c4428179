"""What the editor completes: our prefixes, and the classes and properties of the graphs with their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from plangraph.store.excerpt import Excerpt, Window
from plangraph.store.terms import Term
from plangraph.web.asking.answers import Answered, excerpt
from plangraph.web.asking.cells import short
from plangraph.web.own_queries import own_query

_MOST = 5_000
_NAME = re.compile(r"[A-Za-z][\w-]*:[A-Za-z_][\w-]*")
"""Of prefixed names those that need no escapes, SPARQL 1.1, [169]."""


def vocabulary(prefixes: Mapping[str, str], spoken: str) -> tuple[dict[str, Any], Answered]:
    """Return what there is to complete, in the words of JSON, and the answer that it comes from.

    Args:
        prefixes: namespaces by name; a term that none of them shortens is left out.
        spoken: language of names and definitions, where the ontology has them.

    Raises:
        PlangraphError: as for :func:`~plangraph.web.asking.answers.ask`.
    """
    text = own_query("terms")
    answered = excerpt(text, {}, Window(most=_MOST, language=spoken))
    terms = _terms(answered.excerpt, prefixes, spoken)
    used = {name: iri for name, iri in sorted(prefixes.items()) if name}
    return {"prefixes": used, "terms": terms}, answered


def _terms(found: Excerpt, prefixes: Mapping[str, str], spoken: str) -> list[dict[str, str]]:
    terms = []
    for row in found.rows:
        told = dict(zip(found.columns, row, strict=True))
        iri = _text(told["term"])
        name = short(iri, prefixes)
        if not _NAME.fullmatch(name):
            continue
        other = "en" if spoken == "it" else "it"
        label = _text(told[spoken]) or _text(told[other])
        about = _text(told[f"about{spoken.title()}"])
        term = {"name": name, "kind": _text(told["kind"]), "label": label, "about": about}
        terms.append({key: value for key, value in term.items() if value})
    return sorted(terms, key=lambda term: (not term["name"].startswith("plan:"), term["name"]))


def _text(term: Term | None) -> str:
    return term.value if term else ""
