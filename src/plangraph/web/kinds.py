"""The kinds of problem that this service reports: RFC 9457, 3.1.1, each with an address that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Kind:
    """One problem type."""

    name: str
    """Fragment of its address, ``/problems#name``."""
    statuses: tuple[HTTPStatus, ...]
    """Those it comes with; the first kind of a status is for problems that name no kind."""
    title: tuple[str, str]
    """What it is, in Italian and in English."""
    remedy: tuple[str, str]
    """What to do, in Italian and in English."""


_S = HTTPStatus
KINDS = (
    Kind(
        "parameter",
        (_S.BAD_REQUEST,),
        ("Parametro non valido", "Parameter that makes no sense"),
        ("Correggi il parametro che la risposta nomina.", "Mend the parameter that the answer names."),
    ),
    Kind(
        "query-count",
        (_S.BAD_REQUEST,),
        ("Nessuna query, o più di una", "No query, or several"),
        ("Manda un solo parametro «query».", "Send one «query»."),
    ),
    Kind(
        "query-syntax",
        (_S.BAD_REQUEST,),
        ("La query non è SPARQL", "The query is not SPARQL"),
        (
            "Correggila nel punto indicato; righe e colonne contano da 1.",
            "Correct it at the place that is given; lines and columns count from 1.",
        ),
    ),
    Kind(
        "query-too-complex",
        (_S.BAD_REQUEST,),
        ("Query troppo annidata o troppo lunga", "Query nested too deeply or too long a chain"),
        (
            "Dividila in più query; gli elenchi in VALUES e IN non contano.",
            "Split it into several; lists in VALUES and IN do not count.",
        ),
    ),
    Kind(
        "too-large",
        (_S.REQUEST_ENTITY_TOO_LARGE,),
        ("Richiesta troppo grande", "Request too large"),
        ("Dividi gli elenchi di valori in più query.", "Spread lists of values over several queries."),
    ),
    Kind(
        "too-slow",
        (_S.REQUEST_TIMEOUT,),
        ("Richiesta troppo lenta", "Request too slow"),
        ("Manda il corpo della richiesta senza pause.", "Send the body of the request without pauses."),
    ),
    Kind(
        "query-refused",
        (_S.FORBIDDEN,),
        ("Operazione non offerta", "Operation that is not offered"),
        (
            "Interroga tu l'altro endpoint: SERVICE vale solo per quelli ammessi da chi gestisce.",
            "Ask the other endpoint yourself: SERVICE is for those that the operator allows.",
        ),
    ),
    Kind(
        "read-only",
        (_S.FORBIDDEN,),
        ("Servizio in sola lettura", "Service that only reads"),
        ("Manda una query, non un aggiornamento.", "Send a query, not an update."),
    ),
    Kind(
        "media-type",
        (_S.UNSUPPORTED_MEDIA_TYPE, _S.BAD_REQUEST),
        ("Formato della richiesta non letto", "Format of the request that is not read"),
        (
            "Manda la query in UTF-8 come application/sparql-query.",
            "Send the query in UTF-8 as application/sparql-query.",
        ),
    ),
    Kind(
        "not-acceptable",
        (_S.NOT_ACCEPTABLE, _S.BAD_REQUEST),
        ("Formato della risposta non disponibile", "Format of the answer that is not available"),
        ("Scegli tra quelli elencati in «available».", "Choose one of those listed in «available»."),
    ),
    Kind(
        "not-found",
        (_S.NOT_FOUND,),
        ("Non c'è", "Not there"),
        ("Parti dalla pagina iniziale.", "Begin at the start page."),
    ),
    Kind(
        "method",
        (_S.METHOD_NOT_ALLOWED,),
        ("Metodo non ammesso", "Method that is not allowed"),
        ("Usa uno dei metodi in Allow.", "Use one of the methods in Allow."),
    ),
    Kind(
        "changed",
        (_S.PRECONDITION_FAILED,),
        ("Dati cambiati", "Data that have changed"),
        (
            "Chiedi di nuovo senza If-Match e If-Unmodified-Since.",
            "Ask again without If-Match and If-Unmodified-Since.",
        ),
    ),
    Kind(
        "answer-too-large",
        (_S.UNPROCESSABLE_ENTITY,),
        ("Risposta troppo grande", "Answer too large"),
        (
            "Chiedine una parte, con LIMIT e OFFSET o meno colonne.",
            "Ask for a part, with LIMIT and OFFSET or fewer columns.",
        ),
    ),
    Kind(
        "rdf-syntax",
        (_S.BAD_REQUEST,),
        (
            "Il documento non è RDF nella sintassi detta",
            "The document is not RDF in the syntax that it is said to be",
        ),
        ("Correggilo alla riga indicata.", "Mend it at the line that is given."),
    ),
    Kind(
        "shapes",
        (_S.UNPROCESSABLE_ENTITY,),
        (
            "Le regole inviate non sono SHACL ben formato",
            "The shapes that were sent are not well-formed SHACL",
        ),
        (
            "Correggi le regole: finché non sono ben formate, nessun dato risulta conforme.",
            "Mend the shapes: as long as they are ill-formed, no data conform to them.",
        ),
    ),
    Kind(
        "busy",
        (_S.TOO_MANY_REQUESTS, _S.SERVICE_UNAVAILABLE),
        ("Troppe richieste insieme", "Too many requests at once"),
        ("Riprova dopo i secondi detti in Retry-After.", "Try again after the seconds given in Retry-After."),
    ),
    Kind(
        "deadline",
        (_S.GATEWAY_TIMEOUT,),
        ("Tempo scaduto", "Out of time"),
        ("Rendi la query più selettiva.", "Make the query more selective."),
    ),
    Kind(
        "memory",
        (_S.SERVICE_UNAVAILABLE,),
        ("Memoria esaurita", "Out of memory"),
        (
            "Ordina, raggruppa e concatena meno righe.",
            "Sort, group and concatenate fewer rows.",
        ),
    ),
    Kind(
        "store",
        (_S.BAD_GATEWAY, _S.SERVICE_UNAVAILABLE, _S.GATEWAY_TIMEOUT, _S.BAD_REQUEST),
        (
            "L'archivio interrogato non risponde bene",
            "The store behind this service fails",
        ),
        (
            "Riprova più tardi; se si ripete, segnalalo a chi gestisce.",
            "Try again later; if it recurs, tell the operator.",
        ),
    ),
    Kind(
        "service",
        (_S.BAD_GATEWAY, _S.GATEWAY_TIMEOUT),
        (
            "Un endpoint chiamato con SERVICE non risponde bene",
            "An endpoint that the query calls by SERVICE fails",
        ),
        (
            "Interrogalo tu per vedere che cosa dice; se puoi farne a meno, scrivi SERVICE SILENT.",
            "Ask it yourself to see what it says; if you can do without it, write SERVICE SILENT.",
        ),
    ),
    Kind(
        "failure",
        (_S.INTERNAL_SERVER_ERROR, _S.SERVICE_UNAVAILABLE),
        ("Errore del servizio", "Failure of the service"),
        ("Riprova; se si ripete, segnalalo a chi gestisce.", "Try again; if it recurs, tell the operator."),
    ),
)
"""All of them, in the order of the page that explains them."""


def kind_named(name: str) -> Kind:
    """Return the kind with this name.

    Raises:
        KeyError: there is none.
    """
    return {kind.name: kind for kind in KINDS}[name]


def kind_of(status: HTTPStatus) -> Kind:
    """Return the kind of a problem of which only the status is known."""
    fitting = (kind for kind in KINDS if status in kind.statuses)
    fallback = kind_named("parameter" if status < _S.INTERNAL_SERVER_ERROR else "failure")
    return next(fitting, fallback)
