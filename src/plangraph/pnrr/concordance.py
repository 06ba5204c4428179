"""Which items a code means, in whatever numbering: ReGiS, ID of the tables, Council Implementing Decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import Graph, Literal
from rdflib.namespace import OWL, SKOS

from plangraph.errors import PnrrCodeError
from plangraph.iris import pnrr_concept
from plangraph.namespaces import PLAN
from plangraph.records import PnrrCode

_NUMBERINGS = {"id": PLAN.measureId, "cid": PLAN.cidCode}


@dataclass(frozen=True, slots=True)
class Meaning:
    """An item that a code means."""

    code: PnrrCode
    numberings: tuple[str, ...]
    """In which the code is the item's: ``regis``, ``id``, ``cid``."""
    name: str
    in_force: bool
    """False if the last financial table no longer has it."""


class Concordance:
    """The codes of all items.

    Args:
        scheme: the concepts of ``ontology/schemes/``; left unchanged.
    """

    def __init__(self, scheme: Graph) -> None:
        self._scheme = scheme
        self._items = {str(code): PnrrCode(str(code)) for code in scheme.objects(None, PLAN.regisCode)}
        self._published = {name: self._index(name) for name in _NUMBERINGS}

    def meanings(self, text: str) -> tuple[Meaning, ...]:
        """Return every item that has the code, by code; none where there is no such item.

        Spaces, dashes, case and padding make no difference. A code of ReGiS or an ID goes before the same
        letters and figures in the CID, which may be another item: all are returned, each with its numbering.
        """
        found: dict[PnrrCode, list[str]] = defaultdict(list)
        try:
            item = self._items.get(PnrrCode.parse(text).code)
        except PnrrCodeError:
            item = None  # the letter of an ID, or a code of the CID for mission 7: only the tables know
        if item is not None:
            found[item].append("regis")
        for name, index in self._published.items():
            for code in index.get(_bare(text), ()):
                found[code].append(name)
        return tuple(self._meaning(code, tuple(found[code])) for code in sorted(found))

    def _meaning(self, code: PnrrCode, numberings: tuple[str, ...]) -> Meaning:
        node = pnrr_concept(code)
        labels = self._scheme.objects(node, SKOS.prefLabel)
        name = next(str(label) for label in labels if isinstance(label, Literal) and label.language == "it")
        return Meaning(code, numberings, name, (node, OWL.deprecated, None) not in self._scheme)

    def _index(self, numbering: str) -> Mapping[str, list[PnrrCode]]:
        index: dict[str, list[PnrrCode]] = defaultdict(list)
        for node, published in self._scheme.subject_objects(_NUMBERINGS[numbering]):
            index[_bare(str(published))].append(self._items[str(self._scheme.value(node, PLAN.regisCode))])
        return index


def _bare(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum() or letter == ".")
