"""The datasets of the catalogue: which graphs make up each, in which words, whose, and its ready tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Holder(Enum):
    """Who holds the rights in a dataset (``dcterms:rightsHolder``)."""

    MUNICIPALITY = auto()
    SOURCE = auto()
    """Italia Domani, whose open data it selects from."""
    PUBLISHER = auto()


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    it: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One dataset; it is in the catalogue if one of its graphs is there."""

    name: str
    """Last part of its IRI; empty for the plan's own."""
    title: Words
    """``{plan}`` stands for the plan's title."""
    description: Words
    graphs: tuple[str, ...]
    """Last parts of the graphs' IRIs."""
    themes: tuple[str, ...]
    """Codes of EU data themes."""
    keywords: tuple[Words, ...]
    holder: Holder
    of_the_plan: bool = True
    """Whether it is about the plan's territory and period."""
    tables: tuple[tuple[str, Words], ...] = ()
    """Stored queries whose answers are distributions, with their titles."""


_PLAN = Part(
    name="",
    title=Words("{plan}: grafo", "{plan}: graph"),
    description=Words(
        "Aree, obiettivi e attività del piano come grafo di conoscenza, con la riga di testo che dice ogni "
        "cosa.",
        "Areas, objectives and activities of the plan as a knowledge graph, with the line of text that says "
        "each thing.",
    ),
    graphs=("plan", "inferred"),
    themes=("GOVE", "REGI"),
    keywords=(
        Words("piano strategico", "strategic plan"),
        Words("Comune", "municipality"),
        Words("obiettivi", "objectives"),
        Words("attività", "activities"),
    ),
    holder=Holder.MUNICIPALITY,
    tables=(
        ("plan-outline", Words("Aree e obiettivi", "Areas and objectives")),
        ("activities-by-area", Words("Attività per area e settore", "Activities by area and sector")),
        ("anomaly-ledger", Words("Registro delle anomalie del testo", "Ledger of the text's anomalies")),
    ),
)
_PNRR = Part(
    name="pnrr",
    title=Words("{plan}: progetti del PNRR sul territorio", "{plan}: projects of the PNRR in its territory"),
    description=Words(
        "Progetti del PNRR e del PNC localizzati nel territorio, con finanziamenti, gare, pagamenti e "
        "indicatori, tratti dagli open data di Italia Domani; ogni cifra con la sua data e la sua tabella.",
        "Projects of the PNRR and the PNC located in the territory, with funding, tenders, payments and "
        "indicators, from the open data of Italia Domani; every figure with its date and its table.",
    ),
    graphs=("pnrr",),
    themes=("ECON", "GOVE", "REGI"),
    keywords=(
        Words("PNRR", "PNRR"),
        Words("CUP", "CUP"),
        Words("progetti", "projects"),
        Words("pagamenti", "payments"),
    ),
    holder=Holder.SOURCE,
    tables=(
        ("pnrr-projects", Words("Progetti", "Projects")),
        ("pnrr-tenders", Words("Gare", "Tenders")),
        ("pnrr-payments", Words("Pagamenti", "Payments")),
    ),
)
_LINKS = Part(
    name="links",
    title=Words("{plan}: collegamenti con il PNRR", "{plan}: links to the PNRR"),
    description=Words(
        "Come le attività del piano e le misure e i progetti del PNRR stanno insieme: ogni collegamento con "
        "metodo, citazione, punteggio e stato. Un candidato non è un fatto.",
        "How activities of the plan and measures and projects of the PNRR hang together: each link with "
        "method, quote, score and status. A candidate is no fact.",
    ),
    graphs=("links",),
    themes=("GOVE", "REGI"),
    keywords=(Words("collegamenti", "links"), Words("PNRR", "PNRR"), Words("attività", "activities")),
    holder=Holder.PUBLISHER,
    tables=(("pnrr-links", Words("Collegamenti", "Links")),),
)
_VALIDATION = Part(
    name="validation",
    title=Words("{plan}: rapporto di convalida", "{plan}: validation report"),
    description=Words(
        "Che cosa nei dati va corretto, verificato o saputo: ogni caso con il vincolo che lo segnala e la "
        "cosa che riguarda.",
        "What in the data must be mended, looked at or known: each finding with the shape that reports it "
        "and the thing it is about.",
    ),
    graphs=("validation",),
    themes=("GOVE",),
    keywords=(Words("SHACL", "SHACL"), Words("qualità dei dati", "data quality")),
    holder=Holder.PUBLISHER,
)
_VOCABULARY = Part(
    name="vocabulary",
    title=Words(
        "Ontologia dei piani strategici e schemi di concetti", "Ontology of strategic plans and schemes"
    ),
    description=Words(
        "I termini con cui il piano è descritto, i loro allineamenti, gli schemi di programmi e di misure "
        "del PNRR.",
        "The terms that describe the plan, their alignments, the schemes of programmes and of measures of "
        "the PNRR.",
    ),
    graphs=("vocabulary",),
    themes=("GOVE",),
    keywords=(Words("ontologia", "ontology"), Words("vocabolario controllato", "controlled vocabulary")),
    holder=Holder.PUBLISHER,
    of_the_plan=False,
)
_SHAPES = Part(
    name="shapes",
    title=Words("Vincoli SHACL dei piani strategici", "SHACL shapes of strategic plans"),
    description=Words(
        "Che cosa deve valere per i dati di un piano, con i messaggi per chi li corregge.",
        "What must hold for the data of a plan, with messages for whoever mends them.",
    ),
    graphs=("shapes",),
    themes=("GOVE",),
    keywords=(Words("SHACL", "SHACL"), Words("qualità dei dati", "data quality")),
    holder=Holder.PUBLISHER,
    of_the_plan=False,
)
_QUERIES = Part(
    name="queries",
    title=Words("Domande pronte in SPARQL", "Stored questions in SPARQL"),
    description=Words(
        "Le domande a cui i dati rispondono, in due lingue, con la query di ciascuna.",
        "The questions that the data answer, in two languages, with the query of each.",
    ),
    graphs=("queries",),
    themes=("GOVE",),
    keywords=(Words("SPARQL", "SPARQL"), Words("domande", "questions")),
    holder=Holder.PUBLISHER,
    of_the_plan=False,
)
PARTS = (_PLAN, _PNRR, _LINKS, _VALIDATION, _VOCABULARY, _SHAPES, _QUERIES)
"""All that there may be."""
