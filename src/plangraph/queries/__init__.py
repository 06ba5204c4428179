"""Competency questions: the SPARQL files of ``queries/``, what each asks, for whom, with which parameters.

The head of a file are its first lines, ``#+ key: value``::

    #+ summary: one sentence in English.
    #+ question: the question in Italian? / The question in English?
    #+ audience: citizen
    #+ parameter-area: integer - number of a strategic area

``summary``, ``question`` and ``audience`` stand once each; the NAME of ``parameter-NAME`` is a column of the
SELECT. A parameter that is not bound means «all». Nothing is ever pasted into a query: :func:`bind` gives
values that the caller hands to the engine beside the text. No RDF library and no store in here.
"""

from plangraph.queries.binding import Value, bind
from plangraph.queries.head import read_queries, read_query
from plangraph.queries.question import AUDIENCES, Parameter, StoredQuery

__all__ = ["AUDIENCES", "Parameter", "StoredQuery", "Value", "bind", "read_queries", "read_query"]
