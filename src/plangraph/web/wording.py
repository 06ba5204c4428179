"""Every sentence of the pages, in Italian and in English."""

from __future__ import annotations

from flask import request

_EXAMPLE = """PREFIX plan: <https://w3id.org/plangraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?area ?label (COUNT(?activity) AS ?activities) WHERE {
  ?area a plan:StrategicArea ; rdfs:label ?label .
  ?activity plan:ofObjective/plan:ofArea ?area .
}
GROUP BY ?area ?label
ORDER BY DESC(?activities)"""

_WORDS: dict[str, tuple[str, str]] = {
    "site": ("Il piano strategico come dati", "The strategic plan as data"),
    "skip": ("Vai al contenuto", "Skip to content"),
    "other_language": ("English", "Italiano"),
    "lead": (
        "Aree, obiettivi e attività del piano strategico come grafo interrogabile, ogni affermazione con la "
        "riga del testo da cui viene. Non è una pubblicazione ufficiale del Comune titolare del piano.",
        "Areas, objectives and activities of the strategic plan as a graph that answers questions, every "
        "statement with the line of text it comes from. This is no official publication of the municipality.",
    ),
    "areas": ("aree", "areas"),
    "objectives": ("obiettivi", "objectives"),
    "activities": ("attività", "activities"),
    "ask": ("Interroga", "Ask"),
    "query": ("Query SPARQL", "SPARQL query"),
    "format": ("Formato della risposta", "Format of the answer"),
    "format_any": ("quello più adatto", "whichever fits"),
    "run": ("Esegui", "Run"),
    "stored": ("Domande pronte", "Ready-made questions"),
    "for_citizen": ("Per i cittadini", "For citizens"),
    "for_consumer": ("Per chi riusa i dati aperti", "For consumers of linked open data"),
    "for_researcher": ("Per chi studia PNRR e coesione", "For researchers on the PNRR and cohesion"),
    "for_steward": ("Per chi cura i dati", "For data stewards"),
    "area": ("Area", "Area"),
    "number": ("N.", "No."),
    "data": ("I dati", "The data"),
    "graph": ("Grafo", "Graph"),
    "triples": ("Triple", "Triples"),
    "documents": ("Documenti", "Documents"),
    "ontology": ("Ontologia", "Ontology"),
    "shapes": ("Vincoli SHACL", "SHACL shapes"),
    "catalog": ("Catalogo", "Catalogue"),
    "service": ("Descrizione del servizio", "Service description"),
    "facts": ("Che cosa se ne sa", "What is known about it"),
    "where": ("Dove lo dice il testo", "Where the text says so"),
    "line": ("riga", "line"),
    "lines": ("righe", "lines"),
    "inbound": ("Risorse collegate", "What points to it"),
    "inbound_some": (
        "Le prime {shown} di {all}; tutte nei dati.",
        "The first {shown} of {all}; all are in the data.",
    ),
    "formats": ("Gli stessi dati come", "The same data as"),
    "nothing": ("Nulla.", "Nothing."),
    "kind": ("Tipo", "Kind"),
    "problems": ("Che cosa può non andare", "What can go wrong"),
    "problems_lead": (
        "Ogni errore dice il suo tipo, una frase e che cosa fare; per i programmi come RFC 9457.",
        "Every error says its type, one sentence and what to do; to programs as RFC 9457 has it.",
    ),
    "back": ("Torna all'inizio", "Back to the start"),
    "endpoint": ("Endpoint SPARQL", "SPARQL endpoint"),
    "endpoint_lead": (
        "Questo indirizzo risponde a query SPARQL 1.1 con GET e POST, e descrive sé stesso in RDF.",
        "This address answers SPARQL 1.1 queries by GET and POST, and describes itself in RDF.",
    ),
    "example_query": (_EXAMPLE, _EXAMPLE),
}
LANGUAGES = ("it", "en")
ENGLISH = LANGUAGES.index("en")
"""Where pairs of sentences have the English one: what programs get."""


def words(spoken: str) -> dict[str, str]:
    """Return the sentences in one of :data:`LANGUAGES`."""
    index = LANGUAGES.index(spoken)
    return {key: both[index] for key, both in _WORDS.items()}


def language() -> str:
    """Return the language of the page: ``?lang=``, else the browser's, else Italian."""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    # werkzeug's best match takes "it;q=0.5" before "en-GB".
    wanted = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((tag for tag in wanted if tag in LANGUAGES), LANGUAGES[0])
