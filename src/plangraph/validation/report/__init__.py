"""One report, written in every form that people, editors and continuous integration read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rdflib import URIRef

from plangraph.validation.report.github import report_github
from plangraph.validation.report.html import report_page
from plangraph.validation.report.junit import report_junit
from plangraph.validation.report.objects import report_json
from plangraph.validation.report.sarif import report_sarif
from plangraph.validation.report.table import report_csv, report_xlsx
from plangraph.validation.report.text import report_text
from plangraph.validation.report.triples import report_jsonld, report_turtle
from plangraph.validation.results import ValidationReport

REPORT = URIRef("https://w3id.org/plangraph/id/report")
"""IRI of a report that is read where it was made, and published nowhere."""

Writer = Callable[[ValidationReport, str, int | None], bytes]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a report."""

    name: str
    media_type: str
    suffix: str
    """Of a file name, with its full stop."""
    _write: Writer


FORMS = {
    form.name: form
    for form in (
        Form(
            "text",
            "text/plain;charset=utf-8",
            ".txt",
            lambda r, la, li: report_text(r, language=la, limit=li).encode(),
        ),
        Form(
            "html",
            "text/html;charset=utf-8",
            ".html",
            lambda r, la, li: report_page(r, language=la, limit=li),
        ),
        Form("turtle", "text/turtle;charset=utf-8", ".ttl", lambda r, _la, _li: report_turtle(r, iri=REPORT)),
        Form("jsonld", "application/ld+json", ".jsonld", lambda r, _la, _li: report_jsonld(r, iri=REPORT)),
        Form("json", "application/json", ".json", lambda r, la, _li: report_json(r, language=la)),
        Form("csv", "text/csv;charset=utf-8", ".csv", lambda r, la, _li: report_csv(r, language=la)),
        Form(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ".xlsx",
            lambda r, la, _li: report_xlsx(r, language=la),
        ),
        Form("sarif", "application/sarif+json", ".sarif", lambda r, la, _li: report_sarif(r, language=la)),
        Form("junit", "application/xml", ".xml", lambda r, la, _li: report_junit(r, language=la)),
        Form("github", "text/plain;charset=utf-8", ".log", lambda r, la, _li: report_github(r, language=la)),
    )
}
"""Every form by its name."""


def write_report(
    report: ValidationReport, form: str, *, language: str = "en", limit: int | None = None
) -> bytes:
    """Return ``report`` in one of ``FORMS``; the same report gives the same bytes.

    Args:
        report: best with explanations and places; without them results are told by their IRIs.
        form: a name in ``FORMS``.
        language: ``it`` or ``en``; RDF holds all languages.
        limit: how many results of one rule a text or a page shows before "and N more"; None: all. Forms for
            programs are always whole.
    """
    return FORMS[form]._write(report, language, limit)
