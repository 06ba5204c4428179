"""Items of the PNRR as SKOS concepts: codes, names, place in the tree, goals, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, SKOS

from plangraph.graph.triples import Triple
from plangraph.iris import pnrr_concept
from plangraph.namespaces import ID, PLAN, SDG, SDGO
from plangraph.pnrr.items import Item
from plangraph.pnrr.successors import Method, Succession
from plangraph.records import PnrrLevel

_SCHEME = ID["pnrr"]
_METHODS = {
    Method.CID: ("stesso codice CID", "same CID code"),
    Method.ID: ("il suo ID, seguito da un numero", "its ID, with a number after it"),
    Method.TITLE: ("stesso titolo nella stessa componente", "same title in the same component"),
}


def table_iri(slug: str) -> URIRef:
    """``pnrr-table/quadro-finanziario-v04``: a version of a published table."""
    return ID[f"pnrr-table/{slug}"]


def item_triples(item: Item, mapping: str | None) -> Iterator[Triple]:
    """Yield an item as a concept.

    Args:
        item: what the tables say of it.
        mapping: slug of the table that its goals are from.
    """
    code, node = item.code, pnrr_concept(item.code)
    yield node, RDF.type, SKOS.Concept
    yield node, SKOS.inScheme, _SCHEME
    yield node, SKOS.broader, pnrr_concept(code.broader) if code.broader else ID["programme/PNRR"]
    yield node, SKOS.notation, Literal(code.code)
    yield node, PLAN.regisCode, Literal(code.code)
    if item.measure_id is not None:
        yield node, PLAN.measureId, Literal(item.measure_id)
    if item.cid is not None:
        yield node, PLAN.cidCode, Literal(item.cid)
    yield node, SKOS.prefLabel, Literal(item.name, lang="it")
    for name in item.former_names:
        yield node, SKOS.altLabel, Literal(name, lang="it")
    yield from _definitions(node, item)
    yield node, DCTERMS.type, ID[f"pnrr-kind/{code.level}"]
    if item.is_reform is not None:
        yield node, DCTERMS.type, ID["pnrr-kind/reform" if item.is_reform else "pnrr-kind/investment"]
    for slug in (*item.tables, *([mapping] if mapping and item.goals else [])):
        yield node, PROV.wasDerivedFrom, table_iri(slug)
    yield from _change_triples(node, item)
    for goal in item.goals:
        yield node, PLAN.alignedWithSdg, SDG[goal]
    if item.prevailing_goal is not None:
        yield node, PLAN.prevailingSdg, SDG[item.prevailing_goal]
    for target in item.targets:
        yield node, PLAN.alignedWithSdgTarget, SDG[target]


def target_triples(targets: Mapping[str, str], mapping: str) -> Iterator[Triple]:
    """Yield the targets of the 2030 Agenda that items are mapped to.

    Args:
        targets: number → text, as the mapping has it.
        mapping: slug of the table.
    """
    for number, text in sorted(targets.items()):
        node = SDG[number]
        yield node, RDF.type, SDGO.Target
        yield node, RDF.type, SKOS.Concept
        yield node, SKOS.inScheme, URIRef(str(SDG).rstrip("/"))
        yield node, SKOS.broader, SDG[number.partition(".")[0]]
        yield node, SKOS.notation, Literal(number)
        yield node, SKOS.prefLabel, Literal(f"Traguardo {number}", lang="it")
        yield node, SKOS.prefLabel, Literal(f"Target {number}", lang="en")
        yield node, SKOS.definition, Literal(text, lang="it")
        yield node, PROV.wasDerivedFrom, table_iri(mapping)


def _definitions(node: URIRef, item: Item) -> Iterator[Triple]:
    """Yield what the item is, in words: its name says what it is for."""
    code, own = item.code, (item.measure_id or item.code.unpadded)[5:]
    mission = code.code[1]
    kind = ("riforma", "reform") if item.is_reform else ("investimento", "investment")
    match code.level:
        case PnrrLevel.MISSION:
            it, en = f"Missione {mission} del PNRR.", f"Mission {mission} of the PNRR."
        case PnrrLevel.COMPONENT:
            number = code.code[3]
            it = f"Componente {number} della missione {mission} del PNRR."
            en = f"Component {number} of mission {mission} of the PNRR."
        case PnrrLevel.MEASURE:
            it = f"{kind[0].capitalize()} {own} della componente {code.component} del PNRR."
            en = f"{kind[1].capitalize()} {own} of component {code.component} of the PNRR."
        case PnrrLevel.SUB_MEASURE:
            measure = code.broader.unpadded[5:] if code.broader else ""
            of = f"della riforma {measure}" if item.is_reform else f"dell'investimento {measure}"
            it = f"Submisura {own} {of} della componente {code.component} del PNRR."
            en = f"Sub-measure {own} of {kind[1]} {measure} of component {code.component} of the PNRR."
    yield node, SKOS.definition, Literal(it, lang="it")
    yield node, SKOS.definition, Literal(en, lang="en")


def _change_triples(node: URIRef, item: Item) -> Iterator[Triple]:
    """Yield what changed from one version to the next, and how that is known."""
    for slug, cid in item.former_cids:
        yield from _note(
            node, f"Nella tabella {slug} il codice CID era {cid}.", f"In table {slug} the CID code was {cid}."
        )
    if not item.gone:
        return
    yield node, OWL.deprecated, Literal(True)
    for succession in item.successions:
        yield node, DCTERMS.isReplacedBy, pnrr_concept(succession.successor)
    yield from _note(node, *_ending(item.successions))


def _ending(successions: Sequence[Succession]) -> tuple[str, str]:
    """Say that an item is gone, what stands for it, and how that is known: by one method for all."""
    it, en = (
        "Manca nell'ultima versione del quadro finanziario",
        "Absent from the last version of the financial table",
    )
    if not successions:
        return (
            f"{it}; né il codice CID, né l'ID, né il titolo dicono che cosa l'abbia sostituita.",
            f"{en}; neither CID code, ID nor title tells what replaced it.",
        )
    codes = ", ".join(succession.successor.code for succession in successions)
    method_it, method_en = _METHODS[successions[0].method]
    return f"{it}. Sostituita da {codes}: {method_it}.", f"{en}. Replaced by {codes}: {method_en}."


def _note(node: URIRef, it: str, en: str) -> Iterator[Triple]:
    yield node, SKOS.changeNote, Literal(it, lang="it")
    yield node, SKOS.changeNote, Literal(en, lang="en")
